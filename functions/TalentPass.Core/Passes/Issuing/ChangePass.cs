using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Passes.Issuing;

/// <summary>
/// Freezes (冻结), unfreezes and revokes (注销) passes. The note for the status lists (<see cref="StatusBell"/>) is written before
/// the row changes, so the list is corrected even when the process stops in between.
/// </summary>
public sealed class ChangePass(
    TalentsTable table,
    PassStore passes,
    RecentPasses recent,
    StatusBell bell,
    CurrentCatalogue currentCatalogue,
    RandomSource random,
    TimeProvider time)
{
    /// <summary>The name of the action in the API.</summary>
    public const string Freeze = "freeze";

    /// <summary>See <see cref="Freeze"/>.</summary>
    public const string Unfreeze = "unfreeze";


    /// <summary>The actions that the holder may take when the pass is in this state.</summary>
    public static IReadOnlyList<string> Allowed(PassState state) => state switch
    {
        PassState.Active => [Freeze],
        PassState.Frozen => [Unfreeze],
        _ => [],
    };

    /// <summary>
    /// Freezes the caller's pass. A second call changes nothing. <c>no_pass</c>, <c>not_allowed_in_state</c> for a revoked pass.
    /// </summary>
    public Task<Outcome<PassView>> FreezeAsync(Actor actor, bool english, CancellationToken cancel) =>
        ChangeOwnAsync(actor, PassState.Frozen, Freeze, english, cancel);

    /// <summary>
    /// Unfreezes the caller's pass. A second call changes nothing. <c>no_pass</c>, <c>not_allowed_in_state</c> for a revoked
    /// pass.
    /// </summary>
    public Task<Outcome<PassView>> UnfreezeAsync(Actor actor, bool english, CancellationToken cancel) =>
        ChangeOwnAsync(actor, PassState.Active, Unfreeze, english, cancel);

    /// <summary>
    /// Allows the talent to get a new pass in the place of one that was revoked (准予重领). A second call changes nothing.
    /// </summary>
    /// <param name="actor">The talent office.</param>
    /// <param name="passId">The revoked pass.</param>
    /// <param name="reason">Why, 1–500 characters.</param>
    /// <param name="english">Whether texts are in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>The pass; <c>not_found</c>, <c>validation_failed</c>, <c>not_allowed_in_state</c> when it is not revoked.</returns>
    public Task<Outcome<PassView>> AllowNewAsync(Actor actor, string passId, string? reason, bool english, CancellationToken cancel) =>
        ChangeAsOfficeAsync(actor, passId, PassState.Replaceable, "allow-new", reason, english, cancel);

    /// <summary>Revokes a pass for good. The talent gets a new one only when the talent office allows it.</summary>
    /// <param name="actor">The talent office.</param>
    /// <param name="passId">The id of the pass, twelve base32 characters.</param>
    /// <param name="reason">The reason, 1–500 characters; stored sealed.</param>
    /// <param name="english">Whether texts are in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The pass; <c>not_found</c>, <c>validation_failed</c>, <c>not_allowed_in_state</c> when it is already revoked,
    /// <c>too_many_requests</c> when other calls changed the pass in every attempt.
    /// </returns>
    public Task<Outcome<PassView>> RevokeAsync(Actor actor, string passId, string? reason, bool english, CancellationToken cancel) =>
        ChangeAsOfficeAsync(actor, passId, PassState.Revoked, "revoke", reason, english, cancel);

    private async Task<Outcome<PassView>> ChangeAsOfficeAsync(
        Actor actor, string passId, PassState to, string verb, string? reason, bool english, CancellationToken cancel)
    {
        if (TextRules.Check(reason, "/reason", TextLimits.Reason) is { } wrong)
        {
            return wrong;
        }

        return PassRef.Parse(passId) is { } pass
            ? await RunAsync(actor, () => passes.FindAsync(pass, cancel), RefusalCodes.NotFound, to, verb, reason, english, cancel)
            : new Refusal(RefusalCodes.NotFound);
    }

    private async Task<Outcome<PassView>> ChangeOwnAsync(Actor actor, PassState to, string verb, bool english, CancellationToken cancel) =>
        actor.TalentId is { } talentId
            ? await RunAsync(actor, () => passes.FindNewestAsync(talentId, cancel), RefusalCodes.NoPass, to, verb, null, english, cancel)
            : new Refusal(RefusalCodes.NoPass);

    private async Task<Outcome<PassView>> RunAsync(
        Actor actor, Func<Task<Pass?>> find, string missing, PassState to, string verb, string? reason, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        return await Contest.RunAsync<PassView>(async () =>
        {
            var now = time.GetUtcNow();
            if (await find() is not { } pass)
            {
                return new Refusal(missing);
            }

            if (pass.State == to && to != PassState.Revoked)
            {
                return new Outcome<PassView>.Done(PassRenderer.View(pass, catalogue, now, english));
            }

            if (to == PassState.Replaceable ? pass.State != PassState.Revoked : pass.IsRevoked)
            {
                return PassRefusals.NotChangeable(to);
            }

            var changed = pass with { State = to };
            await bell.RingAsync(pass.Ref, cancel);
            if (await table.CommitAsync(await ComposeAsync(changed, pass, verb, reason, actor, now, cancel), cancel) is not Commit.Written)
            {
                return null;
            }

            recent.Forget(pass.Ref.TalentId);
            return new Outcome<PassView>.Done(PassRenderer.View(changed, catalogue, now, english));
        });
    }

    private async Task<Transaction> ComposeAsync(
        Pass changed, Pass pass, string verb, string? reason, Actor actor, DateTimeOffset now, CancellationToken cancel)
    {
        var shard = Shard.Of(pass.Ref.TalentId);
        var transaction = new Transaction(shard, OperationId.New(random))
            // Two changes may have the same time, so the row key also has a random part.
            .Add(Feed.Row(shard, now, $"{pass.Ref.Id}-{random.Id(6)}", 1, $"pass.{verb}", actor, pass.Ref.TalentId))
            .Merge(passes.StateChange(changed, now, reason), pass.Version);
        await FactMark.ClearAsync(table, transaction, PresentPasses.MarkKey(pass.Ref), cancel);
        return transaction;
    }
}
