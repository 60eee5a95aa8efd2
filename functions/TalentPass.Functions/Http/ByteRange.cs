using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace TalentPass.Functions.Http;

/// <summary>The part of a content that a client gets (RFC 9110, 14).</summary>
/// <param name="Offset">Its first byte, from 0.</param>
/// <param name="Length">The number of its bytes; 0 when the part that was asked for is beyond the end.</param>
/// <param name="IsPart">Whether the client asked for a part. Otherwise this is the whole content.</param>
public sealed record ByteRange(long Offset, long Length, bool IsPart)
{
    private const string Unit = "bytes";

    /// <summary>Whether the content has no byte of the part that was asked for, so that the answer is 416.</summary>
    public bool IsBeyondEnd => Length == 0;

    /// <summary>
    /// Reads <c>Range</c> and <c>If-Range</c>. One range is honoured. A request for several ranges, in another unit, or in a wrong
    /// form gets the whole content, as does one whose <c>If-Range</c> names another version: the header is optional for a server
    /// (14.2), and a client must not join parts of two versions.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="etag">The version of the content, without quotes.</param>
    /// <param name="size">Its size in bytes, at least 1.</param>
    public static ByteRange Read(HttpRequest http, string etag, long size)
    {
        var whole = new ByteRange(0, size, IsPart: false);
        return HttpMethods.IsGet(http.Method)
            && RangeHeaderValue.TryParse(http.Headers.Range.ToString(), out var sent)
            && sent.Unit.Equals(Unit, StringComparison.OrdinalIgnoreCase)
            && sent.Ranges.Count == 1
            && IsOfVersion(http.Headers.IfRange, etag)
                ? Of(sent.Ranges.Single(), size)
                : whole;
    }

    /// <summary>The value of <c>Content-Range</c>.</summary>
    /// <param name="size">The size of the whole content in bytes.</param>
    public string ContentRange(long size) => IsBeyondEnd ? $"{Unit} */{size}" : $"{Unit} {Offset}-{Offset + Length - 1}/{size}";

    private static ByteRange Of(RangeItemHeaderValue range, long size)
    {
        // Without a first byte, the other number counts from the end.
        var (from, to) = range.From is { } first ? (first, Math.Min(range.To ?? size - 1, size - 1)) : (Math.Max(0, size - range.To!.Value), size - 1);
        return new ByteRange(from, Math.Max(0, to - from + 1), IsPart: true);
    }

    // A date never matches, because files have no date of change. A weak tag does not stand for the same bytes.
    private static bool IsOfVersion(StringValues ifRange, string etag) =>
        ifRange.Count == 0 || (EntityTagHeaderValue.TryParse(ifRange.ToString(), out var tag) && !tag.IsWeak && tag.Tag.Value == $"\"{etag}\"");
}
