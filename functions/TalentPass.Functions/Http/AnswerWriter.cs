using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>Turns outcomes into answers.</summary>
internal sealed class AnswerWriter(WireJson json, OperationTable table, CursorSeal cursors)
{
    public Answer Write<T>(Operation operation, Call call, Outcome<T> outcome, Func<T, string>? location, string traceId)
        where T : class
    {
        switch (outcome)
        {
            case Outcome<T>.Done done:
                return Success(operation, call, StatusCodes.Status200OK, done.Value, done.Replayed);
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

    /// <summary>A refusal as problem details.</summary>
    public Answer Refuse(HttpRequest http, Refusal refusal, string traceId)
    {
        var row = RefusalTable.For(refusal.Code);
        var english = RequestHeaders.PrefersEnglish(http);
        var problem = new Problem(
            row.Type, row.Title.In(english), row.Status, row.Code, refusal.Detail?.In(english), traceId, refusal.Errors, refusal.AllowedActions);
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
            case RefusalCodes.MethodNotAllowed:
                // A path that no operation has is a page's.
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
        var etag = file?.ETag ?? (value as IVersioned)?.ETag;
        var unchanged = etag is not null && HttpMethods.IsGet(call.Http.Method) && RequestHeaders.AlreadyHas(call.Http, etag);
        var answer = value is Nothing ? new Answer(StatusCodes.Status204NoContent)
            : unchanged ? new Answer(StatusCodes.Status304NotModified)
            : new Answer(status) { Body = file?.Bytes ?? Json(operation, call, value) };
        if (value is not Nothing)
        {
            answer.Headers[HeaderNames.ContentType] = file?.ContentType ?? "application/json; charset=utf-8";
        }

        answer.Headers[HeaderNames.CacheControl] = Caching(operation.About, file);
        if (!operation.About.Personal)
        {
            answer.Headers[HeaderNames.Vary] = HeaderNames.AcceptLanguage;
        }

        if (etag is not null)
        {
            answer.Headers[HeaderNames.ETag] = $"\"{etag}\"";
        }

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
