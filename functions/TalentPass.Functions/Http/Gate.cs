using Microsoft.AspNetCore.Http;
using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>
/// Admits calls: authenticates, limits and authorises them, then reads and validates what was sent. Cheap checks come
/// first.
/// </summary>
internal sealed class Gate(Authenticator authenticator, RateLimits limits, CursorSeal cursors, WireJson json)
{
    private readonly BodyReader _bodies = new(json);

    /// <summary>Returns the call, ready for its operation, or the refusal.</summary>
    public async Task<Outcome<Call>> AdmitAsync(Operation operation, HttpRequest http, CancellationToken cancel)
    {
        var authenticated = await authenticator.AuthenticateAsync(http, cancel);
        var actor = (authenticated as Outcome<Actor>.Done)?.Value;
        if (limits.Check(operation, actor, http) is { } tooMany)
        {
            return tooMany;
        }

        if (actor is null && !operation.About.Anonymous)
        {
            return ((Outcome<Actor>.Refused)authenticated).Reason;
        }

        actor ??= Call.Anyone;
        if (!operation.About.Anonymous && !Authorisation.Allows(operation, actor, http))
        {
            return new Refusal(RefusalCodes.Forbidden);
        }

        return await ReadAsync(operation, actor, http, cancel);
    }

    private async Task<Outcome<Call>> ReadAsync(Operation operation, Actor actor, HttpRequest http, CancellationToken cancel)
    {
        var about = operation.About;
        ReadOnlyMemory<byte> body = default;
        object? parsed = null;
        IdempotentCall? idempotent = null;
        Precondition? precondition = null;
        var page = PageRequest.First;
        var readsBody = ReadsBody(operation, http);

        if (!QueryValues.Read(operation, http.Query).TryGet(out var query, out var refusal)
            || (about.Paged && !ReadPage(operation, actor, http).TryGet(out page, out refusal))
            || ((about.IfMatch || (about.MayMatch && RequestHeaders.NamesVersion(http))) && !RequestHeaders.ReadPrecondition(http).TryGet(out precondition, out refusal))
            || (readsBody && !(await BodyReader.ReadAsync(operation, http, cancel)).TryGet(out body, out refusal))
            || (readsBody && !about.RawBody && !_bodies.Parse(body, about.Body ?? typeof(NoBody)).TryGet(out parsed, out refusal))
            || (about.Idempotent && !RequestHeaders.ReadIdempotency(operation, http, body).TryGet(out idempotent, out refusal)))
        {
            return refusal!;
        }

        return new Outcome<Call>.Done(new Call
        {
            Actor = actor,
            Http = http,
            Query = query!,
            Page = page!,
            Idempotent = idempotent,
            OptionalPrecondition = precondition,
            English = RequestHeaders.PrefersEnglish(http),
            RawBody = body,
            Json = parsed,
        });
    }

    // A body has no meaning with GET and HEAD (RFC 9110, 9.3), nor at a path that no operation has, so it is not read.
    private static bool ReadsBody(Operation operation, HttpRequest http) =>
        !operation.IsCatchAll && !HttpMethods.IsGet(http.Method) && !HttpMethods.IsHead(http.Method);

    private Outcome<PageRequest> ReadPage(Operation operation, Actor actor, HttpRequest http)
    {
        if (!QueryValues.ReadLimit(http.Query).TryGet(out var limit, out var refusal)
            || !cursors.Open(operation, actor, http).TryGet(out var cursor, out refusal))
        {
            return refusal!;
        }

        return new Outcome<PageRequest>.Done(new PageRequest(limit, cursor));
    }
}

/// <summary>The body of an operation that needs none: empty, or an empty object.</summary>
internal sealed record NoBody;
