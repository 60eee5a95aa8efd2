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
    /// <param name="operation">The operation.</param>
    /// <param name="http">The request.</param>
    /// <param name="place">The call's place. It is left while a body is read.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<Outcome<Call>> AdmitAsync(Operation operation, HttpRequest http, CallsAtOnce.Place place, CancellationToken cancel)
    {
        if (!(await IdentifyAsync(operation, http, cancel)).TryGet(out var actor, out var refusal))
        {
            return refusal!;
        }

        return operation.About.Anonymous || Authorisation.Allows(operation, actor!, http)
            ? await ReadAsync(operation, actor!, http, place, cancel)
            : new Refusal(RefusalCodes.Forbidden);
    }

    private async Task<Outcome<Actor>> IdentifyAsync(Operation operation, HttpRequest http, CancellationToken cancel)
    {
        var about = operation.About;
        var address = limits.AddressOf(http);
        if (limits.CheckAnyone(about, address) is { } tooMany)
        {
            return tooMany;
        }

        if (about.Probe)
        {
            return new Outcome<Actor>.Done(Call.Anyone);
        }

        var authenticated = await authenticator.AuthenticateAsync(http, () => limits.CheckVerification(address), cancel);
        if (authenticated is Outcome<Actor>.Done { Value: var actor })
        {
            return limits.CheckAccount(about, actor) is { } busy ? busy : authenticated;
        }

        return limits.CheckAddress(about, address) is { } flooded ? flooded
            : about.Anonymous ? new Outcome<Actor>.Done(Call.Anyone)
            : authenticated;
    }

    private async Task<Outcome<Call>> ReadAsync(Operation operation, Actor actor, HttpRequest http, CallsAtOnce.Place place, CancellationToken cancel)
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
            || (readsBody && !(await BodyReader.ReadAsync(operation, http, place, cancel)).TryGet(out body, out refusal))
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
