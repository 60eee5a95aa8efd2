using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using static TalentPass.Core.Requests.Rules.RequestGuards;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Rules;

/// <summary>Tests each guard alone, with each of its conditions met and not met.</summary>
public sealed class RequestGuardsTests
{
    private static readonly SupplementFact _asked = new([], March(9));
    private static readonly GapsFact _gaps = new([], March(9));
    private static readonly UrgeFact _urge = new(FiledAt, "");
    private static readonly PauseFact _pause = new("inspection", March(2), 3, March(5));
    private static readonly OriginFact _badRating = new(OriginFact.BadRating, "x");

    private static readonly ProposalFact _proposed = new(4, "extend", "desk-2", FiledAt);

    private static readonly ServiceItem _noDeemed = With(limits => limits with { DeemedAccepted = false });
    private static readonly ServiceItem _noPauses = With(limits => limits with { Pauses = [] });
    private static readonly ServiceItem _noExtension = With(limits => limits with { ExtensionWorkingDays = 0 });
    private static readonly ServiceItem _windowed = Service with { Window = new FilingWindow("03-02", "03-06", new("窗口", "Window")) };
    private static readonly ServiceItem _past = Service with { Window = new FilingWindow("02-01", "03-01", new("窗口", "Window")) };
    private static readonly ServiceItem _final = Service with { Remedy = Service.Remedy with { Final = true } };

