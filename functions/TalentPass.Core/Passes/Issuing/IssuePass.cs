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
/// Issues the caller's pass (领取人才码). A talent has one pass that is not revoked: a further call gets the same one. After the talent
/// office has revoked a pass, it has to allow the next one (<see cref="ChangePass"/>). The row key
/// contains the talent's next ordinal, so when two calls issue a pass at the same time, only one of them can write.
/// </summary>
public sealed class IssuePass(
    TalentsTable table,
    TalentStore talents,
    PassStore passes,
    RecentPasses recent,
    StatusIndexes indexes,
    CurrentCatalogue currentCatalogue,
    RandomSource random,
    TimeProvider time)
{
    /// <summary>Issues the pass, or finds the one that the talent has.</summary>
    /// <param name="actor">The talent.</param>
    /// <param name="idempotency">The client's key, if it sent one.</param>
    /// <param name="english">Whether texts are in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The pass; <c>not_recognised</c>, <c>status_expired</c>, <c>pass_revoked</c>, <c>idempotency_key_reused</c>, <c>not_allowed_in_state</c> when the
    /// record of the present pass is not trusted, <c>too_many_requests</c> when other calls changed the passes in every attempt.
    /// </returns>
    public async Task<Outcome<PassView>> RunAsync(Actor actor, IdempotentCall? idempotency, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new Refusal(RefusalCodes.NotRecognised);
        }

        var catalogue = (await currentCatalogue(cancel)).Content;
        var once = Idempotency.Of(table, talentId, idempotency);
        return await Contest.RunAsync<PassView>(async () =>
        {
            var now = time.GetUtcNow();
            if (await talents.FindAsync(talentId, cancel) is not { } talent)
            {
                return new Refusal(RefusalCodes.NotRecognised);
            }

            var (hasPass, newest) = await passes.FindLastAsync(talentId, cancel);
            switch (await once.MatchAsync(now, cancel))
            {
                case IdempotencyMatch.Reused:
                    return new Refusal(RefusalCodes.IdempotencyKeyReused);
                case IdempotencyMatch.Same same when await FirstAsync(same, talentId, cancel) is { } first:
                    return new Outcome<PassView>.Created(PassRenderer.View(first, catalogue, now, english), Replayed: true);
            }

            if (talent.On(LegalDay.Of(now)).Refusal is { } refusal)
            {
                return refusal;
            }

            // Nobody knows whether the pass before was revoked for good.
            if (hasPass && newest is null)
            {
                return new Refusal(RefusalCodes.NotAllowedInState, new Bilingual(
                    "现有人才码的记录无法核实，请联系人才办。", "The record of the present pass cannot be trusted; ask the talent office."))
                {
                    AllowedActions = [],
                };
            }

            if (newest is { State: PassState.Revoked })
            {
                return new Refusal(RefusalCodes.PassRevoked);
            }

            if (newest is { IsRevoked: false })
            {
                recent.Keep(newest);
                return new Outcome<PassView>.Done(PassRenderer.View(newest, catalogue, now, english));
            }

            var pass = await NewAsync(talent, newest, now, cancel);
            if (await table.CommitAsync(once.Remember(Compose(pass, talent, actor, now), pass.Ref.Id, now), cancel) is not Commit.Written)
            {
                return null;
            }

            recent.Forget(talentId);
            return new Outcome<PassView>.Created(PassRenderer.View(pass, catalogue, now, english));
        });
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

    private Transaction Compose(Pass pass, Talent talent, Actor actor, DateTimeOffset now)
    {
        var talentId = talent.TalentId;
        var shard = Shard.Of(talentId);
        return new Transaction(shard, OperationId.New(random))
            .Add(passes.NewRow(pass))
            .Merge(PassStatuses.SameProfile(talentId), talent.Version)
            .Add(Feed.Row(shard, now, pass.Ref.Id, 1, "pass.issue", actor, talentId));
    }

    private async Task<Pass?> FirstAsync(IdempotencyMatch.Same same, string talentId, CancellationToken cancel) =>
        PassRef.Parse(same.Answer) is { } first && first.TalentId == talentId ? await passes.FindAsync(first, cancel) : null;
}
