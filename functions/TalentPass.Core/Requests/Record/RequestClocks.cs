using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Requests.Record;

/// <summary>The kinds of clock. A request has at most one running clock.</summary>
public enum ClockPhase
{
    /// <summary>No clock runs.</summary>
    None,

    /// <summary>From receipt: the time to accept the request, or to tell what is missing (许可法 32(4)).</summary>
    Receipt,

    /// <summary>From acceptance: the time to decide (许可法 42).</summary>
    Decision,

    /// <summary>From the decision: the time to deliver the result (许可法 44).</summary>
    Delivery,
}

/// <summary>
/// The numbers from which the dates are counted. They are stored so that the dates can be counted again, for example when a
/// pause ends early or a calendar is published.
/// </summary>
/// <param name="Phase">The clock that runs.</param>
/// <param name="Days">The working days of the receipt or the delivery clock; null for the decision's clock.</param>
/// <param name="Legal">The decision's working days by law; null for other clocks, or where the law gives no number.</param>
/// <param name="Promised">
/// The decision's promised working days; null where nothing is promised. Of the receipt's clock only when the promise counts from filing.
/// </param>
/// <param name="Added">The working days that pauses and the extension add.</param>
/// <param name="Excluded">The working days of <paramref name="Added"/> that come from pauses (许可法 45).</param>
/// <param name="Provisional">Whether any of the dates, binding or not, depends on a year without a published calendar.</param>
/// <param name="LegalFrom">
/// The day from which the legal days count, when it is not the start of the clock: the acceptance, for a promise that counts from filing.
/// </param>
/// <param name="ReceiptDue">The last day of the receipt's clock, when a promise binds before it; otherwise null.</param>
public sealed record ClockCounts(
    ClockPhase Phase, int? Days = null, int? Legal = null, int? Promised = null, int Added = 0, int Excluded = 0, bool Provisional = false,
    DateOnly? LegalFrom = null, DateOnly? ReceiptDue = null);

