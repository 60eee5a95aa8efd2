using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>What must hold, beside state and role, for a step to be allowed.</summary>
[Flags]
public enum RequestGuards
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Nobody has claimed it.</summary>
    Unclaimed = 1,

    /// <summary>Claimed by the actor or by nobody: whoever claimed a request works on it alone.</summary>
    UnclaimedOrMine = 1 << 1,

    /// <summary>Claimed by the actor; by anybody where a supervisor acts.</summary>
    Held = 1 << 2,

    /// <summary>The time to say that it is not accepted is not over; after it, silence has accepted (许可法 32(4)).</summary>
    InReceiptTime = 1 << 3,

    /// <summary>The clock runs.</summary>
    Running = 1 << 4,

    /// <summary>The clock stands.</summary>
    Paused = 1 << 5,

    /// <summary>
    /// The service knows pauses, and the date has not passed: a pause mends nothing that is late (许可法 45). What a bad
    /// rating opened knows neither pause nor extension.
    /// </summary>
    Pausable = 1 << 6,

    /// <summary>Never extended before, not overdue, and the service knows an extension (许可法 42).</summary>
    Extendable = 1 << 7,

    /// <summary>Nothing was asked for yet: everything missing is told once (许可法 32(4)).</summary>
    Unasked = 1 << 8,

    /// <summary>What was missing from a tolerant acceptance has been supplied.</summary>
    Supplied = 1 << 9,

    /// <summary>What is missing has not been supplied yet, and the time for it is not over.</summary>
    Unsupplied = 1 << 10,

    /// <summary>An urging (催办) waits for an answer.</summary>
    Urged = 1 << 11,

    /// <summary>It went against the applicant, the decision is not final by law, and no appeal was made yet.</summary>
    Appealable = 1 << 12,

    /// <summary>Its day has come, see <see cref="RequestTimers"/>.</summary>
    OnItsDay = 1 << 13,

    /// <summary>Another part of its bundle has come far enough, or to a bad end.</summary>
    ByBundle = 1 << 14,

    /// <summary>No bad rating opened it: what that did ends with a recorded call-back.</summary>
    Filed = 1 << 15,
}

/// <summary>Checks the guards.</summary>
internal static class RequestGuardChecks
{
    private static readonly RequestGuards[] _each = Enum.GetValues<RequestGuards>();

    /// <summary>Whether the line may be taken, as far as that is not a matter of its day.</summary>
    public static bool Holds(this Transition line, RequestCase request, ServiceItem service, Actor actor, DateOnly today) =>
        _each.All(each => !line.Guard.HasFlag(each) || Holds(each, request, service, actor, today));

    private static bool Holds(RequestGuards guard, RequestCase request, ServiceItem service, Actor actor, DateOnly today)
    {
        var (course, due) = (request.Course, request.Clocks.Due);
        return guard switch
        {
            // Its day, and what its bundle does, are asked elsewhere.
            RequestGuards.None or RequestGuards.OnItsDay or RequestGuards.ByBundle => true,
            RequestGuards.Unclaimed => request.ClaimedBy is null,
            // A supervisor reaches no line with this guard that decides anything, and may assign or transfer anybody's.
            RequestGuards.UnclaimedOrMine => request.ClaimedBy is null || request.ClaimedBy == actor.Account || !actor.IsAny(Roles.Desk),
            RequestGuards.Held => request.ClaimedBy is not null && (request.ClaimedBy == actor.Account || actor.IsAny(Roles.Supervisor)),
            RequestGuards.InReceiptTime => !service.TimeLimits.DeemedAccepted || today <= due,
            RequestGuards.Running => !course.IsPaused(today),
            RequestGuards.Paused => course.IsPaused(today),
            RequestGuards.Pausable => !course.IsFromBadRating && service.TimeLimits.Pauses.Count > 0 && today <= due,
            RequestGuards.Extendable => !course.IsFromBadRating && course.Extension is null && service.TimeLimits.ExtensionWorkingDays > 0 && today <= due,
            RequestGuards.Unasked => course.Supplement is null,
            RequestGuards.Supplied => course.Gaps?.SuppliedAt is not null,
            RequestGuards.Unsupplied => request.State == RequestState.SupplementWanted
                ? today <= course.Supplement!.Due || course.Supplement.Provisional
                : course.Gaps is { SuppliedAt: null } gaps && (today <= gaps.Due || gaps.Provisional),
            RequestGuards.Urged => course.Urge is { AnsweredAt: null },
            RequestGuards.Appealable => request.WentAgainst && !service.Remedy.Final && course.AppealedAs is null,
            RequestGuards.Filed => !course.IsFromBadRating,
            _ => throw new ArgumentOutOfRangeException(nameof(guard)),
        };
    }
}
