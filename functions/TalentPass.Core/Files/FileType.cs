namespace TalentPass.Core.Files;

/// <summary>The kinds of files that are taken, told by their first bytes: a name or a header may say anything.</summary>
/// <param name="ContentType">The media type.</param>
/// <param name="Extension">What the name ends with.</param>
public sealed record FileType(string ContentType, string Extension)
{
    /// <summary>How many bytes tell the kind.</summary>
    public const int MagicLength = 8;

    private static readonly (byte[] Magic, FileType Type)[] _known =
    [
        ("%PDF-"u8.ToArray(), new FileType("application/pdf", ".pdf")),
        ([0xFF, 0xD8, 0xFF], new FileType("image/jpeg", ".jpg")),
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], new FileType("image/png", ".png")),
    ];

    /// <summary>The kind of a file that begins so; null for any other.</summary>
    public static FileType? Of(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, type) in _known)
        {
            if (head.StartsWith(magic))
            {
                return type;
            }
        }

        return null;
    }
}
