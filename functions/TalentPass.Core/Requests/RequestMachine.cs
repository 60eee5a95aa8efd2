using static TalentPass.Core.Requests.RequestGuards;
using static TalentPass.Core.Requests.RequestState;

namespace TalentPass.Core.Requests;

/// <summary>One line of the state machine.</summary>
/// <param name="From">The state it leaves.</param>
/// <param name="Action">The verb.</param>
/// <param name="Who">The roles that may; at least one.</param>
/// <param name="To">The state it reaches; the same state for steps that only note something.</param>
/// <param name="Guard">What else must hold.</param>
/// <param name="Ending">How it ends, where <paramref name="To"/> is <see cref="Ended"/> for the first time.</param>
/// <param name="Told">What the step must tell the applicant, with the article that says so.</param>
public sealed record Transition(
    RequestState From, string Action, Roles Who, RequestState To, RequestGuards Guard = None, RequestEnding? Ending = null, string? Told = null);

/// <summary>
/// The life of a request as one table (state × action × role → state). What is not in the table is not allowed.
/// </summary>
public static class RequestMachine
{
    /// <summary>The verbs.</summary>
    public const string
        Submit = "submit", Claim = "claim", Release = "release", Assign = "assign", Accept = "accept", NotAccept = "not-accept", Pause = "pause",
        Resume = "resume", Extend = "extend", Approve = "approve", Refuse = "refuse", Deliver = "deliver", Note = "note";

    private const Roles Staff = Roles.Desk | Roles.Supervisor;
    private static readonly RequestState[] _open = [Submitted, Accepted, Approved, Refused];

    /// <summary>The whole table.</summary>
    public static IReadOnlyList<Transition> Table { get; } =
    [
        .. _open.Select(state => new Transition(state, Claim, Roles.Desk, state, Unclaimed)),
        .. _open.Select(state => new Transition(state, Release, Staff, state, Held)),
        .. _open.Select(state => new Transition(state, Assign, Staff, state, Mine)),
        .. _open.Select(state => new Transition(state, Note, Staff, state)),
        new(Submitted, Accept, Roles.Desk, Accepted, Mine, Told: "until when it is decided"),
        new(Submitted, NotAccept, Roles.Desk, Ended, Mine | InReceiptTime, RequestEnding.NotAccepted, "reasons and the right authority (许可法 32(2))"),
        new(Accepted, Pause, Roles.Desk, Accepted, Mine | Running | Pausable, Told: "kind and length of the pause (许可法 45)"),
        new(Accepted, Resume, Roles.Desk, Accepted, Mine | RequestGuards.Paused),
        new(Accepted, Extend, Roles.Desk, Accepted, Mine | Running | Extendable, Told: "the reason (许可法 42)"),
        new(Accepted, Approve, Roles.Desk, Approved, Mine | Running, Told: "the decision"),
        new(Accepted, Refuse, Roles.Desk, Refused, Mine | Running, Told: "reasons (许可法 38)"),
        new(Approved, Deliver, Roles.Desk, Delivered, Mine, Told: "the result (许可法 44)"),
        new(Refused, Deliver, Roles.Desk, Delivered, Mine, Told: "the result (许可法 44)"),
    ];

    /// <summary>Every verb a desk can use.</summary>
    public static IReadOnlyList<string> DeskActions { get; } = [.. Table.Select(each => each.Action).Distinct()];

    /// <summary>What whoever has just claimed a request can do in this state whatever else is known of it.</summary>
    public static IReadOnlyList<string> AfterClaim(RequestState state, Actor actor) =>
        [.. Lines(state, actor).Where(each => (each.Guard & ~(Mine | Held | Running | InReceiptTime)) == None).Select(each => each.Action)];

    /// <summary>The lines that state and role allow, whatever their guards say; one an action, in the table's order.</summary>
    public static IEnumerable<Transition> Lines(RequestState state, Actor actor) =>
        Table.Where(each => each.From == state && actor.IsAny(each.Who));
}
