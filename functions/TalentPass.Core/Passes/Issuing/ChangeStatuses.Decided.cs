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
            Transaction transaction;
            if (talent.Statuses.FirstOrDefault(each => each.StatusId == decided.StatusId) is not { } given)
            {
                var record = new StatusRecord
                {
                    Status = await decided.Status() with { RevokedAt = decided.Revocation?.At },
                    RecordedBy = decided.DecidedBy.Account,
                    RecordedAt = now,
                    RevokedBy = decided.Revocation?.By,
                    RevokedReason = decided.Revocation?.Reason,
                };
                var changed = talent with { Statuses = [.. talent.Statuses, record.Status] };
                if (!TalentStatuses.Fit(changed.Statuses))
                {
                    throw new InvalidOperationException("A talent has as many statuses as one talent can have.");
                }

                transaction = (await BeginAsync(talent, changed, "talent.status", decided.StatusId, 1, decided.DecidedBy, now, cancel)).Add(rows.Status(talentId, record));
            }
            else if (decided.Revocation is { } revocation && given.RevokedAt is null)
            {
                var actor = decided.DecidedBy with { Account = revocation.By };
                (_, transaction) = await RevokingAsync(talent, given with { RevokedAt = revocation.At }, revocation.Reason, actor, now, cancel);
            }
            else
            {
                await table.DeleteAsync(Shard.Of(talentId), done, cancel);
                return Nothing.Value;
            }

            return await table.CommitAsync(transaction.Delete(done), cancel) is Commit.Written ? Nothing.Value : null;
        });
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
