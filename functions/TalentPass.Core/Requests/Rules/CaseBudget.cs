using TalentPass.Core.Requests.Record;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Requests.Rules;

/// <summary>
/// How much a case may hold, so that it can be read as a whole. Only steps that can be repeated without end are refused in a full
/// case. Every other step happens a limited number of times, and a case has to come to its end, so these steps are never refused:
/// accept, tick a point for the first time, decide, deliver, withdraw, supply, rate, appeal, answer an urging, and what timers and bundles do.
/// </summary>
internal static class CaseBudget
{
    /// <summary>The most steps of a case after which a note, an urging, a pause or the proposal of an extension may be added.</summary>
    public const int MostSteps = 3_000;

    /// <summary>The most bytes in UTF-8 of all texts of the history, with the one that is added.</summary>
    public const int MostTextBytes = 1024 * 1024;

    /// <summary>The most pauses of a case. They are listed in one property of its row.</summary>
    public const int MostPauses = 50;

    // What is kept free for handing a full case on to another officer or department.
    private const int StepsToHandOn = 500;
    private const int TextBytesToHandOn = 512 * 1024;

    /// <summary>The outcome of an action, or <c>case_full</c> when its step may no longer be added.</summary>
    public static Outcome<RequestStep> Within(StepContext context, Outcome<RequestStep> outcome) =>
        outcome is Outcome<RequestStep>.Done { Value.After: var after } && !HasRoom(context, after) ? new Refusal(RefusalCodes.CaseFull) : outcome;

    private static bool HasRoom(StepContext context, RequestCase after) => context.Transition.Action switch
    {
        Note or Urge or Extend => Fits(after, 0, 0),
        // Every point can be ticked once, however full the case is.
        Check => Fits(after, 0, 0) || after.Course.Points.Count(each => each.Checked is not null) > context.Course.Points.Count(each => each.Checked is not null),
        Pause => Fits(after, 0, 0) && after.Course.Pauses.Count < MostPauses,
        // Only its officer may decide a claimed case. So a supervisor can always give it to another one.
        Assign when context.Actor.IsAny(Roles.Supervisor) && after.Timeline[^1].Note is null => true,
        Assign or Release or Transfer or Decline => Fits(after, StepsToHandOn, TextBytesToHandOn),
        // A late decision is proposed before it is taken, and can be declined and proposed again.
        Approve or Refuse when context.Transition.To == context.Transition.From => Fits(after, 2 * StepsToHandOn, 2 * TextBytesToHandOn),
        _ => true,
    };

    private static bool Fits(RequestCase after, int moreSteps, int moreTextBytes) =>
        after.Seq <= MostSteps + moreSteps && after.TextBytes <= MostTextBytes + moreTextBytes;
}
