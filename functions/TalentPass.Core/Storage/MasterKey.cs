using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// The master key of a deployment: 32 secret bytes from configuration (a Key Vault reference in Azure) or from a local file
/// with mode 600. Each purpose has its own key, derived from the master key (HKDF-SHA-256, RFC 5869). A master key may know its
/// former master keys: they still open what they sealed, and keys that must never change derive from the first of them.
/// </summary>
public sealed class MasterKey
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _secret;

    /// <summary>Creates a master key from its 32 bytes.</summary>
    /// <param name="secret">The bytes.</param>
    /// <param name="former">The former master keys, the latest first.</param>
    /// <exception cref="ArgumentException">The secret does not have 32 bytes.</exception>
    public MasterKey(ReadOnlySpan<byte> secret, params IReadOnlyList<MasterKey> former)
    {
        if (secret.Length != Length)
        {
            throw new ArgumentException("The master key must have 32 bytes.", nameof(secret));
        }

        _secret = secret.ToArray();
        All = [this, .. former];
    }

    /// <summary>This key, then the former keys, the latest first.</summary>
    public IReadOnlyList<MasterKey> All { get; }

    /// <summary>Returns this key with the given former keys.</summary>
    public MasterKey After(IReadOnlyList<MasterKey> former) => new(_secret, former);

    /// <summary>Derives the key of one purpose. Every instance of the app derives the same key.</summary>
    /// <param name="purpose">A fixed name such as <c>seal</c>.</param>
    /// <param name="length">The length of the derived key in bytes.</param>
    public byte[] Derive(string purpose, int length = 32) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, length, info: Encoding.ASCII.GetBytes($"talentpass/{purpose}"));

    /// <summary>
    /// Derives a key that must never change, from the first master key of the deployment. Use it for values that are stored as
    /// keys of rows, or that must stay unique for the life of the deployment.
    /// </summary>
    /// <param name="purpose">A fixed name such as <c>blind-index</c>.</param>
    public byte[] DerivePermanent(string purpose) => All[^1].Derive(purpose);

    /// <summary>Reads the master key from the base64 in setting <c>KeyRing:Key</c>.</summary>
    /// <exception cref="InvalidOperationException">The text is not base64 of 32 bytes.</exception>
    public static MasterKey FromBase64(string text) => FromBase64(text, "KeyRing:Key");

    /// <summary>
    /// Reads the former master keys from setting <c>KeyRing:FormerKeys</c>: base64, separated by spaces, the latest first. The
    /// word <c>none</c> means that there are none.
    /// </summary>
    /// <exception cref="InvalidOperationException">A key is not base64 of 32 bytes.</exception>
    public static IReadOnlyList<MasterKey> FormerFromBase64(string text) =>
        text.Trim() is "none" ? [] : [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(each => FromBase64(each, "Each key in KeyRing:FormerKeys"))];

    private static MasterKey FromBase64(string text, string named)
    {
        var bytes = new byte[Length + 3];
        return Convert.TryFromBase64String(text, bytes, out var written) && written == Length
            ? new MasterKey(bytes.AsSpan(0, Length))
            : throw new InvalidOperationException($"{named} must be 32 bytes in base64; make one with `openssl rand -base64 32`.");
    }

    /// <summary>Reads the key file. Creates the file with a new random key (mode 600) when it is missing.</summary>
    /// <exception cref="InvalidOperationException">
    /// Other users may access the file (not checked on Windows), or it does not hold a key.
    /// </exception>
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
