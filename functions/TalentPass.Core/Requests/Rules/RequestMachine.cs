using TalentPass.Core.Requests.Record;
using static TalentPass.Core.Requests.Record.RequestState;
using static TalentPass.Core.Requests.Rules.RequestGuards;

namespace TalentPass.Core.Requests.Rules;

/// <summary>
/// One line of the state machine: a step that a role may take in a state, before the request itself is looked at.
/// </summary>
/// <param name="From">The state before the step.</param>
/// <param name="Action">The name of the action (verb).</param>
/// <param name="Who">The roles that may take the step; <see cref="Roles.None"/> where only the product's timers take it.</param>
/// <param name="To">The state after the step; the same state for a step that only records something.</param>
/// <param name="Guard">The further conditions; all of them must hold.</param>
/// <param name="Ending">
/// How the request ends, where the step ends it: <paramref name="To"/> is <see cref="Ended"/> and <paramref name="From"/> is not.
/// </param>
/// <param name="MustTell">
/// What the step must tell the applicant, with the article of law that requires this; null when nothing.
/// </param>
public sealed record Transition(
    RequestState From, string Action, Roles Who, RequestState To, RequestGuards Guard = None, RequestEnding? Ending = null, string? MustTell = null)
{
    /// <summary>
    /// Whether this actor may take the step: an account by its roles, or <see cref="Actor.Timer"/> where no role may.
    /// </summary>
    public bool IsFor(Actor actor) => Who == Roles.None ? ReferenceEquals(actor, Actor.Timer) : actor.IsAny(Who);
}

/// <summary>
/// The life of a request as one table (state × action × role → state). A step that is not in the table is not allowed.
/// </summary>
public static class RequestMachine
{
    /// <summary>The actions of officers and supervisors at a desk.</summary>
    public const string
        Claim = "claim", Release = "release", Assign = "assign", Transfer = "transfer", AnswerUrge = "answer-urge", Note = "note", Accept = "accept",
        AcceptTolerant = "accept-tolerant", RequestSupplement = "request-supplement", NotAccept = "not-accept", Pause = "pause", Resume = "resume",
        Extend = "extend", Check = "check", Approve = "approve", Refuse = "refuse", Confirm = "confirm", Decline = "decline", Deliver = "deliver", TransferOut = "transfer-out";

    /// <summary>The actions of the applicant.</summary>
    public const string Submit = "submit", Withdraw = "withdraw", Supplement = "supplement", Urge = "urge", Rating = "rating", Appeal = "appeal";

    /// <summary>The actions of the product's timers.</summary>
    public const string
        Recount = "timer:recount", DeemedAccept = "timer:deemed-accept", DeemedWithdraw = "timer:deemed-withdraw", RevokeAcceptance = "timer:revoke-acceptance",
        Yellow = "timer:yellow", Slip = "timer:slip", UrgeOverdue = "timer:urge-overdue", InviteRating = "timer:invite-rating";

    /// <summary>The applicant was told; what counts from telling is counted then.</summary>
    public const string Told = "timer:told";

    /// <summary>The actions that another part of the same bundle (一件事) causes.</summary>
    public const string BundleStart = "bundle:start", BundleEnd = "bundle:end", BundlePaper = "bundle:paper", BundleRevive = "bundle:revive";

    /// <summary>The first action of a request that another request opened: an appeal, or the case after a bad rating.</summary>
    public const string Opened = "open";

    private const Roles Staff = Roles.Desk | Roles.Supervisor;

    // The states in which a desk still has work. An accepted request can be decided in state Accepted or InReview, so an officer
    // does not have to claim it first.
    private static readonly RequestState[] _open = [Submitted, SupplementWanted, Accepted, AcceptedTolerant, InReview, Approved, Refused];
    private static readonly RequestState[] _undecided = [Submitted, SupplementWanted, Accepted, AcceptedTolerant, InReview];
    private static readonly RequestState[] _deciding = [Accepted, InReview];
    private static readonly RequestState[] _urgeable = [Submitted, Accepted, AcceptedTolerant, InReview, Approved, Refused];

