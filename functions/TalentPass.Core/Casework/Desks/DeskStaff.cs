using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// The officers of a department and its supervisors. Null when they are not known: in production the accounts belong to the
/// city's own sign-in.
/// </summary>
public delegate IReadOnlyList<Colleague>? ColleaguesOf(string department, bool english);

/// <summary>Somebody who works at a desk.</summary>
/// <param name="Account">The account.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="IsOfficer">True for an officer of the department, to whom a case can be assigned; false for a supervisor.</param>
public sealed record Colleague(string Account, string DisplayName, bool IsOfficer);

/// <summary>Who works at a desk.</summary>
/// <param name="Items">The officers and the supervisors; empty when they are not known.</param>
public sealed record ColleagueList(IReadOnlyList<Colleague> Items);

/// <summary>A text that officers often write, in one language.</summary>
/// <param name="Actions">The actions for which it is offered.</param>
/// <param name="Text">The text.</param>
public sealed record ReasonView(IReadOnlyList<string> Actions, string Text);

/// <summary>The texts that officers of a department often write.</summary>
/// <param name="Items">The texts, in the order of the catalogue.</param>
public sealed record ReasonList(IReadOnlyList<ReasonView> Items);

/// <summary>What the officers of a desk use besides its requests: who their colleagues are, and what they often write.</summary>
public sealed class DeskStaff(ColleaguesOf colleaguesOf, CurrentCatalogue currentCatalogue)
{
    /// <summary>Lists the officers and supervisors of a desk. <c>not_found</c> when there is no such desk.</summary>
    public Outcome<ColleagueList> Colleagues(string department, bool english) => DeskNames.IsDesk(department)
        ? new Outcome<ColleagueList>.Done(new ColleagueList(colleaguesOf(department, english) ?? []))
        : new Refusal(RefusalCodes.NotFound);

    /// <summary>Lists the texts that officers often write. <c>not_found</c> when there is no such desk.</summary>
    public async Task<Outcome<ReasonList>> ReasonsAsync(string department, bool english, CancellationToken cancel) => DeskNames.IsDesk(department)
        ? new Outcome<ReasonList>.Done(new ReasonList(
            [.. (await currentCatalogue(cancel)).Content.ReasonsOf(department).Select(each => new ReasonView(each.Actions, each.Text.In(english)))]))
        : new Refusal(RefusalCodes.NotFound);
}
