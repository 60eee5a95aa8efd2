using System.Security.Cryptography;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Passes.Verifying;

/// <summary>
/// The imported keys of phones, shared by all verifiers of a process. An import costs about as much as three verifications, and a
/// phone shows many codes with one key. Only a key that an issuer signed is imported, so forged codes cannot fill the memory.
/// </summary>
internal static class DeviceKeys
{
    // Each takes about 1 kB of the platform's memory.
    private const int MostKept = 5_000;

    private static readonly Cache<string, ECDsa> _imported = new(kept: null, MostKept, TimeProvider.System);

    /// <summary>
    /// Returns the key of a compressed point, 33 bytes; null when the bytes are not a point of the curve. The caller must not
    /// dispose it: many threads verify with it.
    /// </summary>
    public static ECDsa? Import(ReadOnlySpan<byte> compressed)
    {
        var name = Convert.ToHexString(compressed);
        return _imported.Get(name) ?? (Es256.ImportCompressed(compressed) is { } key ? _imported.Keep(name, key) : null);
    }
}
