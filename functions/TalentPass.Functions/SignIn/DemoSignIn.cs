using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn;

/// <summary>Signs in as a demo account. There is no password, because no real person has such an account.</summary>
/// <param name="settings">Whether demo accounts are switched on.</param>
/// <param name="seeds">The folder that holds the accounts.</param>
/// <param name="tokens">Issues session tokens.</param>
public sealed class DemoSignIn(DemoSettings settings, SeedFolder seeds, SessionTokens tokens)
{
    private readonly Lazy<IReadOnlyList<DemoAccount>> _accounts = new(() => settings.Accounts ? DemoAccount.ReadAll(seeds) : []);

    /// <summary>The demo accounts; empty when they are switched off.</summary>
    public IReadOnlyList<DemoAccount> Accounts => _accounts.Value;

    /// <summary>Whether a demo account is desk staff of a department; null when demo accounts are switched off.</summary>
    public bool? IsStaffOf(string account, string department) => settings.Accounts
        ? Accounts.Any(each => each.Account == account && each.Department == department && RoleNames.Parse(each.Roles).HasFlag(Roles.Desk))
        : null;

    /// <summary>
    /// Whether a demo account may be the second person for a department: an officer of the department, or a supervisor of it, of the city
    /// department above it, or of all. Null when demo accounts are switched off.
    /// </summary>
    public bool? IsSecondPersonOf(string account, string department) => settings.Accounts
        ? IsStaffOf(account, department) is true
            || Accounts.Any(each => each.Account == account && RoleNames.Parse(each.Roles).HasFlag(Roles.Supervisor) && (each.Department is not { } own || DeskNames.Supervises(own, department)))
        : null;

    /// <summary>The officers of a department and its supervisors; null when demo accounts are switched off.</summary>
    public IReadOnlyList<Colleague>? ColleaguesOf(string department, bool english) => settings.Accounts
        ? [.. Accounts.Where(each => IsSecondPersonOf(each.Account, department) is true)
            .Select(each => new Colleague(each.Account, each.DisplayName.In(english), IsStaffOf(each.Account, department) is true))]
        : null;

    /// <summary>The name of an officer's demo account; null for any other account, and when demo accounts are switched off.</summary>
    public string? OfficerNameOf(string account, bool english) =>
        Accounts.FirstOrDefault(each => each.Account == account && !RoleNames.Parse(each.Roles).HasFlag(Roles.Talent))?.DisplayName.In(english);

    /// <summary>Lists the accounts that anyone may sign in as.</summary>
    /// <returns>The accounts; <c>not_found</c> when they are switched off.</returns>
    public Outcome<DemoAccountList> List(bool english) => settings.Accounts
        ? new Outcome<DemoAccountList>.Done(new DemoAccountList(
            [.. Accounts.Select(each => new DemoAccountView(each.Account, each.DisplayName.In(english), each.Roles, each.Department))]))
        : new Refusal(RefusalCodes.NotFound);

    /// <summary>Issues a session token for an account.</summary>
    /// <returns>The token; <c>not_found</c> when demo accounts are switched off, <c>validation_failed</c> for an account
    /// that does not exist.</returns>
    public async Task<Outcome<SignInView>> SignInAsync(string account, bool english, CancellationToken cancel)
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
            found.Account, found.DisplayName.In(english), RoleNames.Parse(found.Roles), found.Department, found.TalentId);
        var session = await tokens.IssueAsync(actor, cancel);
        return new Outcome<SignInView>.Done(new SignInView(session.Token, session.ExpiresAt, found.Account));
    }
}
