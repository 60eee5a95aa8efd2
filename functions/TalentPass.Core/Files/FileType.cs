namespace TalentPass.Core.Files;

/// <summary>
/// A type of file that the app accepts. The first bytes decide the type, because name and header of an upload may be wrong.
/// </summary>
/// <param name="ContentType">The media type.</param>
/// <param name="Extension">The extension of the name, with its dot.</param>
public sealed record FileType(string ContentType, string Extension)
{
    /// <summary>The number of first bytes that decide the type.</summary>
    public const int MagicLength = 8;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static readonly (byte[] Magic, FileType Type)[] _known =
    [
        ("%PDF-"u8.ToArray(), new FileType("application/pdf", ".pdf")),
        ([0xFF, 0xD8, 0xFF], new FileType("image/jpeg", ".jpg")),
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], new FileType("image/png", ".png")),
    ];

    /// <summary>Returns the type of a file with these first bytes; null when it is not accepted. A byte order mark is passed over.</summary>
    public static FileType? Of(ReadOnlySpan<byte> head)
    {
        head = head.StartsWith(ByteOrderMark) ? head[ByteOrderMark.Length..] : head;
        foreach (var (magic, type) in _known)
        {
            if (head.StartsWith(magic))
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>
    /// Returns the media type when it is one of ours. Anything else in a row was not written by this app, and a browser must not
    /// act on it.
    /// </summary>
    public static string Known(string? contentType) =>
        _known.Any(each => each.Type.ContentType == contentType) ? contentType! : "application/octet-stream";
}
