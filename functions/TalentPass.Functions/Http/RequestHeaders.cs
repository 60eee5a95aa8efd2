using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TalentPass.Core;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Http;

/// <summary>Reads the request headers of the contract: <c>Idempotency-Key</c>, <c>If-Match</c>, <c>Accept-Language</c>.</summary>
internal static class RequestHeaders
{
    /// <summary>The request header with the idempotency key (draft-ietf-httpapi-idempotency-key-header).</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>The response header that marks a stored answer: the call was a repetition and did nothing.</summary>
    public const string IdempotencyReplayed = "Idempotency-Replayed";

    /// <summary>
    /// Reads the idempotency key, 1–128 visible ASCII characters. <see cref="Outcome{T}.Done"/> with null when the caller
    /// sent none.
    /// </summary>
    public static Outcome<IdempotentCall?> ReadIdempotency(Operation operation, HttpRequest http, ReadOnlyMemory<byte> body)
    {
        var sent = http.Headers[IdempotencyKey];
        if (sent.Count == 0)
        {
            return new Outcome<IdempotentCall?>.Done(null);
        }

        return sent is [{ Length: >= 1 and <= 128 } key] && key.All(character => character is > ' ' and <= '~')
            ? new Outcome<IdempotentCall?>.Done(new IdempotentCall(key, Fingerprint(operation, http, body.Span)))
            : new Refusal(RefusalCodes.IdempotencyKeyInvalid, new("幂等键须为 1–128 个可见 ASCII 字符。", "The key must be 1–128 visible ASCII characters."));
    }

    /// <summary>
    /// Reads the caller's precondition. <c>If-Match: *</c> counts as missing, because it would let a change overwrite a
    /// version that nobody has read. Weak tags never match, because RFC 9110, 13.1.1 asks for the strong comparison. Of
    /// several tags any one may match.
    /// </summary>
    public static Outcome<Precondition> ReadPrecondition(HttpRequest http)
    {
        var sent = http.Headers.IfMatch;
        if (sent.Count == 0)
        {
            return new Refusal(RefusalCodes.PreconditionRequired, new("请带上读取时得到的 ETag。", "Send the ETag you read."));
        }

        // A value that is not a tag matches no version.
        if (!EntityTagHeaderValue.TryParseStrictList(sent, out var tags))
        {
            return new Outcome<Precondition>.Done(new Precondition([]));
        }

        if (tags.Contains(EntityTagHeaderValue.Any))
        {
            return new Refusal(RefusalCodes.PreconditionRequired, new("不接受 *,请带上读取时得到的 ETag。", "* is not taken: send the ETag you read."));
        }

        return new Outcome<Precondition>.Done(new Precondition([.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.Value!.Trim('"'))]));
    }

    /// <summary>Whether the caller names a version. <c>*</c> names none: it matches every version.</summary>
    public static bool NamesVersion(HttpRequest http) => http.Headers.IfMatch is { Count: > 0 } sent && sent != "*";

    /// <summary>
    /// Whether <c>If-None-Match</c> of a GET or HEAD names the version, so that the answer is 304 (weak comparison, RFC
    /// 9110, 13.1.2).
    /// </summary>
    public static bool AlreadyHas(HttpRequest http, string etag) =>
        (HttpMethods.IsGet(http.Method) || HttpMethods.IsHead(http.Method))
        && EntityTagHeaderValue.TryParseList(http.Headers.IfNoneMatch, out var tags)
        && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Value == $"\"{etag}\"");

    /// <summary>
    /// Whether the caller prefers English (<c>Accept-Language</c>): English has a higher weight than Chinese, or the same
    /// weight and stands first. Chinese is the default.
    /// </summary>
    public static bool PrefersEnglish(HttpRequest http)
    {
        if (!StringWithQualityHeaderValue.TryParseList(http.Headers.AcceptLanguage, out var languages))
        {
            return false;
        }

        var best = languages.Where(each => Is(each, "zh") || Is(each, "en")).OrderByDescending(each => each.Quality ?? 1).FirstOrDefault();
        return best is not null && Is(best, "en") && best.Quality is not 0;

        static bool Is(StringWithQualityHeaderValue each, string language) =>
            each.Value.Equals(language, StringComparison.OrdinalIgnoreCase)
            || each.Value.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
    }

    private static string Fingerprint(Operation operation, HttpRequest http, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(operation.Name));
        foreach (var name in operation.RouteParameters)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{name}={http.RouteValues[name]}"));
        }

        hash.AppendData("\n\n"u8);
        hash.AppendData(body);
        return Base32.Encode(hash.GetHashAndReset());
    }
}