    private static readonly Dictionary<string, Case> _cases = new Case[]
    {
        new("unclaimed: nobody has it", Unclaimed, true),
        new("unclaimed: I have it", Unclaimed, false) { ClaimedBy = "desk-1" },
        new("unclaimed or mine: nobody has it", UnclaimedOrMine, true),
        new("unclaimed or mine: I have it", UnclaimedOrMine, true) { ClaimedBy = "desk-1" },
        new("unclaimed or mine: a colleague has it", UnclaimedOrMine, false) { ClaimedBy = "desk-2" },
        new("unclaimed or mine: a supervisor assigns anybody's", UnclaimedOrMine, true) { ClaimedBy = "desk-2", Actor = Supervisor },
        new("unclaimed or mine: the applicant is stopped by nobody's claim", UnclaimedOrMine, true) { ClaimedBy = "desk-2", Actor = Talent },
        new("held: nobody has it", Held, false),
        new("held: nobody has it, a supervisor asks", Held, false) { Actor = Supervisor },
        new("held: I have it", Held, true) { ClaimedBy = "desk-1" },
        new("held: a colleague has it", Held, false) { ClaimedBy = "desk-2" },
        new("held: a colleague has it, a supervisor asks", Held, true) { ClaimedBy = "desk-2", Actor = Supervisor },
        new("in receipt time: on the last day", InReceiptTime, true) { Today = 16 },
        new("in receipt time: the day after", InReceiptTime, false) { Today = 17 },
        new("in receipt time: the day after, where silence accepts nothing", InReceiptTime, true) { Today = 17, Service = _noDeemed },
        new("running: no pause", Running, true),
        new("running: on the last day of a pause", Running, false) { Today = 5, Course = new() { Pause = _pause } },
        new("running: after a pause", Running, true) { Today = 6, Course = new() { Pause = _pause } },
        new("paused: no pause", Paused, false),
        new("paused: on the last day of a pause", Paused, true) { Today = 5, Course = new() { Pause = _pause } },
        new("paused: after a pause", Paused, false) { Today = 6, Course = new() { Pause = _pause } },
        new("pausable: on the last day", Pausable, true) { Today = 16 },
        new("pausable: the day after", Pausable, false) { Today = 17 },
        new("pausable: the service knows no pause", Pausable, false) { Service = _noPauses },
        new("pausable: a bad rating opened it", Pausable, false) { Course = new() { Origin = _badRating } },
        new("extendable: on the last day", Extendable, true) { Today = 16 },
        new("extendable: the day after", Extendable, false) { Today = 17 },
        new("extendable: the service knows no extension", Extendable, false) { Service = _noExtension },
        new("extendable: extended before", Extendable, false) { Course = new() { Extension = new(5, "", "") } },
        new("extendable: a bad rating opened it", Extendable, false) { Course = new() { Origin = _badRating } },
        new("unasked: nothing was asked for", Unasked, true),
        new("unasked: something was asked for", Unasked, false) { Course = new() { Supplement = _asked } },
        new("supplied: no gaps", Supplied, false),
        new("supplied: gaps are open", Supplied, false) { Course = new() { Gaps = _gaps } },
        new("supplied: gaps are supplied", Supplied, true) { Course = new() { Gaps = _gaps with { SuppliedAt = FiledAt } } },
        new("unsupplied: asked, on the last day", Unsupplied, true) { State = RequestState.SupplementWanted, Today = 9, Course = new() { Supplement = _asked } },
        new("unsupplied: asked, the day after", Unsupplied, false) { State = RequestState.SupplementWanted, Today = 10, Course = new() { Supplement = _asked } },
        new("unsupplied: asked, after a date that is not certain", Unsupplied, true) { State = RequestState.SupplementWanted, Today = 10, Course = new() { Supplement = _asked with { Provisional = true } } },
        new("unsupplied: asked before, gaps now", Unsupplied, true) { State = RequestState.AcceptedTolerant, Today = 9, Course = new() { Supplement = _asked with { Due = March(3) }, Gaps = _gaps } },
        new("unsupplied: no gaps", Unsupplied, false) { State = RequestState.AcceptedTolerant },
        new("unsupplied: gaps, on the last day", Unsupplied, true) { State = RequestState.AcceptedTolerant, Today = 9, Course = new() { Gaps = _gaps } },
        new("unsupplied: gaps, the day after", Unsupplied, false) { State = RequestState.AcceptedTolerant, Today = 10, Course = new() { Gaps = _gaps } },
        new("unsupplied: gaps, after a date that is not certain", Unsupplied, true) { State = RequestState.AcceptedTolerant, Today = 10, Course = new() { Gaps = _gaps with { Provisional = true } } },
        new("unsupplied: gaps are supplied", Unsupplied, false) { State = RequestState.AcceptedTolerant, Today = 9, Course = new() { Gaps = _gaps with { SuppliedAt = FiledAt } } },
        new("urged: never", Urged, false),
        new("urged: it waits for an answer", Urged, true) { Course = new() { Urge = _urge } },
        new("urged: it was answered", Urged, false) { Course = new() { Urge = _urge with { AnsweredAt = FiledAt } } },
        new("appealable: it went against", Appealable, true) { Course = new() { Reason = "x" } },
        new("appealable: it did not go against", Appealable, false),
        new("appealable: final by law", Appealable, false) { Course = new() { Reason = "x" }, Service = _final },
        new("appealable: appealed before", Appealable, false) { Course = new() { Reason = "x", AppealedAs = "y" } },
        new("filed: as people file", RequestGuards.Filed, true),
        new("filed: an appeal", RequestGuards.Filed, true) { Course = new() { Origin = new(OriginFact.Appeal, "x") } },
        new("filed: a bad rating opened it", RequestGuards.Filed, false) { Course = new() { Origin = _badRating } },
        new("window closed: the service knows no window", WindowClosed, true),
        new("window closed: on its last day", WindowClosed, false) { Today = 6, Service = _windowed },
        new("window closed: the day after", WindowClosed, true) { Today = 7, Service = _windowed },
        new("window closed: filed after this year's, which has closed", WindowClosed, false) { Today = 7, Service = _past },
        new("window closed: an appeal waits for none", WindowClosed, true) { Today = 6, Service = _windowed, Course = new() { Origin = new(OriginFact.Appeal, "x") } },
        new("in time: on the last day", InTime, true) { Today = 16 },
        new("in time: the day after", InTime, false) { Today = 17 },
        new("late: on the last day", Late, false) { Today = 16 },
        new("late: the day after", Late, true) { Today = 17 },
        new("awaiting: nothing was proposed", Awaiting, false),
        new("awaiting: a step was proposed", Awaiting, true) { Course = new() { Awaiting = _proposed } },
        new("awaiting extension: it was", AwaitingExtension, true) { Course = new() { Awaiting = _proposed } },
        new("awaiting extension: another step was", AwaitingExtension, false) { Course = new() { Awaiting = _proposed with { Action = "approve" } } },
        new("awaiting approval: it was", AwaitingApproval, true) { Course = new() { Awaiting = _proposed with { Action = "approve" } } },
        new("awaiting approval: another step was", AwaitingApproval, false) { Course = new() { Awaiting = _proposed with { Action = "refuse" } } },
        new("awaiting refusal: it was", AwaitingRefusal, true) { Course = new() { Awaiting = _proposed with { Action = "refuse" } } },
        new("awaiting refusal: another step was", AwaitingRefusal, false) { Course = new() { Awaiting = _proposed } },
        new("second person: nothing was proposed", SecondPerson, false),
        new("second person: I proposed it", SecondPerson, false) { Course = new() { Awaiting = _proposed with { By = "desk-1" } } },
        new("second person: a colleague proposed it", SecondPerson, true) { Course = new() { Awaiting = _proposed } },
        new("second person: it names me", SecondPerson, true) { Course = new() { Awaiting = _proposed with { Approver = "desk-1" } } },
        new("second person: it names somebody else", SecondPerson, false) { Course = new() { Awaiting = _proposed with { Approver = "desk-3" } } },
        new("none", None, true) { ClaimedBy = "desk-2" },
        new("its day is asked elsewhere", OnItsDay, true),
        new("its bundle is asked elsewhere", ByBundle, true),
        new("whether the applicant was told is asked elsewhere", ByTelling, true),
        new("two that hold", Unclaimed | Running, true),
        new("two of which the first does not hold", Unclaimed | Running, false) { ClaimedBy = "desk-1" },
        new("two of which the second does not hold", Unclaimed | Running, false) { Today = 4, Course = new() { Pause = _pause } },
    }.ToDictionary(each => each.Name);

    public static TheoryData<string> Names => [.. _cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_guard_holds_or_does_not(string name)
    {
        var each = _cases[name];
        var request = In(each.State, Accepted(), each.Course) with { ClaimedBy = each.ClaimedBy };
        var line = new Transition(each.State, "x", Roles.Desk, each.State, each.Guard);
        Assert.Equal(each.Holds, line.Holds(request, each.Service, each.Actor, March(each.Today)));
    }

    [Fact]
    public void Every_guard_has_cases() =>
        Assert.Empty(Enum.GetValues<RequestGuards>().Except(_cases.Values.Select(each => each.Guard)));

    private sealed record Case(string Name, RequestGuards Guard, bool Holds)
    {
        public RequestState State { get; init; } = RequestState.Accepted;

        public string? ClaimedBy { get; init; }

        public Actor Actor { get; init; } = Officer;

        public int Today { get; init; } = 3;

        public RequestCourse Course { get; init; } = new();

        public ServiceItem Service { get; init; } = FiledRequest.Service;
    }
}
