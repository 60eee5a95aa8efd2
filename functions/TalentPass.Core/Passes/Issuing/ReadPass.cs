using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Core.Passes.Issuing;

/// <summary>Reads the pass for its holder, and makes the code to show. At most one storage call each.</summary>
public sealed class ReadPass(
    RecentPasses recent, CityKeys keys, CurrentCatalogue currentCatalogue, RandomSource random, TimeProvider time)
{
    /// <summary>The caller's newest pass; <c>no_pass</c> when there is none.</summary>
    public async Task<Outcome<PassView>> CurrentAsync(Actor actor, bool english, CancellationToken cancel)
    {
        if (await FindAsync(actor, cancel) is not { } pass)
        {
            return new Refusal(RefusalCodes.NoPass);
        }

        var catalogue = (await currentCatalogue(cancel)).Content;
        return new Outcome<PassView>.Done(PassRenderer.View(pass, catalogue, time.GetUtcNow(), english));
    }

    /// <summary>
    /// Makes a new S code of the caller's pass.
    /// </summary>
    /// <returns>
    /// The code; <c>no_pass</c>, <c>not_allowed_in_state</c> for a frozen or revoked pass, <c>status_expired</c> or
    /// <c>not_recognised</c> when no talent status is in force.
    /// </returns>
    public async Task<Outcome<MintedCode>> CodeAsync(Actor actor, CancellationToken cancel)
    {
        if (await FindAsync(actor, cancel) is not { } pass)
        {
            return new Refusal(RefusalCodes.NoPass);
        }

        var now = time.GetUtcNow();
        if (pass.State != PassState.Active)
        {
            return PassRefusals.NotInUse(pass.State);
        }

        if (pass.At(now) is { Refusal: { } refusal })
        {
            return refusal;
        }

        var subject = PassSubjects.Of(pass, (await currentCatalogue(cancel)).Content, now);
        var view = await keys.CurrentAsync(cancel);
        return new Outcome<MintedCode>.Done(new PassMinter(view.Cipher, random).Show(view.Signer(RingUse.Minting, now), subject, now));
    }

    private async ValueTask<Pass?> FindAsync(Actor actor, CancellationToken cancel) =>
        actor.TalentId is { } talentId ? await recent.FindAsync(talentId, cancel) : null;
}
