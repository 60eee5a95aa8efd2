using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Passes.Issuing;

/// <summary>
/// Gives and revokes talent statuses. One transaction writes the record of the status, the profile, the copies in the talent's
/// passes and the feed. The ETag of the profile prevents two changes at the same time. Before, a note for the status lists
/// (<see cref="StatusBell"/>) is written for every pass, so that offline verifiers also learn of a revocation.
/// </summary>
/// <param name="table">The table of the talents.</param>
/// <param name="store">Reads talents.</param>
/// <param name="rows">Makes and reads the rows of talents.</param>
/// <param name="passes">Makes and reads the rows of passes.</param>
/// <param name="bell">Notes passes whose status may change.</param>
/// <param name="catalogue">The catalogue with the tiers.</param>
/// <param name="random">Random source for ids.</param>
/// <param name="time">The clock.</param>
public sealed partial class ChangeStatuses(
    TalentsTable table,
    TalentStore store,
    TalentRows rows,
    PassStore passes,
    StatusBell bell,
    CurrentCatalogue catalogue,
    RandomSource random,
    TimeProvider time)
{
    private const int MaxPasses = 50;
    private const long MaxSentForPasses = 3 * 1024 * 1024;

    /// <summary>Gives a talent a status.</summary>
    /// <param name="actor">The talent office.</param>
    /// <param name="talentId">The talent.</param>
    /// <param name="input">The status.</param>
    /// <param name="idempotency">The client's key, if it sent one.</param>
    /// <param name="english">Whether texts are in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The status; <c>not_found</c>, <c>validation_failed</c>, <c>idempotency_key_reused</c>; <c>too_many_requests</c> when
    /// other calls changed the talent in every attempt.
    /// </returns>
    public async Task<Outcome<StatusView>> GiveAsync(
        Actor actor, string talentId, StatusInput input, IdempotentCall? idempotency, bool english, CancellationToken cancel)
    {
        var published = await catalogue(cancel);
        var renderer = new TalentRenderer(published.Content, english, LegalDay.Today(time));
        var errors = new ValidationErrors();
        if (StatusReader.Read(input, "", published.Content, random.Id(8), errors) is not { } status)
        {
            return errors.ToRefusal()!;
        }

        return await Contest.RunAsync<StatusView>(async () =>
        {
            var now = time.GetUtcNow();
            if (await store.FindAsync(talentId, cancel) is not { } talent)
            {
                return new Refusal(RefusalCodes.NotFound);
            }

            // Only the id of a talent that exists is sure to be part of a row key.
            var once = Idempotency.Of(table, talent.TalentId, idempotency);
            switch (await once.MatchAsync(now, cancel))
            {
                case IdempotencyMatch.Same same:
                    return new Outcome<StatusView>.Created(renderer.Status(Given(talent, same.Answer)), Replayed: true);
                case IdempotencyMatch.Reused:
                    return new Refusal(RefusalCodes.IdempotencyKeyReused);
            }

            var record = new StatusRecord { Status = status, RecordedBy = actor.Account, RecordedAt = now };
            if (await GivingAsync(talent, record, actor, cancel) is not { } transaction)
            {
                return Refusal.Invalid("", ValidationCodes.TooMany);
            }

            if (await table.CommitAsync(once.Remember(transaction, status.StatusId, now), cancel) is not Commit.Written)
            {
                return null;
            }

            return new Outcome<StatusView>.Created(renderer.Status(status));
        });
    }

    /// <summary>Revokes a status (撤销). Passes that depend on it alone are no longer valid from this moment.</summary>
    /// <param name="actor">The talent office.</param>
    /// <param name="talentId">The talent.</param>
    /// <param name="statusId">The status.</param>
    /// <param name="reason">The reason, 1–500 characters.</param>
    /// <param name="english">Whether texts are in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The status; <c>not_found</c>, <c>validation_failed</c>, <c>not_allowed_in_state</c> when it is already revoked,
    /// <c>too_many_requests</c> when other calls changed the talent in every attempt.
    /// </returns>
    public async Task<Outcome<StatusView>> RevokeAsync(
        Actor actor, string talentId, string statusId, string reason, bool english, CancellationToken cancel)
    {
        var errors = new ValidationErrors();
        var why = StatusReader.ReadText(reason, "/reason", TextLimits.Reason, errors);
        if (errors.ToRefusal() is { } refusal)
        {
            return refusal;
        }

        return await Contest.RunAsync<StatusView>(async () =>
        {
            var now = time.GetUtcNow();
            var talent = await store.FindAsync(talentId, cancel);
            if (talent?.Statuses.FirstOrDefault(each => each.StatusId == statusId) is not { } status)
            {
                return new Refusal(RefusalCodes.NotFound);
            }

            if (status.RevokedAt is not null)
            {
                return new Refusal(RefusalCodes.NotAllowedInState, new Bilingual("该资格已撤销，无需再次撤销。", "The status was revoked before.")) { AllowedActions = [] };
            }

            var revoked = status with { RevokedAt = now };
            if (await table.CommitAsync(await RevokingAsync(talent, revoked, why, actor, now, cancel), cancel) is not Commit.Written)
            {
                return null;
            }

            return new Outcome<StatusView>.Done(new TalentRenderer((await catalogue(cancel)).Content, english, LegalDay.Of(now)).Status(revoked));
        });
    }

    // Null when the talent has as many statuses as one talent can have.
    private async Task<Transaction?> GivingAsync(Talent talent, StatusRecord record, Actor actor, CancellationToken cancel)
    {
        var changed = talent with { Statuses = [.. talent.Statuses, record.Status] };
        return TalentStatuses.Fit(changed.Statuses)
            ? (await BeginAsync(talent, changed, "talent.status", record.Status.StatusId, 1, actor, record.RecordedAt, cancel)).Add(rows.Status(talent.TalentId, record))
            : null;
    }

    private async Task<Transaction> RevokingAsync(
        Talent talent, TalentStatus revoked, string? reason, Actor actor, DateTimeOffset now, CancellationToken cancel)
    {
        var row = await table.FindAsync(Shard.Of(talent.TalentId), TalentRows.StatusKey(talent.TalentId, revoked.StatusId), cancel);
        // A status is revoked even when its own record is lost or not trusted: the profile says that it was given.
        var given = rows.ReadStatus(row) ?? new StatusRecord { Status = revoked, RecordedBy = "", RecordedAt = talent.RecordedAt };
        var record = rows.Status(talent.TalentId, given with { Status = revoked, RevokedBy = actor.Account, RevokedReason = reason });
        var changed = talent with { Statuses = [.. talent.Statuses.Select(each => each.StatusId == revoked.StatusId ? revoked : each)] };
        var transaction = await BeginAsync(talent, changed, "talent.status-revoke", revoked.StatusId, 2, actor, now, cancel);
        return row is null ? transaction.Add(record) : transaction.Replace(record, row.ETag);
    }

    private async Task<Transaction> BeginAsync(
        Talent before, Talent changed, string action, string key, int seq, Actor actor, DateTimeOffset now, CancellationToken cancel)
    {
        var shard = Shard.Of(changed.TalentId);
        var transaction = new Transaction(shard, OperationId.New(random))
            .Add(Feed.Row(shard, now, key, seq, action, actor, changed.TalentId))
            .Merge(rows.Profile(changed), changed.Version);
        await FactMark.ClearAsync(table, transaction, FactMark.StatusesKey(before), cancel);

        // Only the newest pass can be in use. Up to 49 revoked passes before it are updated too, for scans that are uploaded
        // late; a transaction has no room for more, and for fewer when the texts of the statuses are long.
        var room = MaxSentForPasses;
        foreach (var row in (await PassStore.NewestRowsAsync(table, changed.TalentId, MaxPasses, cancel)).Reverse())
        {
            // A row that is not trusted is no pass; sealing it again would make it one.
            if (passes.Read(row) is not { } pass)
            {
                continue;
            }

            var change = passes.StatusesChange(pass, changed.Statuses);
            if ((room -= TransactionGuard.SentBytes(change)) < 0)
            {
                break;
            }

            await bell.RingAsync(pass.Ref, cancel);
            transaction.Merge(change, pass.Version);
        }

        return transaction;
    }

    // Gives the first answer again, even if the status was revoked since.
    private static TalentStatus Given(Talent talent, string statusId) =>
        talent.Statuses.Single(each => each.StatusId == statusId) with { RevokedAt = null };
}
