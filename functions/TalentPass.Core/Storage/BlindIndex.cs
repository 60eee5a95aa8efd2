using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Turns a document number, phone, open id or name into a storage key that does not reveal the value: HMAC-SHA-256 under a
/// key derived from the deployment's first master key. Equal values always give the same key, also after the master key
/// changed. Nobody can compute the key without the master key.
/// </summary>
/// <param name="key">The deployment's master key.</param>
public sealed class BlindIndex(MasterKey key)
{
    private readonly byte[] _key = key.DerivePermanent("blind-index");

    /// <summary>Returns the key of a value: the first 16 bytes of the HMAC as 26 base32 characters.</summary>
    /// <param name="kind">What the value is, e.g. <c>document</c>. Equal values of different kinds give different keys.</param>
    /// <param name="value">The value in its normal form. The caller normalises it.</param>
    public string Of(string kind, string value) =>
        Base32.Encode(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{kind}\n{value}")).AsSpan(0, 16));
}
