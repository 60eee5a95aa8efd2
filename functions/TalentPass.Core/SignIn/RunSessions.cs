using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.SignIn;

/// <summary>A session with the refresh token that renews it next.</summary>
/// <param name="Session">The session.</param>
/// <param name="RefreshToken">The token.</param>
public sealed record RenewableSession(Session Session, string RefreshToken);

/// <summary>
/// Starts, renews and ends sessions. A session is renewed with a refresh token that is good once (RFC 9700, 4.14.2). A token that was
/// used before ends the session: the person or a thief used a copy. The one exception is a repeated call within
/// <see cref="LostAnswer"/>, which gets the same token again.
/// </summary>
/// <param name="rows">The rows of sessions.</param>
/// <param name="ended">The sessions that this instance has ended.</param>
/// <param name="random">Makes secrets.</param>
/// <param name="time">The clock.</param>
public sealed class RunSessions(AccountRows rows, EndedSessions ended, RandomSource random, TimeProvider time)
{
    /// <summary>How long after a renewal the same call gets the same answer: the first answer may be lost, and tabs renew side by side.</summary>
    public static readonly TimeSpan LostAnswer = TimeSpan.FromSeconds(30);

    /// <summary>The most sessions that are kept for a person, ended ones included. The oldest go first.</summary>
    public const int Most = 30;

    /// <summary>Starts a session. Two storage calls.</summary>
    /// <param name="actor">Who has signed in, with the provider.</param>
    /// <param name="device">What the device calls itself.</param>
    /// <param name="providerSession">The session at the provider, if it names one.</param>
    /// <param name="limits">How long it lasts.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<RenewableSession> StartAsync(Actor actor, string device, string? providerSession, SessionLimits limits, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var owner = rows.OwnerOf(actor.Account, actor.TalentId);
        var session = new Session
        {
            Id = rows.NewId(now),
            Owner = owner,
            Account = actor.Account,
            DisplayName = actor.DisplayName,
            Roles = actor.Roles,
            Department = actor.Department,
            TalentId = actor.TalentId,
            Provider = actor.Provider ?? "",
            ProviderSession = providerSession,
            Assurance = actor.Assurance,
            Device = device,
            StartedAt = now,
            LastSeenAt = now,
            LongestTo = now + limits.Longest,
            Idle = limits.Idle,
            Secret = random.Bytes(32),
        };
        var earlier = await rows.ListAsync(owner, cancel);
        return await Contest.MustAsync<RenewableSession>("the sessions of a person", async () =>
        {
            var transaction = rows.Begin(owner).Add(rows.Row(session));
            foreach (var old in earlier.Skip(Most - 1))
            {
                transaction.Delete(old.RowKey);
            }

            if (await rows.Table.CommitAsync(transaction, cancel) is Commit.Written)
            {
                return new(session, RefreshToken.Of(session));
            }

            // Another sign-in of this person has deleted the same old sessions.
            earlier = await rows.ListAsync(owner, cancel);
            return null;
        });
    }

    /// <summary>Renews a session. Two storage calls.</summary>
    /// <param name="token">The refresh token.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The session with its next token; <c>session_over</c> when it has ended, ran out or is none.</returns>
    public async Task<Outcome<RenewableSession>> RenewAsync(string? token, CancellationToken cancel)
    {
        if (RefreshToken.TryRead(token) is not { } shown)
        {
            return Over;
        }

        return await Contest.RunAsync<RenewableSession>(() => TryRenewAsync(shown, cancel));
    }

    /// <summary>Ends one session. Does nothing when there is none, or it has ended. At most two storage calls.</summary>
    /// <returns>The session as it is now; null when there is none.</returns>
    public async Task<Session?> EndAsync(string owner, string id, string end, CancellationToken cancel)
    {
        if (!AccountRows.IsId(id))
        {
            return null;
        }

        var outcome = await Contest.MustAsync<Outcome<Session>>("the end of a session", async () =>
        {
            if (await rows.FindAsync(owner, id, cancel) is not var (session, row))
            {
                return new Outcome<Session>.Refused(Over);
            }

            // Only now: somebody else's session must not end by its id alone.
            ended.Add(id);
            if (!session.Lasts(time.GetUtcNow()))
            {
                return session;
            }

            var gone = session with { EndedAt = time.GetUtcNow(), End = end };
            return await rows.Table.CommitAsync(rows.Begin(owner).Replace(rows.Row(gone), row.ETag), cancel) is Commit.Written
                ? new Outcome<Session>.Done(gone) : null;
        });
        return outcome is Outcome<Session>.Done { Value: var now } ? now : null;
    }

    /// <summary>Ends all sessions of a person that fit, as far as they last. One storage call and two for each of them.</summary>
    /// <returns>How many were ended.</returns>
    public async Task<int> EndAllAsync(string owner, string end, Func<Session, bool> fits, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var lasting = (await ListAsync(owner, cancel)).Where(each => each.Lasts(now) && fits(each)).ToArray();
        foreach (var session in lasting)
        {
            await EndAsync(owner, session.Id, end, cancel);
        }

        return lasting.Length;
    }

    /// <summary>The sessions of a person, the latest first, ended ones included. One storage call.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(string owner, CancellationToken cancel) =>
        [.. (await rows.ListAsync(owner, cancel)).Select(rows.Read).OfType<Session>()];

    private static Refusal Over => new(RefusalCodes.SessionOver);

    private async Task<Outcome<RenewableSession>?> TryRenewAsync(RefreshToken shown, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await rows.FindAsync(shown.Owner, shown.Session, cancel) is not var (session, row) || !shown.IsOf(session) || !session.Lasts(now))
        {
            return Over;
        }

        if (shown.Generation == session.Generation)
        {
            var next = session with { Generation = session.Generation + 1, LastSeenAt = now };
            return await rows.Table.CommitAsync(rows.Begin(shown.Owner).Replace(rows.Row(next), row.ETag), cancel) is Commit.Written
                ? new Outcome<RenewableSession>.Done(new(next, RefreshToken.Of(next))) : null;
        }

        if (shown.Generation == session.Generation - 1 && now - session.LastSeenAt <= LostAnswer)
        {
            return new RenewableSession(session, RefreshToken.Of(session));
        }

        await EndAsync(shown.Owner, shown.Session, SessionEnds.Reused, cancel);
        return Over;
    }
}
