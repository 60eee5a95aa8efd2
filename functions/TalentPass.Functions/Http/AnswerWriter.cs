using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TalentPass.Core;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Http;

/// <summary>Turns outcomes into HTTP answers.</summary>
internal sealed class AnswerWriter(WireJson json, OperationTable table, CursorSeal cursors, ContentCodings codings)
{
    public Answer Write<T>(Operation operation, Call call, Outcome<T> outcome, Func<T, string>? location, string traceId)
        where T : class
    {
        switch (outcome)
        {
            case Outcome<T>.Done { Value: FileAnswer { Streamed: { Range.IsBeyondEnd: true } streamed, ETag: var version } } when !RequestHeaders.AlreadyHas(call.Http, version ?? ""):
                var beyond = Refuse(call.Http, new Refusal(RefusalCodes.RangeNotSatisfiable), traceId);
                beyond.Headers[HeaderNames.ContentRange] = streamed.Range.ContentRange(streamed.Size);
                return beyond;
            case Outcome<T>.Done done:
                return Success(
                    operation, call, done.Value is FileAnswer { IsNotFound: true } ? StatusCodes.Status404NotFound : StatusCodes.Status200OK, done.Value, done.Replayed);
            case Outcome<T>.Created created:
                var answer = Success(operation, call, StatusCodes.Status201Created, created.Value, created.Replayed);
                if (location is not null)
                {
                    answer.Headers[HeaderNames.Location] = location(created.Value);
                }

                return answer;
            case Outcome<T>.Refused refused:
                return Refuse(call.Http, refused.Reason, traceId);
            default:
                throw new InvalidOperationException("An outcome is one of three.");
        }
    }

    /// <summary>Writes a refusal as problem details (RFC 9457).</summary>
    public Answer Refuse(HttpRequest http, Refusal refusal, string traceId)
    {
        var row = RefusalTable.For(refusal.Code);
        var english = RequestHeaders.PrefersEnglish(http);
        var problem = new Problem(
            row.Type, row.Title.In(english), row.Status, row.Code, (refusal.Detail ?? row.Detail).In(english), traceId, refusal.Errors, refusal.AllowedActions,
            refusal.FirstDay,
            refusal.Conditions?.Select(each => new ProblemCondition(each.Kind, each.Text.In(english), each.Why.In(english))).ToArray(),
            refusal.Points?.Select(each => new ProblemPoint(each.Point, each.Text.In(english))).ToArray(),
            refusal.Earlier, refusal.Ticket, refusal.TicketExpiresAt, refusal.TriesLeft);
        var answer = new Answer(row.Status) { Body = json.Write(problem, typeof(Problem)) };
        answer.Headers[HeaderNames.ContentType] = Problem.ContentType;
        answer.Headers[HeaderNames.ContentLanguage] = english ? "en" : "zh-CN";
        answer.Headers[HeaderNames.CacheControl] = "no-store";
        switch (refusal.Code)
        {
            case RefusalCodes.NotSignedIn:
                answer.Headers[HeaderNames.WWWAuthenticate] = http.Headers.Authorization.Count == 0
                    ? "Bearer realm=\"talentpass\""
                    : "Bearer realm=\"talentpass\", error=\"invalid_token\"";
                break;
            case RefusalCodes.SessionOver:
                // 401 has to say how to sign in (RFC 9110, 11.6.1).
                answer.Headers[HeaderNames.WWWAuthenticate] = "Bearer realm=\"talentpass\", error=\"invalid_token\"";
                break;
            case RefusalCodes.MethodNotAllowed:
                // A path without an operation is a page, and pages take GET and HEAD.
                answer.Headers[HeaderNames.Allow] = table.MethodsOf(http.Path) is { Count: > 0 } methods ? string.Join(", ", methods) : "GET, HEAD";
                break;
        }

        if (refusal.RetryAfter is { } wait)
        {
            answer.Headers[HeaderNames.RetryAfter] = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        }

        return answer;
    }

