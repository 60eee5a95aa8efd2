using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TalentPass.Core;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Http;

/// <summary>Reads the headers of the contract: <c>Idempotency-Key</c>, <c>If-Match</c>, <c>Accept-Language</c>.</summary>
internal static class RequestHeaders
{
    /// <summary>The idempotency key's name; the same draft names the replay marker's parent.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Marks an answer as the stored first one.</summary>
    public const string IdempotencyReplayed = "Idempotency-Replayed";

    /// <summary>The caller's idempotency promise; <see cref="Outcome{T}.Done"/> with null when it made none.</summary>
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
    /// The caller's precondition. <c>If-Match: *</c> counts as missing: it would let a change overwrite what nobody read.
    /// Weak tags never match (RFC 9110 section 13.1.1 asks for the strong comparison); of a list, any may.
    /// </summary>
    public static Outcome<Precondition> ReadPrecondition(HttpRequest http)
    {
        var sent = http.Headers.IfMatch;
        if (sent.Count == 0)
        {
            return new Refusal(RefusalCodes.PreconditionRequired, new("请带上读取时得到的 ETag。", "Send the ETag you read."));
        }

        // What is no tag is not the one that was read.
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

    /// <summary>Whether the caller asks for a version; <c>*</c> asks for whatever there is.</summary>
    public static bool NamesVersion(HttpRequest http) => http.Headers.IfMatch is { Count: > 0 } sent && sent != "*";

    /// <summary>Whether the <c>If-None-Match</c> of a GET or HEAD already names the version (weak comparison, section 13.1.2).</summary>
    public static bool AlreadyHas(HttpRequest http, string etag) =>
        (HttpMethods.IsGet(http.Method) || HttpMethods.IsHead(http.Method))
        && EntityTagHeaderValue.TryParseList(http.Headers.IfNoneMatch, out var tags)
        && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Value == $"\"{etag}\"");

    /// <summary>Whether English is wanted: it is named with a higher weight than Chinese. Chinese is the default.</summary>
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