    /// <summary>All lines of the table.</summary>
    public static IReadOnlyList<Transition> Table { get; } = Build();

    /// <summary>All actions that an officer or a supervisor can take.</summary>
    public static IReadOnlyList<string> DeskActions { get; } = BuildDeskActions();

    /// <summary>
    /// The lines for this state and actor, in the order of the table; guards are not checked. An action may have several lines, whose
    /// guards exclude each other.
    /// </summary>
    public static IEnumerable<Transition> Lines(RequestState state, Actor actor) => Table.Where(each => each.From == state && each.IsFor(actor));

    // The tables are built by methods, so that a mutation test can change a line here and see the change. The properties above
    // are built only once in a process.
    internal static IReadOnlyList<string> BuildDeskActions() => [.. Table.Where(each => (each.Who & Staff) != Roles.None).Select(each => each.Action).Distinct()];

    internal static IReadOnlyList<Transition> Build() =>
    [
        .. _open.Select(state => new Transition(state, Claim, Roles.Desk, state == Accepted ? InReview : state, Unclaimed)),
        .. _open.Select(state => new Transition(state, Release, Staff, state, Held)),
        .. _open.Select(state => new Transition(state, Assign, Staff, state, UnclaimedOrMine)),
        .. _undecided.Select(state => new Transition(state, Transfer, Staff, state, UnclaimedOrMine, MustTell: "the department it is with now (浙规 5)")),
        .. _undecided.Select(state => new Transition(state, TransferOut, Roles.Desk, Ended, UnclaimedOrMine | Filed, RequestEnding.TransferredOut, "why, and the authority it was handed to")),
        .. _open.Select(state => new Transition(state, AnswerUrge, Staff, state, UnclaimedOrMine | Urged, MustTell: "the answer")),
        .. _open.Select(state => new Transition(state, Note, Staff, state)),
        new(Submitted, Accept, Roles.Desk, Accepted, UnclaimedOrMine, MustTell: "until when it is decided"),
        new(Submitted, AcceptTolerant, Roles.Desk, AcceptedTolerant, UnclaimedOrMine | InReceiptTime, MustTell: "every gap and until when (浙规 11(2))"),
        new(Submitted, RequestSupplement, Roles.Desk, SupplementWanted, UnclaimedOrMine | InReceiptTime | Unasked, MustTell: "everything missing, once (许可法 32(4))"),
        new(Submitted, NotAccept, Roles.Desk, Ended, UnclaimedOrMine | InReceiptTime, RequestEnding.NotAccepted, "reasons and the right authority (许可法 32(2))"),
        new(AcceptedTolerant, Accept, Roles.Desk, InReview, UnclaimedOrMine | Supplied),
        new(AcceptedTolerant, NotAccept, Roles.Desk, Ended, UnclaimedOrMine | Supplied, RequestEnding.AcceptanceRevoked, "written reasons (浙规 11(2))"),
        .. _deciding.Select(state => new Transition(state, Pause, Roles.Desk, state, UnclaimedOrMine | Running | Pausable, MustTell: "kind and length of the pause (许可法 45)")),
        .. _deciding.Select(state => new Transition(state, Resume, Roles.Desk, state, UnclaimedOrMine | RequestGuards.Paused)),
        .. _deciding.Select(state => new Transition(state, Extend, Roles.Desk, state, UnclaimedOrMine | Running | Extendable)),
        .. _undecided.Select(state => new Transition(state, Check, Roles.Desk, state, UnclaimedOrMine)),
        .. _deciding.Select(state => new Transition(state, Approve, Roles.Desk, Approved, UnclaimedOrMine | Running | WindowClosed | InTime, MustTell: "the decision")),
        .. _deciding.Select(state => new Transition(state, Approve, Roles.Desk, state, UnclaimedOrMine | Running | WindowClosed | Late)),
        .. _deciding.Select(state => new Transition(state, Refuse, Roles.Desk, Refused, UnclaimedOrMine | Running | WindowClosed | InTime, MustTell: "reasons and the remedy (许可法 38)")),
        .. _deciding.Select(state => new Transition(state, Refuse, Roles.Desk, state, UnclaimedOrMine | Running | WindowClosed | Late)),
        .. _deciding.Select(state => new Transition(state, Confirm, Staff, state, Extendable | AwaitingExtension | SecondPerson, MustTell: "the reason (许可法 42)")),
        .. _deciding.Select(state => new Transition(state, Confirm, Staff, Approved, Running | AwaitingApproval | SecondPerson, MustTell: "the decision")),
        .. _deciding.Select(state => new Transition(state, Confirm, Staff, Refused, Running | AwaitingRefusal | SecondPerson, MustTell: "reasons and the remedy (许可法 38)")),
        .. _deciding.Select(state => new Transition(state, Decline, Staff, state, Awaiting)),
        new(Approved, Deliver, Roles.Desk, Delivered, UnclaimedOrMine, MustTell: "the result (许可法 44)"),
        new(Refused, Deliver, Roles.Desk, Delivered, UnclaimedOrMine, MustTell: "the result (许可法 44)"),

        new(Waiting, Withdraw, Roles.Talent, Ended, None, RequestEnding.Withdrawn),
        new(Submitted, Withdraw, Roles.Talent, Ended, InReceiptTime, RequestEnding.Withdrawn),
        new(SupplementWanted, Withdraw, Roles.Talent, Ended, Unsupplied, RequestEnding.Withdrawn),
        new(SupplementWanted, Supplement, Roles.Talent | Roles.Hall, Submitted, Unsupplied),
        new(AcceptedTolerant, Supplement, Roles.Talent | Roles.Hall, AcceptedTolerant, Unsupplied),
        .. _urgeable.Select(state => new Transition(state, Urge, Roles.Talent, state)),
        new(Delivered, Rating, Roles.Talent, Rated),
        .. new[] { Refused, Delivered, Rated, Ended }.Select(state => new Transition(state, Appeal, Roles.Talent, state, Appealable, MustTell: "the number of the new case")),

        .. _open.Select(state => new Transition(state, Recount, Roles.None, state, OnItsDay, MustTell: "the date by the published calendar")),
        // This line stands before the lines that end a request. Ending a request counts as the answer to an urging, so a late
        // answer
        // has to be recorded first.
        .. _open.Select(state => new Transition(state, UrgeOverdue, Roles.None, state, OnItsDay)),
        new(Submitted, DeemedAccept, Roles.None, Accepted, OnItsDay, MustTell: "that silence has accepted it (许可法 32(4))"),
        new(SupplementWanted, DeemedWithdraw, Roles.None, Ended, OnItsDay, RequestEnding.DeemedWithdrawn, "that it counts as withdrawn (浙规 11(3))"),
        new(AcceptedTolerant, RevokeAcceptance, Roles.None, Ended, OnItsDay, RequestEnding.AcceptanceRevoked, "written reasons (浙规 11(2))"),
        .. _urgeable.Select(state => new Transition(state, Slip, Roles.None, state, OnItsDay)),
        .. _urgeable.Select(state => new Transition(state, Yellow, Roles.None, state, OnItsDay)),
        new(Delivered, InviteRating, Roles.None, Delivered, OnItsDay, MustTell: "the invitation to rate"),

        .. new[] { SupplementWanted, AcceptedTolerant }.Select(state => new Transition(state, Told, Roles.None, state, ByTelling)),

        new(Waiting, BundleStart, Roles.None, Submitted, ByBundle, MustTell: "that it has started (浙规 5(3))"),
        new(Waiting, BundleEnd, Roles.None, Ended, ByBundle, RequestEnding.Terminated, "why it cannot go on"),
        new(Ended, BundleRevive, Roles.None, Ended, ByBundle, MustTell: "the number with which it goes on"),
        .. _undecided.Prepend(Waiting).Select(state => new Transition(state, BundlePaper, Roles.None, state, ByBundle, MustTell: "that it has a paper that came for another part (浙规 7)")),
    ];
}
