using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// The one secret of a deployment: 32 bytes from configuration (a Key Vault reference in Azure) or from a local file
/// with mode 600. Every purpose derives a key of its own from it (HKDF-SHA-256, RFC 5869). It may know the ones before it:
/// they still open what they sealed, and what must never change derives from the very first.
/// </summary>
public sealed class MasterKey
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _secret;

    /// <summary>A key from its 32 bytes.</summary>
    /// <param name="secret">The bytes.</param>
    /// <param name="former">The keys before it, the latest first.</param>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public MasterKey(ReadOnlySpan<byte> secret, params IReadOnlyList<MasterKey> former)
    {
        if (secret.Length != Length)
        {
            throw new ArgumentException("The master key must have 32 bytes.", nameof(secret));
        }

        _secret = secret.ToArray();
        All = [this, .. former];
    }

    /// <summary>This key, and after it the former ones.</summary>
    public IReadOnlyList<MasterKey> All { get; }

    /// <summary>This key with others before it.</summary>
    public MasterKey After(IReadOnlyList<MasterKey> former) => new(_secret, former);

    /// <summary>The key of one purpose; the same on every instance.</summary>
    /// <param name="purpose">A fixed name such as <c>seal</c>.</param>
    /// <param name="length">Bytes wanted.</param>
    public byte[] Derive(string purpose, int length = 32) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, length, info: Encoding.ASCII.GetBytes($"talentpass/{purpose}"));

    /// <summary>
    /// The key of a purpose that must never change, because what it made leads to rows or must not be made twice: derived
    /// from the first master key the deployment had.
    /// </summary>
    /// <param name="purpose">A fixed name such as <c>blind-index</c>.</param>
    public byte[] DerivePermanent(string purpose) => All[^1].Derive(purpose);

    /// <summary>Reads a key given as base64 in configuration.</summary>
    /// <exception cref="InvalidOperationException">It is not base64 of 32 bytes.</exception>
    public static MasterKey FromBase64(string text) => FromBase64(text, "KeyRing:Key");

    /// <summary>Reads former keys given as base64 in configuration, the latest first; <c>none</c> is none.</summary>
    /// <exception cref="InvalidOperationException">One is not base64 of 32 bytes.</exception>
    public static IReadOnlyList<MasterKey> FormerFromBase64(string text) =>
        text.Trim() is "none" ? [] : [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(each => FromBase64(each, "Each key in KeyRing:FormerKeys"))];

    private static MasterKey FromBase64(string text, string named)
    {
        var bytes = new byte[Length + 3];
        return Convert.TryFromBase64String(text, bytes, out var written) && written == Length
            ? new MasterKey(bytes.AsSpan(0, Length))
            : throw new InvalidOperationException($"{named} must be 32 bytes in base64; make one with `openssl rand -base64 32`.");
    }

    /// <summary>Reads the key file, making it (mode 600) when there is none yet.</summary>
    /// <exception cref="InvalidOperationException">The file is readable by others or does not hold a key.</exception>
    public static MasterKey FromFile(string path, RandomSource random)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new StreamWriter(path, options);
            file.Write(Convert.ToBase64String(random.Bytes(Length)));
        }

        if (!OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
        {
            throw new InvalidOperationException($"The key file {path} can be read by others; run `chmod 600 {path}`.");
        }

        return FromBase64(File.ReadAllText(path).Trim());
    }
}
