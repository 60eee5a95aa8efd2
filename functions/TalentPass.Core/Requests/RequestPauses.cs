using TalentPass.Core.Calendar;

namespace TalentPass.Core.Requests;

/// <summary>Pauses (中止) of the decision's clock: announced with their length, over by themselves or early (许可法 45).</summary>
internal static class RequestPauses
{
    /// <summary>Begins a pause. A kind the service does not know is refused: then the time counts (浙规 28).</summary>
    public static Outcome<RequestStep> Begin(StepContext context, string kind, int workingDays, string note)
    {
        if (!context.Limits.Pauses.Contains(kind))
        {
            return Refusal.Invalid("/kind", "not_in_list");
        }

        var until = context.In(workingDays);
        var course = context.Found.Course with { Pause = new PauseFact(kind, context.Today, workingDays, until.Date, until.Provisional) };
        return new Outcome<RequestStep>.Done(new RequestStep(
            context.Next() with { Course = course, Clocks = context.Found.Clocks.Add(workingDays, context.Calendar) }, note));
    }

    /// <summary>Ends a pause today: only what was used is excluded.</summary>
    public static RequestCase End(StepContext context)
    {
        var pause = context.Found.Course.Pause!;
        var used = Math.Max(0, context.Calendar.WorkingDaysBetween(pause.From, context.Today));
        return context.Next() with
        {
            Course = context.Found.Course with { Pause = null },
            Clocks = context.Found.Clocks.Add(used - pause.WorkingDays, context.Calendar),
        };
    }

    /// <summary>Working days left; while the clock stands, as many as were left when it stopped.</summary>
    public static int? Remaining(RequestCase request, DateOnly today, WorkingCalendar calendar) =>
        request.Course.IsPaused(today) && request.Course.Pause is { } pause && request.Clocks.Due is { } due
            ? calendar.WorkingDaysBetween(pause.From, due) - pause.WorkingDays
            : request.Clocks.Remaining(today, calendar);
}
