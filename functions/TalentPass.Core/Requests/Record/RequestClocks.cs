using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Requests.Record;

/// <summary>What the running clock measures.</summary>
public enum ClockPhase
{
    /// <summary>No clock runs.</summary>
    None,

    /// <summary>From receipt: to tell what is missing, or to accept (许可法 32(4)).</summary>
    Receipt,

    /// <summary>From acceptance to decision (许可法 42).</summary>
    Decision,

    /// <summary>From decision to delivery (许可法 44).</summary>
    Delivery,
}

/// <summary>What the dates are counted from, so that they can be counted again when days are added or taken back.</summary>
/// <param name="Phase">Which clock.</param>
/// <param name="Days">Working days of a clock of one figure.</param>
/// <param name="Legal">Working days by law, of the decision.</param>
/// <param name="Promised">Working days by promise, of the decision.</param>
/// <param name="Added">Working days added by pauses and the extension.</param>
/// <param name="Excluded">Those of them that pauses exclude (许可法 45).</param>
/// <param name="Provisional">Whether any of the dates, binding or not, reaches into a year whose calendar is not published.</param>
public sealed record ClockCounts(ClockPhase Phase, int? Days = null, int? Legal = null, int? Promised = null, int Added = 0, int Excluded = 0, bool Provisional = false);

/// <summary>The dates a request is bound to, all legal days in Asia/Shanghai.</summary>
/// <param name="Start">The day the running clock started; it is not counted.</param>
/// <param name="Due">The date that binds now; null when no clock runs.</param>
/// <param name="LegalDue">By law.</param>
/// <param name="PromisedDue">By promise; the shorter binds (浙规 12).</param>
/// <param name="DeliveryDue">For handing over the result (许可法 44).</param>
/// <param name="Provisional">The date that binds reaches into a year whose calendar is not published.</param>
public sealed record RequestClocks(
    DateOnly Start,
    DateOnly? Due,
    DateOnly? LegalDue = null,
    DateOnly? PromisedDue = null,
    DateOnly? DeliveryDue = null,
    bool Provisional = false)
{
    /// <summary>What the dates are counted from; empty where only a list was read.</summary>
    public ClockCounts Counts { get; init; } = new(ClockPhase.None);

    /// <summary>The clock of acceptance, from receipt: what is missing has to be told within it (许可法 32(4)).</summary>
    public static RequestClocks Received(DateOnly start, TimeLimits limits, WorkingCalendar calendar) =>
        new RequestClocks(start, null) { Counts = new(ClockPhase.Receipt, limits.AcceptanceWorkingDays) }.Count(calendar);

    /// <summary>The clocks of the decision, from acceptance: legal and promised, the shorter binds.</summary>
    public static RequestClocks Accepted(DateOnly start, TimeLimits limits, WorkingCalendar calendar) =>
        new RequestClocks(start, null) { Counts = new(ClockPhase.Decision, Legal: limits.LegalWorkingDays, Promised: limits.PromisedWorkingDays) }.Count(calendar);

    /// <summary>A decision promised within so many working days.</summary>
    public static RequestClocks Promised(DateOnly start, int workingDays, WorkingCalendar calendar) =>
        new RequestClocks(start, null) { Counts = new(ClockPhase.Decision, Promised: workingDays) }.Count(calendar);

    /// <summary>The clock of delivery, from the decision.</summary>
    public RequestClocks Decided(DateOnly start, TimeLimits limits, WorkingCalendar calendar) =>
        (this with { Start = start, Counts = new(ClockPhase.Delivery, limits.DeliveryWorkingDays) }).Count(calendar);

    /// <summary>The decision's dates moved by so many days of pauses and of the extension; other clocks know neither.</summary>
    public RequestClocks Count(int paused, int extended, WorkingCalendar calendar) => Counts.Phase == ClockPhase.Decision
        ? (this with { Counts = Counts with { Added = paused + extended, Excluded = paused } }).Count(calendar)
        : Count(calendar);

    /// <summary>No clock runs any more; the dates that were stay as history.</summary>
    public RequestClocks Stop() => this with { Due = null, Provisional = false, Counts = new(ClockPhase.None) };

    /// <summary>The same clock by a calendar that may know more by now.</summary>
    public RequestClocks Count(WorkingCalendar calendar)
    {
        RequestClocks Bound(DueDate date) =>
            this with { Due = date.Date, Provisional = date.Provisional, Counts = Counts with { Provisional = date.Provisional } };

        DueDate? After(int? days) => days is { } count ? calendar.AddWorkingDays(Start, count + Counts.Added) : null;
        switch (Counts.Phase)
        {
            case ClockPhase.Receipt:
                var due = After(Counts.Days)!.Value;
                return Bound(due);
            case ClockPhase.Delivery:
                var delivery = After(Counts.Days)!.Value;
                return Bound(delivery) with { DeliveryDue = delivery.Date };
            case ClockPhase.Decision:
                var (legal, promised) = (After(Counts.Legal), After(Counts.Promised));
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

    /// <summary>The working days of the running clock, what pauses exclude not counted; null when none runs.</summary>
    public int? Whole(WorkingCalendar calendar) => Due is { } due ? calendar.WorkingDaysBetween(Start, due) - Counts.Excluded : null;

    /// <summary>The light of supervision (督办): yellow when a fifth of the time is left, what pauses exclude not counted; red when overdue.</summary>
    /// <param name="today">The legal day.</param>
    /// <param name="calendar">Working days.</param>
    /// <param name="pausedUntil">The last day of a pause; green until then.</param>
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

    /// <summary>Working days left until the binding date; negative when overdue, null when no clock runs.</summary>
    public int? Remaining(DateOnly today, WorkingCalendar calendar) => Due switch
    {
        null => null,
        { } due when today <= due => calendar.WorkingDaysBetween(today, due),
        { } due => -calendar.WorkingDaysBetween(due, today),
    };
}
