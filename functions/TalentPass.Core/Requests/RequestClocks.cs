using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue;

namespace TalentPass.Core.Requests;

/// <summary>The dates a request is bound to, all legal days in Asia/Shanghai.</summary>
/// <param name="Start">The day the running clock started; it is not counted.</param>
/// <param name="Due">The date that binds now; null when no clock runs.</param>
/// <param name="LegalDue">By law.</param>
/// <param name="PromisedDue">By promise; the shorter binds (浙规 12).</param>
/// <param name="DeliveryDue">For handing over the result (许可法 44).</param>
/// <param name="Provisional">Reaches into a year whose calendar is not published.</param>
public sealed record RequestClocks(
    DateOnly Start,
    DateOnly? Due,
    DateOnly? LegalDue = null,
    DateOnly? PromisedDue = null,
    DateOnly? DeliveryDue = null,
    bool Provisional = false)
{
    /// <summary>The clock of acceptance, from receipt: what is missing has to be told within it (许可法 32(4)).</summary>
    public static RequestClocks Received(DateTimeOffset at, TimeLimits limits, WorkingCalendar calendar)
    {
        var start = LegalDay.Of(at);
        var due = calendar.AddWorkingDays(start, limits.AcceptanceWorkingDays);
        return new RequestClocks(start, due.Date, Provisional: due.Provisional);
    }

    /// <summary>The clocks of the decision, from acceptance: legal and promised, the shorter binds.</summary>
    public static RequestClocks Accepted(DateTimeOffset at, TimeLimits limits, WorkingCalendar calendar)
    {
        var start = LegalDay.Of(at);
        DueDate? legal = limits.LegalWorkingDays is { } law ? calendar.AddWorkingDays(start, law) : null;
        DueDate? promised = limits.PromisedWorkingDays is { } promise ? calendar.AddWorkingDays(start, promise) : null;
        var binding = (legal, promised) switch
        {
            ({ } l, { } p) => l.Date <= p.Date ? l : p,
            _ => legal ?? promised,
        };
        return new RequestClocks(start, binding?.Date, legal?.Date, promised?.Date, Provisional: binding?.Provisional ?? false);
    }

    /// <summary>The clock of delivery, from the decision.</summary>
    public RequestClocks Decided(DateTimeOffset at, TimeLimits limits, WorkingCalendar calendar)
    {
        var start = LegalDay.Of(at);
        var due = calendar.AddWorkingDays(start, limits.DeliveryWorkingDays);
        return this with { Start = start, Due = due.Date, DeliveryDue = due.Date, Provisional = due.Provisional };
    }

    /// <summary>The light of supervision (督办): yellow when a fifth of the time is left, red when overdue.</summary>
    /// <returns><c>green</c>, <c>yellow</c> or <c>red</c>.</returns>
    public string Light(DateOnly today, WorkingCalendar calendar)
    {
        if (Due is not { } due)
        {
            return "green";
        }

        if (today > due)
        {
            return "red";
        }

        var whole = calendar.WorkingDaysBetween(Start, due);
        return calendar.WorkingDaysBetween(today, due) * 5 <= whole ? "yellow" : "green";
    }

    /// <summary>Working days left until the binding date; negative when overdue, null when no clock runs.</summary>
    public int? Remaining(DateOnly today, WorkingCalendar calendar) => Due switch
    {
        null => null,
        { } due when today <= due => calendar.WorkingDaysBetween(today, due),
        { } due => -calendar.WorkingDaysBetween(due, today),
    };
}
