using TalentPass.Core.Calendar;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Requests.Rules;

/// <summary>Pauses (中止) of the decision's clock: announced with their length, over by themselves or early (许可法 45).</summary>
internal static class RequestPauses
{
    /// <summary>Begins a pause. A kind the service does not know is refused: then the time counts (浙规 28).</summary>
    public static Outcome<RequestStep> Begin(StepContext context, string kind, int workingDays, string note)
    {
        if (!context.Limits.Pauses.Contains(kind))
        {
            return Refusal.Invalid("/kind", ValidationCodes.NotInList);
        }

        var until = context.In(workingDays);
        var course = context.Course;
        IReadOnlyList<PauseFact> before = course.Pause is { } last ? [.. course.Pauses, last] : course.Pauses;
        course = course with { Pauses = before, Pause = new PauseFact(kind, context.Today, workingDays, until.Date, until.Provisional) };
        return context.Done((context.Next() with { Course = course }).Counted(context.Calendar), note);
    }

    /// <summary>Ends a pause today: only what was used is excluded.</summary>
    public static RequestCase End(StepContext context)
    {
        var course = context.Course;
        course = course with { Pause = null, Pauses = [.. course.Pauses, course.Pause! with { ResumedOn = context.Today }] };
        return (context.Next() with { Course = course }).Counted(context.Calendar);
    }

    /// <summary>Working days left; while the clock stands, as many as were left when it stopped.</summary>
    public static int? Remaining(RequestCase request, DateOnly today, WorkingCalendar calendar) =>
        request.Course.IsPaused(today) && request.Course.Pause is { } pause && request.Clocks.Due is { } due
            ? calendar.WorkingDaysBetween(pause.From, due) - pause.WorkingDays
            : request.Clocks.Remaining(today, calendar);
}
