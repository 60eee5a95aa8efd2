using TalentPass.Core;
using TalentPass.Core.SignIn;
using TalentPass.Core.Storage;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn;

/// <summary>A member of staff, as supervisors and the talent office see it.</summary>
/// <param name="Account">The account.</param>
/// <param name="DisplayName">The name.</param>
/// <param name="Roles">The roles at the last sign-in.</param>
/// <param name="Department">The department; null for a supervisor of all departments, and for others.</param>
/// <param name="LastSeenAt">When the member last signed in.</param>
public sealed record StaffView(string Account, string DisplayName, IReadOnlyList<string> Roles, string? Department, DateTimeOffset LastSeenAt);

/// <summary>Members of staff.</summary>
/// <param name="Items">Sorted by name.</param>
public sealed record StaffList(IReadOnlyList<StaffView> Items);

/// <summary>
/// The staff who have signed in, and their sign-out by a supervisor: of the supervisor's own department, or of all when there is none.
/// The talent office may do so for all.
/// </summary>
public sealed class SignOutStaff(StaffDirectory directory, RunSessions sessions, AccountRows rows)
{
    /// <summary>Lists the staff that the caller looks after. No storage call.</summary>
    public Outcome<StaffList> List(Actor actor) => new StaffList(
    [
        .. directory.Present(each => LooksAfter(actor, each))
            .Select(each => new StaffView(each.Account, each.DisplayName, [.. RoleNames.Of(each.Roles)], each.Department, each.LastSeenAt)),
    ]);

    /// <summary>Ends all sessions of a member of staff. <c>not_found</c> when there is none that the caller looks after.</summary>
    public async Task<Outcome<Nothing>> RunAsync(Actor actor, string account, CancellationToken cancel)
    {
        if (directory.Find(account) is not { } member || !LooksAfter(actor, member))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        await sessions.EndAllAsync(rows.OwnerOf(account, null), SessionEnds.BySupervisor, _ => true, cancel);
        return new Nothing();
    }

    private static bool LooksAfter(Actor actor, StaffMember member) =>
        actor.IsAny(Roles.Office) || actor.Department is not { } own || DeskNames.Supervises(own, member.Department);
}
