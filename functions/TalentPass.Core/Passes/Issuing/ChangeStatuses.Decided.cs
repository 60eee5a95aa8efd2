using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Passes.Issuing;

/// <content>The statuses that follow from decisions on requests.</content>
public sealed partial class ChangeStatuses
{
    /// <summary>
    /// Makes the statuses of a talent agree with a decision: gives its status, and revokes it when the decision was revoked. A status
    /// with this id is given once and revoked once, however often this is called, and in whatever order.
    /// </summary>
    /// <param name="talentId">The talent.</param>
    /// <param name="decided">The status as it was decided.</param>
    /// <param name="done">The row of the outbox that asks for it; it is deleted in the same transaction.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <exception cref="InvalidOperationException">There is no such talent, there is no room, or others were always faster.</exception>
    public Task AgreeAsync(string talentId, DecidedStatus decided, string done, CancellationToken cancel) =>
        Contest.MustAsync<Nothing>("the statuses of a talent", async () =>
        {
            var talent = await store.FindAsync(talentId, cancel) ?? throw new InvalidOperationException("The talent of a decision is not on record.");
            var now = time.GetUtcNow();
            var transaction = talent.Statuses.FirstOrDefault(each => each.StatusId == decided.StatusId) switch
            {
                null => await GivingAsync(talent, await RecordAsync(decided, now), decided.DecidedBy, cancel)
                    ?? throw new InvalidOperationException("A talent has as many statuses as one talent can have."),
                { RevokedAt: null } given when decided.Revocation is { } revocation => await RevokingAsync(
                    talent, given with { RevokedAt = revocation.At }, revocation.Reason, decided.DecidedBy with { Account = revocation.By }, now, cancel),
                _ => null,
            };
            if (transaction is null)
            {
                await table.DeleteAsync(Shard.Of(talentId), done, cancel);
                return Nothing.Value;
            }

            return await table.CommitAsync(transaction.Delete(done), cancel) is Commit.Written ? Nothing.Value : null;
        });

    private static async ValueTask<StatusRecord> RecordAsync(DecidedStatus decided, DateTimeOffset now) => new()
    {
        Status = await decided.Status() with { RevokedAt = decided.Revocation?.At },
        RecordedBy = decided.DecidedBy.Account,
        RecordedAt = now,
        RevokedBy = decided.Revocation?.By,
        RevokedReason = decided.Revocation?.Reason,
    };
}

/// <summary>A status that a decision on a request gives (人才认定).</summary>
/// <param name="StatusId">The id; it follows from the request, so a request gives one status at most.</param>
/// <param name="DecidedBy">The account that decided.</param>
/// <param name="Status">Makes the status, when it is not on record yet.</param>
/// <param name="Revocation">The revocation of the decision; null while it counts.</param>
public sealed record DecidedStatus(string StatusId, Actor DecidedBy, Func<ValueTask<TalentStatus>> Status, StatusRevocation? Revocation);

/// <summary>The revocation (撤销) of a status together with the decision that gave it.</summary>
/// <param name="By">The account that confirmed it.</param>
/// <param name="At">From when on it counts.</param>
/// <param name="Reason">Why.</param>
public sealed record StatusRevocation(string By, DateTimeOffset At, string Reason);
