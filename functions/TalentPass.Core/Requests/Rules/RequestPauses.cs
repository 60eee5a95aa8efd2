using TalentPass.Core.Calendar;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Requests.Rules;

/// <summary>
/// Begins and ends pauses (中止) of the decision's clock. A pause is told to the applicant with its length. It ends by itself, or
/// earlier when the desk resumes (许可法 45).
/// </summary>
internal static class RequestPauses
{
    /// <summary>
    /// Begins a pause today. The kind must be one of the service's: time for any other reason counts towards the limit (浙规 28).
    /// </summary>
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

    /// <summary>Ends the pause today. Only the working days that were used are left out of the count.</summary>
    public static RequestCase End(StepContext context)
    {
        var course = context.Course;
        course = course with { Pause = null, Pauses = [.. course.Pauses, course.Pause! with { ResumedOn = context.Today }] };
        return (context.Next() with { Course = course }).Counted(context.Calendar);
    }

    /// <summary>
    /// The working days left until the due date; null when no clock runs. During a pause: the number that was left when the pause
    /// began.
    /// </summary>
    public static int? Remaining(RequestCase request, DateOnly today, WorkingCalendar calendar) =>
        request.Course.IsPaused(today) && request.Course.Pause is { } pause && request.Clocks.Due is { } due
            ? calendar.WorkingDaysBetween(pause.From, due) - pause.WorkingDays
            : request.Clocks.Remaining(today, calendar);
}
