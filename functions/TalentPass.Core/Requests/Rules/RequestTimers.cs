using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Requests.Rules;

/// <summary>
/// The day each step of the clock is due for a request: what its row says decides, so a missed night changes nothing
/// and a step that was taken is not due again.
/// </summary>
public static class RequestTimers
{
    /// <summary>Working days within which an urging must be answered, and after which an ignored slip is followed by the next.</summary>
    public const int Patience = 2;

    /// <summary>Days after delivery on which the applicant is invited to rate.</summary>
    public const int InvitedAfterDays = 3;

    private static readonly string[] _colours = ["blue", "orange", "red"];

    /// <summary>The request with the reminders it needs.</summary>
    public static RequestCase Reminded(this RequestCase request, ServiceItem service, WorkingCalendar calendar) => request with
    {
        Course = request.Course with
        {
            RemindOn = Next(request, service, calendar),
            UnpublishedYear = WaitsFor(request, calendar),
        },
    };

    /// <summary>The next day on which a timer has something to do; null when none ever will as things stand.</summary>
    public static DateOnly? Next(RequestCase request, ServiceItem service, WorkingCalendar calendar) =>
        Lines(request.State, Actor.Timer)
            .Where(each => each.Guard.HasFlag(RequestGuards.OnItsDay))
            .Select(each => Day(each.Action, request, service, calendar))
            .Min();

    /// <summary>
    /// The year whose calendar may still move a date of the request: the first that is not published, where a date reaches
    /// into it, or into the December before, whose days the State Council may change with it. Null when none can move.
    /// </summary>
    public static int? WaitsFor(RequestCase request, WorkingCalendar calendar)
    {
        var (course, clocks) = (request.Course, request.Clocks);
        var last = new[] { clocks.Due, clocks.Due is null ? null : clocks.LegalDue, clocks.Due is null ? null : clocks.PromisedDue, course.LastDate }.Max();
        return !request.IsClosed && (clocks.Counts.Provisional || course.Provisional || (last is { Month: 12 } day && day.Year == calendar.NewestYear))
            ? calendar.NewestYear + 1
            : null;
    }

    /// <summary>From when on the step is due; null when it is not to be expected.</summary>
    public static DateOnly? Day(string action, RequestCase request, ServiceItem service, WorkingCalendar calendar)
    {
        var (course, clocks) = (request.Course, request.Clocks);
        return action switch
        {
            Recount => request.Counted(calendar) is var counted && (counted.Clocks != clocks || counted.Course != course) ? DateOnly.MinValue : null,
            DeemedAccept => service.TimeLimits.DeemedAccepted ? clocks.Due?.AddDays(1) : null,
            // What cannot be taken back waits for a date that is certain; when the calendar is there it is counted again.
            DeemedWithdraw => course.Supplement is { Provisional: false } asked ? asked.Due.AddDays(1) : null,
            RevokeAcceptance => course.Gaps is { SuppliedAt: null, Provisional: false } gaps ? gaps.Due.AddDays(1) : null,
            Slip => SlipDay(request, calendar),
            Yellow => YellowDay(request, calendar),
            UrgeOverdue => course.Urge is { AnsweredAt: null, Late: false } urge ? After(LegalDay.Of(urge.Since ?? urge.At), calendar).AddDays(1) : null,
            InviteRating => course.ClosedOn is { } closed && !course.Invited ? closed.AddDays(InvitedAfterDays) : null,
            _ => throw new ArgumentException($"{action} has no day.", nameof(action)),
        };
    }

    /// <summary>The colour of the next slip; null when the last one was red.</summary>
    internal static string? NextColour(RequestCase request) =>
        request.Course.Slip is { } slip && slip.Due == request.Clocks.Due
            ? _colours.ElementAtOrDefault(Array.IndexOf(_colours, slip.Colour) + 1)
            : _colours[0];

    private static DateOnly? SlipDay(RequestCase request, WorkingCalendar calendar)
    {
        if (request.Clocks.Due is not { } due || NextColour(request) is not { } colour)
        {
            return null;
        }

        return colour == _colours[0] ? Later(due.AddDays(1), request) : Later(After(request.Course.Slip!.On, calendar), request);
    }

    private static DateOnly? YellowDay(RequestCase request, WorkingCalendar calendar)
    {
        if (request.Clocks.Due is not { } due || request.Course.Yellow == due || request.Course.Slip?.Due == due)
        {
            return null;
        }

        return Later(calendar.EarliestWithin(due, request.Clocks.Whole(calendar)!.Value / 5), request);
    }

    // While the clock stands nothing grows late.
    private static DateOnly Later(DateOnly day, RequestCase request) =>
        request.Course.Pause?.Until.AddDays(1) is { } again && again > day ? again : day;

    private static DateOnly After(DateOnly day, WorkingCalendar calendar) => calendar.AddWorkingDays(day, Patience).Date;
}
