using Microsoft.AspNetCore.Http;
using TalentPass.Core;
using TalentPass.Core.SignIn;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn;

/// <summary>
/// Opens, renews and ends sessions over HTTP. A call with the header <c>TalentPass-Session</c> comes from a page and gets its tokens in
/// cookies; any other gets them in the answer.
/// </summary>
/// <param name="sessions">Stores sessions.</param>
/// <param name="rows">Knows whose sessions they are.</param>
/// <param name="tokens">Issues access tokens.</param>
/// <param name="settings">How long sessions last.</param>
/// <param name="demo">How long tokens of demo accounts last.</param>
/// <param name="time">The clock.</param>
public sealed class OpenSession(RunSessions sessions, AccountRows rows, SessionTokens tokens, SessionSettings settings, DemoSettings demo, TimeProvider time)
{
    /// <summary>The provider of demo accounts.</summary>
    public const string Demo = "demo";

    /// <summary>Signs somebody in. Two storage calls.</summary>
    /// <param name="http">The call.</param>
    /// <param name="actor">Who signs in, with the provider.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<SignInView> StartAsync(HttpRequest http, Actor actor, CancellationToken cancel) =>
        StartAsync(http, actor, SessionCookies.ClaimOf(http)?.Slot, null, cancel);

    /// <summary>Signs somebody in on a page. Two storage calls.</summary>
    /// <param name="http">The call.</param>
    /// <param name="actor">Who signs in, with the provider.</param>
    /// <param name="slot">The slot of the page; null returns the tokens in the answer.</param>
    /// <param name="providerSession">The session at the provider, if it names one.</param>
    /// <param name="cancel">Stops it.</param>
    internal async Task<SignInView> StartAsync(HttpRequest http, Actor actor, string? slot, string? providerSession, CancellationToken cancel)
    {
        var opened = await sessions.StartAsync(actor, DeviceName.Of(http), providerSession, settings.LimitsOf(actor.Roles), cancel);
        return await AnswerAsync(opened, slot, cancel);
    }

    /// <summary>Renews a session with the refresh token of the body, or of a page's cookie. Two storage calls.</summary>
    /// <returns>The next tokens; <c>session_over</c>.</returns>
    public async Task<Outcome<SignInView>> RenewAsync(HttpRequest http, RefreshBody body, CancellationToken cancel)
    {
        var claim = SessionCookies.ClaimOf(http);
        var token = claim is null ? body.RefreshToken : SessionCookies.RenewalOf(http, claim);
        return await sessions.RenewAsync(token, cancel) switch
        {
            Outcome<RenewableSession>.Done { Value: var renewed } => await AnswerAsync(renewed, claim?.Slot, cancel),
            Outcome<RenewableSession>.Refused { Reason: var over } => over,
            _ => throw new InvalidOperationException("A renewal creates nothing."),
        };
    }

    /// <summary>Ends the caller's session, or all sessions of the person. <paramref name="next"/>: where the browser goes on.</summary>
    public async Task<Outcome<SignedOutView>> EndAsync(HttpRequest http, Actor actor, bool everywhere, string? next, CancellationToken cancel)
    {
        var owner = rows.OwnerOf(actor.Account, actor.TalentId);
        if (actor.SessionId is { } id)
        {
            await sessions.EndAsync(owner, id, SessionEnds.SignedOut, cancel);
        }

        if (everywhere)
        {
            await sessions.EndAllAsync(owner, SessionEnds.SignedOutElsewhere, _ => true, cancel);
        }

        return new SignedOutView(next) { Cookies = SessionCookies.ClaimOf(http) is { } claim ? SessionCookies.Clear(claim.Slot) : [] };
    }

    /// <summary>Lists the sign-ins of the caller, the latest first. One storage call.</summary>
    public async Task<Outcome<SessionList>> ListAsync(Actor actor, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var list = await sessions.ListAsync(rows.OwnerOf(actor.Account, actor.TalentId), cancel);
        return new SessionList([.. list.Select(each => new SessionView(
            each.Id, each.Provider, each.Device, each.StartedAt, each.LastSeenAt,
            each.EndedAt ?? (each.Lasts(now) ? null : each.ExpiresAt), each.End, each.Id == actor.SessionId))]);
    }

    /// <summary>Ends one of the caller's own sessions. <c>not_found</c> when the caller has no such session.</summary>
    public async Task<Outcome<Nothing>> EndOneAsync(Actor actor, string session, CancellationToken cancel) =>
        await sessions.EndAsync(rows.OwnerOf(actor.Account, actor.TalentId), session, SessionEnds.SignedOutElsewhere, cancel) is null
            ? new Refusal(RefusalCodes.NotFound)
            : new Nothing();

    private async Task<SignInView> AnswerAsync(RenewableSession opened, string? slot, CancellationToken cancel)
    {
        var session = opened.Session;
        var access = await tokens.IssueAsync(session.ToActor(), cancel, slot is null && session.Provider == Demo ? demo.TokenLifetime : null);
        var view = new SignInView(
            slot is null ? access.Token : null, access.ExpiresAt, session.Account, session.Id, slot is null ? opened.RefreshToken : null, session.ExpiresAt,
            session.DisplayName, [.. RoleNames.Of(session.Roles)], session.Department);
        return slot is null ? view
            : view with { Cookies = SessionCookies.Set(slot, access, opened.RefreshToken, session.Id, time.GetUtcNow(), session.ExpiresAt) };
    }
}
