using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Requests.Rules;

/// <summary>
/// Gives the day on which each timer step of a request is due. The day follows only from the request's row. So a night in which
/// the timers did not run is made up for later, and a step that was taken is not due again.
/// </summary>
public static class RequestTimers
{
    /// <summary>
    /// The working days in which the desk must answer an urging. Also the working days after a slip (督办单) until the next slip,
    /// while the request stays overdue.
    /// </summary>
    public const int Patience = 2;

    /// <summary>The days (not working days) from the delivery to the invitation to rate.</summary>
    public const int InvitedAfterDays = 3;

    private static readonly string[] _colours = ["blue", "orange", "red"];

    /// <summary>The request with its next reminder day and the calendar year it waits for.</summary>
    public static RequestCase Reminded(this RequestCase request, ServiceItem service, WorkingCalendar calendar) => request with
    {
        Course = request.Course with
        {
            RemindOn = Next(request, service, calendar),
            UnpublishedYear = WaitsFor(request, calendar),
        },
    };

    /// <summary>The first day on which a timer step is due; null when no timer step will be due as the row is now.</summary>
    public static DateOnly? Next(RequestCase request, ServiceItem service, WorkingCalendar calendar) =>
        Lines(request.State, Actor.Timer)
            .Where(each => each.Guard.HasFlag(RequestGuards.OnItsDay))
            .Select(each => Day(each.Action, request, service, calendar))
            .Min();

    /// <summary>
    /// The first year without a published calendar, if its calendar can still move a date of the open request. It can do so when
    /// a
    /// date lies in that year or later, or in the December before it: the State Council's notice for a year may change days of
    /// that December. Null when no date can move.
    /// </summary>
    public static int? WaitsFor(RequestCase request, WorkingCalendar calendar)
    {
        var (course, clocks) = (request.Course, request.Clocks);
        var last = clocks.Due is null ? course.LastDate : new[] { clocks.Due, clocks.LegalDue, clocks.PromisedDue, clocks.Counts.ReceiptDue, course.LastDate }.Max();
        return !request.IsClosed && (clocks.Counts.Provisional || course.Provisional || (last is { Month: 12 } day && day.Year == calendar.NewestYear))
            ? calendar.NewestYear + 1
            : null;
    }

    /// <summary>The first day on which the timer step is due; null when it will not be due as the row is now.</summary>
    /// <exception cref="ArgumentException">The action is not a timer step.</exception>
    public static DateOnly? Day(string action, RequestCase request, ServiceItem service, WorkingCalendar calendar)
    {
        var (course, clocks) = (request.Course, request.Clocks);
        return action switch
        {
            Recount => request.Counted(calendar) is var counted && (counted.Clocks != clocks || counted.Course != course) ? DateOnly.MinValue : null,
            DeemedAccept => service.TimeLimits.DeemedAccepted ? clocks.ReceiptDue?.AddDays(1) : null,
            // These two steps cannot be taken back, so they wait until the last day is no longer provisional. When the calendar
            // of the
            // year is published, the day is counted again.
            DeemedWithdraw => course.Supplement is { Provisional: false, Untold: null } asked ? asked.Due.AddDays(1) : null,
            RevokeAcceptance => course.Gaps is { SuppliedAt: null, Provisional: false, Untold: null } gaps ? gaps.Due.AddDays(1) : null,
            Slip => SlipDay(request, calendar),
            Yellow => YellowDay(request, calendar),
            UrgeOverdue => course.Urge is { AnsweredAt: null, Late: false } urge ? After(LegalDay.Of(urge.Since ?? urge.At), calendar).AddDays(1) : null,
            InviteRating => course.ClosedOn is { } closed && !course.Invited ? closed.AddDays(InvitedAfterDays) : null,
            _ => throw new ArgumentException($"{action} has no day.", nameof(action)),
        };
    }

    /// <summary>The colour of the next slip (督办单); null after a red one. A new due date starts again with blue.</summary>
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

    // A request does not become later during a pause, so these steps wait for the end of the pause.
    private static DateOnly Later(DateOnly day, RequestCase request) =>
        request.Course.Pause?.Until.AddDays(1) is { } again && again > day ? again : day;

    private static DateOnly After(DateOnly day, WorkingCalendar calendar) => calendar.AddWorkingDays(day, Patience).Date;
}
