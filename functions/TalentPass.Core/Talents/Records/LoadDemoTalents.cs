using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Talents.Records;

/// <summary>Records the talents of the demo accounts. Talents that are on record already do not change.</summary>
/// <param name="register">Records talents.</param>
/// <param name="store">Reads talents.</param>
/// <param name="lookup">Finds the talent of an account.</param>
/// <param name="time">The clock.</param>
public sealed class LoadDemoTalents(RegisterTalent register, TalentStore store, TalentLookup lookup, TimeProvider time)
{
    /// <summary>Records the missing talents. One storage call for each talent that is on record already.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="cancel">Stops the loading.</param>
    /// <returns>How many talents were recorded.</returns>
    /// <exception cref="SeedException">A talent was refused.</exception>
    public async Task<int> RunAsync(IReadOnlyList<DemoAccount> accounts, CancellationToken cancel)
    {
        var today = LegalDay.Today(time);
        var outcomes = await Task.WhenAll(accounts.Select(account => LoadAsync(account, today, cancel)));
        return outcomes.Count(recorded => recorded);
    }

    private async Task<bool> LoadAsync(DemoAccount account, DateOnly today, CancellationToken cancel)
    {
        if (account is not { TalentId: { } talentId, Talent: not null } || await store.FindAsync(talentId, cancel) is not null
            || account.Registration(today) is not { } registration)
        {
            return false;
        }

        if (await lookup.ClaimAsync(LookupKind.Account, account.Account, talentId, cancel) != talentId)
        {
            throw new SeedException([$"{account.Account} is another talent's account."]);
        }

        switch (await register.RunAsync(Actor.Timer, registration, talentId, null, cancel))
        {
            case Outcome<TalentReceipt>.Created { Value.TalentId: var recorded } when recorded == talentId:
                return true;
            case Outcome<TalentReceipt>.Refused when await store.FindAsync(talentId, cancel) is not null:
                // Another instance, which started at the same time, recorded the talent first.
                return false;
            case Outcome<TalentReceipt>.Refused { Reason: var reason }:
                throw new SeedException([$"{account.Account}: {reason.Code} {string.Join(", ", reason.Errors?.Keys ?? [])}"]);
            default:
                throw new SeedException([$"{account.Account}: the document is another talent's."]);
        }
    }
}