    private Answer Success(Operation operation, Call call, int status, object value, bool replayed)
    {
        var file = value as FileAnswer;
        var answer = value is RedirectAnswer redirect ? Redirect(redirect)
            : value is Nothing ? new Answer(StatusCodes.Status204NoContent)
            : operation.About.IsPublic ? Public(operation, call, status, value)
            : Private(operation, call, status, value);
        answer.Cookies = (value as ISetsCookies)?.Cookies ?? [];
        if (value is not (Nothing or RedirectAnswer))
        {
            answer.Headers[HeaderNames.ContentType] = TypeOf(file);
        }

        answer.Headers[HeaderNames.CacheControl] = file is { IsNotFound: true } ? "no-store" : Caching(operation.About, file);
        if (replayed)
        {
            answer.Headers[RequestHeaders.IdempotencyReplayed] = "true";
        }

        if (file is { FileName: { } name })
        {
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(name);
            answer.Headers[HeaderNames.ContentDisposition] = disposition.ToString();
        }

        if (file?.ContentSecurityPolicy is { } policy)
        {
            answer.Headers[HeaderNames.ContentSecurityPolicy] = policy;
        }

        return answer;
    }

    private static Answer Redirect(RedirectAnswer redirect)
    {
        var answer = new Answer(StatusCodes.Status303SeeOther);
        answer.Headers[HeaderNames.Location] = redirect.Location;
        return answer;
    }

    private Answer Private(Operation operation, Call call, int status, object value)
    {
        var etag = (value as FileAnswer)?.ETag ?? (value as IVersioned)?.ETag;
        var answer = etag is not null && RequestHeaders.AlreadyHas(call.Http, etag)
            ? new Answer(StatusCodes.Status304NotModified)
            : value is FileAnswer { Streamed: { } streamed } ? Part(streamed)
            : value is FileAnswer { Unsized: { } unsized } ? new Answer(status) { Content = unsized.Content, IsUnsized = true }
            : new Answer(status) { Body = BodyOf(operation, call, value) };
        if (!operation.About.Personal)
        {
            answer.Headers[HeaderNames.Vary] = HeaderNames.AcceptLanguage;
        }

        return etag is null ? answer : Tagged(answer, etag);
    }

    private static Answer Part(StreamedContent streamed)
    {
        var range = streamed.Range;
        var answer = new Answer(range.IsPart ? StatusCodes.Status206PartialContent : StatusCodes.Status200OK) { Content = streamed.Content, Length = range.Length };
        answer.Headers[HeaderNames.AcceptRanges] = "bytes";
        if (range.IsPart)
        {
            answer.Headers[HeaderNames.ContentRange] = range.ContentRange(streamed.Size);
        }

        return answer;
    }

    // A public answer is compressed as the client prefers. Each compressed form has its own ETag, because a strong tag
    // stands for exact bytes (RFC 9110, 8.8.3).
    private Answer Public(Operation operation, Call call, int status, object value)
    {
        var file = value as FileAnswer;
        var body = BodyOf(operation, call, value);
        var version = file?.ETag ?? (value as IVersioned)?.ETag ?? Base32.Encode(SHA256.HashData(body.Span))[..20];
        var packs = ContentCodings.CanPack(TypeOf(file));
        var coding = packs ? ContentCodings.Choose(call.Http) : ContentCoding.Identity;
        var name = ContentCodings.Name(coding);
        var etag = name is null ? version : $"{version}-{name}";
        var answer = status != StatusCodes.Status404NotFound && RequestHeaders.AlreadyHas(call.Http, etag)
            ? new Answer(StatusCodes.Status304NotModified)
            : new Answer(status) { Body = codings.Encode(version, body, coding) };
        answer.Headers[HeaderNames.Vary] = packs ? $"{HeaderNames.AcceptEncoding}, {HeaderNames.AcceptLanguage}" : HeaderNames.AcceptLanguage;
        if (name is not null)
        {
            answer.Headers[HeaderNames.ContentEncoding] = name;
        }

        return Tagged(answer, etag);
    }

    private static Answer Tagged(Answer answer, string etag)
    {
        answer.Headers[HeaderNames.ETag] = $"\"{etag}\"";
        return answer;
    }

    private static string TypeOf(FileAnswer? file) => file?.ContentType ?? "application/json; charset=utf-8";

    private ReadOnlyMemory<byte> BodyOf(Operation operation, Call call, object value) =>
        value is FileAnswer file ? file.Bytes : Json(operation, call, value);

    private byte[] Json(Operation operation, Call call, object value)
    {
        if (value is IPage { NextCursor: { } cursor } page)
        {
            value = page.With(cursors.Seal(cursor, operation, call.Actor, call.Http));
        }

        return json.Write(value, value.GetType());
    }

    private static string Caching(OperationAttribute about, FileAnswer? file)
    {
        var maxAge = file?.MaxAge ?? TimeSpan.FromSeconds(about.MaxAgeSeconds);
        return about.Personal ? "no-store"
            : maxAge > TimeSpan.Zero ? $"public, max-age={maxAge.TotalSeconds:0}"
            : "no-cache";
    }
}
