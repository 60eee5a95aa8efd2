using Microsoft.AspNetCore.Http;
using TalentPass.Core;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn;

/// <summary>Signs in as a demo account. There is no password, because no real person has such an account.</summary>
/// <param name="settings">Whether demo accounts are switched on.</param>
/// <param name="seeds">The folder that holds the accounts.</param>
/// <param name="sessions">Opens sessions.</param>
public sealed class DemoSignIn(DemoSettings settings, SeedFolder seeds, OpenSession sessions)
{
    private readonly Lazy<IReadOnlyList<DemoAccount>> _accounts = new(() => settings.Accounts ? DemoAccount.ReadAll(seeds) : []);

    /// <summary>The demo accounts; empty when they are switched off.</summary>
    public IReadOnlyList<DemoAccount> Accounts => _accounts.Value;

    /// <summary>The name of an officer's demo account; null for any other account, and when demo accounts are switched off.</summary>
    public string? OfficerNameOf(string account, bool english) =>
        Accounts.FirstOrDefault(each => each.Account == account && !RoleNames.Parse(each.Roles).HasFlag(Roles.Talent))?.DisplayName.In(english);

    /// <summary>Lists the accounts that anyone may sign in as.</summary>
    /// <returns>The accounts; <c>not_found</c> when they are switched off.</returns>
    public Outcome<DemoAccountList> List(bool english) =>
        Offer(english) is { } offered ? new Outcome<DemoAccountList>.Done(new DemoAccountList(offered)) : new Refusal(RefusalCodes.NotFound);

    /// <summary>The accounts that anyone may sign in as; null when they are switched off.</summary>
    public IReadOnlyList<DemoAccountView>? Offer(bool english) => settings.Accounts
        ? [.. Accounts.Select(each => new DemoAccountView(each.Account, each.DisplayName.In(english), each.Roles, each.Department))]
        : null;

    /// <summary>Opens a session for an account.</summary>
    /// <returns>The session; <c>not_found</c> when demo accounts are switched off, <c>validation_failed</c> for an account
    /// that does not exist.</returns>
    public async Task<Outcome<SignInView>> SignInAsync(HttpRequest http, string account, bool english, CancellationToken cancel)
    {
        if (!settings.Accounts)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (Accounts.FirstOrDefault(each => each.Account == account) is not { } found)
        {
            return Refusal.Invalid("/account", ValidationCodes.NotInList);
        }

        var actor = new Actor(
            found.Account, found.DisplayName.In(english), RoleNames.Parse(found.Roles), found.Department, found.TalentId)
        {
            Provider = OpenSession.Demo,
        };
        return await sessions.StartAsync(http, actor, cancel);
    }
}
