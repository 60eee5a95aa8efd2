using System.Buffers.Text;
using System.Security.Cryptography;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>A phone with its own key. It makes codes while it is offline.</summary>
internal sealed class Phone : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private byte[] _credential = [];

    /// <summary>The public key as a phone sends it: an uncompressed point in base64url.</summary>
    public string PublicKey => Base64Url.EncodeToString(Es256.Export(_key));

    /// <summary>The same public key as a compressed point, in base64url.</summary>
    public string CompressedKey => Base64Url.EncodeToString(CompressedPoint.Compress(_key.ExportParameters(includePrivateParameters: false).Q));

    public void Keep(string credential) => _credential = Base64Url.DecodeFromChars(credential);

    public string Show(DateTimeOffset now) => HolderCode.Present(_credential, _key, now);

    public void Dispose() => _key.Dispose();
}
