using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Passes.Issuing;

/// <summary>
/// Issues the caller's pass (领取人才码). A talent has one pass that is not revoked: a further call gets the same one. The row key
/// contains the talent's next ordinal, so when two calls issue a pass at the same time, only one of them can write.
/// </summary>
public sealed class IssuePass(
    TalentStore talents,
    PassStore passes,
    RecentPasses recent,
    StatusIndexes indexes,
    CurrentCatalogue currentCatalogue,
    RandomSource random,
    TimeProvider time)
{
    private const int Attempts = 8;

    /// <summary>Issues the pass, or finds the one that the talent has.</summary>
    /// <param name="actor">The talent.</param>
    /// <param name="idempotency">The client's key, if it sent one.</param>
    /// <param name="english">Whether texts are in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>The pass; <c>not_recognised</c>, <c>status_expired</c>, <c>idempotency_key_reused</c>.</returns>
    public async Task<Outcome<PassView>> RunAsync(Actor actor, IdempotentCall? idempotency, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new Refusal(RefusalCodes.NotRecognised);
        }

        var catalogue = (await currentCatalogue(cancel)).Content;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var now = time.GetUtcNow();
            if (await talents.FindAsync(talentId, cancel) is not { } talent)
            {
                return new Refusal(RefusalCodes.NotRecognised);
            }

            var newest = await passes.FindNewestAsync(talentId, cancel);
            if (idempotency is not null)
            {
                switch (await MatchAsync(talentId, idempotency, now, cancel))
                {
                    case IdempotencyMatch.Reused:
                        return new Refusal(RefusalCodes.IdempotencyKeyReused);
                    case IdempotencyMatch.Same same when await FirstAsync(same, cancel) is { } first:
                        return new Outcome<PassView>.Created(PassRenderer.View(first, catalogue, now, english), Replayed: true);
                }
            }

            if (talent.On(LegalDay.Of(now)).Refusal is { } refusal)
            {
                return refusal;
            }

            if (newest is { State: not PassState.Revoked })
            {
                recent.Keep(newest);
                return new Outcome<PassView>.Done(PassRenderer.View(newest, catalogue, now, english));
            }

            var pass = await NewAsync(talent, newest, now, cancel);
            if (await passes.Table.CommitAsync(await ComposeAsync(pass, talent, actor, idempotency, now, cancel), cancel) is Commit.Written)
            {
                recent.Forget(talentId);
                return new Outcome<PassView>.Created(PassRenderer.View(pass, catalogue, now, english));
            }
        }

        throw new InvalidOperationException($"The passes of {talentId} changed {Attempts} times while one was issued.");
    }

    private async Task<Pass> NewAsync(Talent talent, Pass? newest, DateTimeOffset now, CancellationToken cancel) => new()
    {
        Ref = new PassRef(talent.TalentId, checked((ushort)((newest?.Ref.Ordinal ?? 0) + 1))),
        State = PassState.Active,
        IssuedAt = now,
        Statuses = talent.Statuses,
        Nature = talent.Nature,
        DisplayName = talent.Name.Mask(),
        BirthDate = talent.BirthDate,
        StatusIndex = await indexes.NextAsync(cancel),
    };

    private async Task<Transaction> ComposeAsync(
        Pass pass, Talent talent, Actor actor, IdempotentCall? idempotency, DateTimeOffset now, CancellationToken cancel)
    {
        var talentId = talent.TalentId;
        var shard = Shard.Of(talentId);
        var transaction = new Transaction(shard, OperationId.New(random))
            .Add(passes.NewRow(pass))
            .Merge(PassStatuses.SameProfile(talentId), talent.Version)
            .Add(Feed.Row(shard, now, pass.Ref.Id, 1, "pass.issue", actor, talentId));
        if (idempotency is not null)
        {
            var row = IdempotencyRow.New(talentId, idempotency, pass.Ref.Id, now);
            var old = await passes.Table.FindAsync(shard, row.RowKey, cancel);
            _ = old is null ? transaction.Add(row) : transaction.Replace(row, old.ETag);
        }

        return transaction;
    }

    private async Task<IdempotencyMatch> MatchAsync(string talentId, IdempotentCall call, DateTimeOffset now, CancellationToken cancel) =>
        IdempotencyRow.Match(await passes.Table.FindAsync(Shard.Of(talentId), IdempotencyRow.Key(talentId, call), cancel), call, now);

    private async Task<Pass?> FirstAsync(IdempotencyMatch.Same same, CancellationToken cancel) =>
        PassRef.Parse(same.Answer) is { } first ? await passes.FindAsync(first, cancel) : null;
}
