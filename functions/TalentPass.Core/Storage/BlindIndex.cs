using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Turns a document number, phone, open id or name into a key that tells nothing about it: HMAC-SHA-256 under the
/// deployment's first key, so equal values meet for good and nobody else can compute the key.
/// </summary>
/// <param name="key">The deployment's master key.</param>
public sealed class BlindIndex(MasterKey key)
{
    private readonly byte[] _key = key.DerivePermanent("blind-index");

    /// <summary>The index of a value, 26 base32 characters.</summary>
    /// <param name="kind">What the value is, e.g. <c>document</c>; different kinds never meet.</param>
    /// <param name="value">The value in its normal form: callers normalise.</param>
    public string Of(string kind, string value) =>
        Base32.Encode(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{kind}\n{value}")).AsSpan(0, 16));
}