/// <summary>The running clock of a request and its dates. All dates are legal days in Asia/Shanghai.</summary>
/// <param name="Start">The day on which the running clock started; this day is not counted.</param>
/// <param name="Due">The due date that binds now; null when no clock runs.</param>
/// <param name="LegalDue">The date of the decision by law.</param>
/// <param name="PromisedDue">The promised date of the decision. The earlier of the two dates binds (浙规 12).</param>
/// <param name="DeliveryDue">The date by which the result must be delivered (许可法 44).</param>
/// <param name="Provisional">Whether the date that binds depends on a year without a published calendar.</param>
public sealed record RequestClocks(
    DateOnly Start,
    DateOnly? Due,
    DateOnly? LegalDue = null,
    DateOnly? PromisedDue = null,
    DateOnly? DeliveryDue = null,
    bool Provisional = false)
{
    /// <summary>The numbers from which the dates are counted; empty when only a list was read.</summary>
    public ClockCounts Counts { get; init; } = new(ClockPhase.None);

    /// <summary>
    /// The last day to accept the request or to tell what is missing (许可法 32(4)), while it is not accepted. A promise may bind before.
    /// </summary>
    public DateOnly? ReceiptDue => Counts.ReceiptDue ?? Due;

    /// <summary>
    /// Starts the clock of the receipt: in this time the desk must tell what is missing, or accept (许可法 32(4)). A promise that counts
    /// from filing runs at the same time; the earlier date binds.
    /// </summary>
    public static RequestClocks Received(DateOnly start, TimeLimits limits, WorkingCalendar calendar) =>
        new RequestClocks(start, null)
        {
            Counts = new(
                ClockPhase.Receipt, limits.AcceptanceWorkingDays, Promised: limits.PromiseFrom == PromiseStart.Filing ? limits.PromisedWorkingDays : null),
        }.Count(calendar);

    /// <summary>Starts the clock of the decision, with the legal and the promised date. The earlier date binds.</summary>
    /// <param name="start">The day of acceptance, or of receipt where the limits count from it.</param>
    /// <param name="received">The day on which the clock of the receipt started: a promise may count from it.</param>
    /// <param name="limits">The time limits.</param>
    /// <param name="calendar">The working days.</param>
    public static RequestClocks Accepted(DateOnly start, DateOnly received, TimeLimits limits, WorkingCalendar calendar)
    {
        var fromFiling = limits.PromiseFrom == PromiseStart.Filing;
        return new RequestClocks(fromFiling ? received : start, null)
        {
            Counts = new(
                ClockPhase.Decision, Legal: limits.LegalWorkingDays, Promised: limits.PromisedWorkingDays, LegalFrom: fromFiling && start != received ? start : null),
        }.Count(calendar);
    }

    /// <summary>Starts a clock of the decision that has only a promised number of working days.</summary>
    public static RequestClocks Promised(DateOnly start, int workingDays, WorkingCalendar calendar) =>
        new RequestClocks(start, null) { Counts = new(ClockPhase.Decision, Promised: workingDays) }.Count(calendar);

    /// <summary>
    /// Starts the clock of the delivery at the decision. The legal and the promised date of the decision are kept.
    /// </summary>
    public RequestClocks Decided(DateOnly start, TimeLimits limits, WorkingCalendar calendar) =>
        (this with { Start = start, Counts = new(ClockPhase.Delivery, limits.DeliveryWorkingDays) }).Count(calendar);

    /// <summary>
    /// Counts the dates again, with these working days of pauses and of the extension. Only the clock of the decision has pauses
    /// and
    /// an extension; for other clocks both numbers are ignored.
    /// </summary>
    public RequestClocks Count(int paused, int extended, WorkingCalendar calendar) => Counts.Phase == ClockPhase.Decision
        ? (this with { Counts = Counts with { Added = paused + extended, Excluded = paused } }).Count(calendar)
        : Count(calendar);

    /// <summary>Stops the clock. The legal, the promised and the delivery date stay, as history.</summary>
    public RequestClocks Stop() => this with { Due = null, Provisional = false, Counts = new(ClockPhase.None) };

    /// <summary>Counts the dates of the running clock again by this calendar. Does nothing when no clock runs.</summary>
    public RequestClocks Count(WorkingCalendar calendar)
    {
        RequestClocks Bound(DueDate date) =>
            this with { Due = date.Date, Provisional = date.Provisional, Counts = Counts with { Provisional = date.Provisional } };

        DueDate? After(int? days, DateOnly? from = null) => days is { } count ? calendar.AddWorkingDays(from ?? Start, count + Counts.Added) : null;
        switch (Counts.Phase)
        {
            case ClockPhase.Receipt:
                var due = After(Counts.Days)!.Value;
                return After(Counts.Promised) is { } soon ? BoundByPromise(due, soon) : Bound(due);
            case ClockPhase.Delivery:
                var delivery = After(Counts.Days)!.Value;
                return Bound(delivery) with { DeliveryDue = delivery.Date };
            case ClockPhase.Decision:
                var (legal, promised) = (After(Counts.Legal, Counts.LegalFrom), After(Counts.Promised));
                var binding = legal is { } law && (promised is not { } promise || law.Date <= promise.Date) ? legal : promised;
                var provisional = legal is { Provisional: true } || promised is { Provisional: true };
                return this with
                {
                    Due = binding?.Date,
                    LegalDue = legal?.Date,
                    PromisedDue = promised?.Date,
                    Provisional = binding is { Provisional: true },
                    Counts = Counts with { Provisional = provisional },
                };
            default:
                return this;
        }
    }

    private RequestClocks BoundByPromise(DueDate receipt, DueDate promised)
    {
        var binding = promised.Date < receipt.Date ? promised : receipt;
        return this with
        {
            Due = binding.Date,
            PromisedDue = promised.Date,
            Provisional = binding.Provisional,
            Counts = Counts with { Provisional = receipt.Provisional || promised.Provisional, ReceiptDue = binding == receipt ? null : receipt.Date },
        };
    }

    /// <summary>
    /// The length of the running clock in working days, without those that pauses exclude; null when no clock runs.
    /// </summary>
    public int? Whole(WorkingCalendar calendar) => Due is { } due ? calendar.WorkingDaysBetween(Start, due) - Counts.Excluded : null;

    /// <summary>
    /// The light of supervision (督办): yellow when at most a fifth of the clock's working days is left, without those that pauses
    /// exclude; red when the request is overdue.
    /// </summary>
    /// <param name="today">The legal day.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="pausedUntil">The last day of a pause; the light is green through this day.</param>
    /// <returns><c>green</c>, <c>yellow</c> or <c>red</c>.</returns>
    public string Light(DateOnly today, WorkingCalendar calendar, DateOnly? pausedUntil)
    {
        if (Due is not { } due || today <= pausedUntil)
        {
            return "green";
        }

        if (today > due)
        {
            return "red";
        }

        return calendar.WorkingDaysBetween(today, due) * 5 <= Whole(calendar) ? "yellow" : "green";
    }

    /// <summary>
    /// The working days left until the due date; negative when the request is overdue, null when no clock runs.
    /// </summary>
    public int? Remaining(DateOnly today, WorkingCalendar calendar) => Due is { } due ? calendar.WorkingDaysBetween(today, due) : null;
}
