using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Http;

/// <summary>How an answer is packed (RFC 9110, 8.4.1), the dearest last.</summary>
internal enum ContentCoding
{
    /// <summary>As it is.</summary>
    Identity,

    /// <summary><c>gzip</c>.</summary>
    Gzip,

    /// <summary><c>br</c>.</summary>
    Brotli,
}

/// <summary>
/// Packs public answers as the client likes them best. A version is packed once and kept, whatever the number of calls. Only
/// for what everybody may read: beside a secret, the size of a packed answer tells about it.
/// </summary>
internal sealed class ContentCodings
{
    private const long MostKept = 32L << 20;
    private static readonly string[] _packedAlready = ["image/png", "image/jpeg", "font/woff2"];

    // Bytes, not copies; old versions gather over weeks.
    private readonly Cache<(string Version, ContentCoding Coding), byte[]> _copies = new(kept: null, MostKept, TimeProvider.System, copy => copy.Length);

    /// <summary>Whether packing makes sense for a media type.</summary>
    public static bool CanPack(string contentType) => !_packedAlready.Contains(contentType, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The coding a client likes best (RFC 9110, 12.5.3): the highest weight, Brotli before gzip before none. A client that
    /// refuses everything gets the answer as it is, as the RFC allows; so does one whose header nobody can read.
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

    /// <summary>The coding's name in headers; null for none.</summary>
    public static string? Name(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => "br",
        ContentCoding.Gzip => "gzip",
        _ => null,
    };

    /// <summary>The packed bytes.</summary>
    /// <param name="version">Says which bytes they are: no other ones come under it.</param>
    /// <param name="bytes">The answer as it is.</param>
    /// <param name="coding">How to pack it.</param>
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
