using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Http;

/// <summary>How an answer is compressed (RFC 9110, 8.4.1), the most expensive coding last.</summary>
internal enum ContentCoding
{
    /// <summary>Not compressed.</summary>
    Identity,

    /// <summary><c>gzip</c>.</summary>
    Gzip,

    /// <summary><c>br</c>.</summary>
    Brotli,
}

/// <summary>
/// Compresses public answers as the client prefers. Each version is compressed once and kept, in at most 32 MiB. Only
/// public answers are compressed: in an answer that holds a secret, the compressed size would tell something about the
/// secret.
/// </summary>
internal sealed class ContentCodings
{
    private const long MostKept = 32L << 20;
    private static readonly string[] _packedAlready = ["image/png", "image/jpeg", "font/woff2"];

    // Limited by bytes: old versions add up over weeks.
    private readonly Cache<(string Version, ContentCoding Coding), byte[]> _copies = new(kept: null, MostKept, TimeProvider.System, copy => copy.Length);

    /// <summary>Whether to compress a media type. Pictures and fonts that are compressed already are left alone.</summary>
    public static bool CanPack(string contentType) => !_packedAlready.Contains(contentType, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Returns the coding that the client prefers (RFC 9110, 12.5.3): the one with the highest weight, and with equal
    /// weights Brotli before gzip before none. A client that refuses every coding gets the uncompressed answer, as the RFC
    /// allows. A client whose header cannot be parsed gets it too.
    /// </summary>
    public static ContentCoding Choose(HttpRequest http)
    {
        if (!StringWithQualityHeaderValue.TryParseStrictList(http.Headers.AcceptEncoding, out var accepted))
        {
            return ContentCoding.Identity;
        }

        var others = accepted.FirstOrDefault(each => each.Value == "*")?.Quality;
        var any = accepted.Any(each => each.Value == "*") ? others ?? 1 : 0;
        var brotli = Weight("br") ?? any;
        var gzip = Weight("gzip") ?? Weight("x-gzip") ?? any;
        var identity = Weight("identity") ?? 0;
        return brotli > 0 && brotli >= gzip && brotli >= identity ? ContentCoding.Brotli
            : gzip > 0 && gzip >= identity ? ContentCoding.Gzip
            : ContentCoding.Identity;

        double? Weight(string name) =>
            accepted.FirstOrDefault(each => each.Value.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } named ? named.Quality ?? 1 : null;
    }

    /// <summary>The coding's name in headers; null for an uncompressed answer.</summary>
    public static string? Name(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => "br",
        ContentCoding.Gzip => "gzip",
        _ => null,
    };

    /// <summary>Returns the bytes in the coding.</summary>
    /// <param name="version">The version of the bytes. Different bytes never have the same version.</param>
    /// <param name="bytes">The uncompressed answer.</param>
    /// <param name="coding">The coding to use.</param>
    public ReadOnlyMemory<byte> Encode(string version, ReadOnlyMemory<byte> bytes, ContentCoding coding)
    {
        if (coding == ContentCoding.Identity)
        {
            return bytes;
        }

        return _copies.Get((version, coding)) ?? _copies.Keep((version, coding), Pack(bytes.Span, coding));
    }

    private static byte[] Pack(ReadOnlySpan<byte> bytes, ContentCoding coding)
    {
        using var packed = new MemoryStream();
        using (Stream stream = coding == ContentCoding.Brotli
            ? new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)
            : new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }
}
