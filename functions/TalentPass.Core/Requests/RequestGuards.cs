using TalentPass.Core.Catalogue;

namespace TalentPass.Core.Requests;

/// <summary>What must hold, beside state and role, for a step to be allowed.</summary>
[Flags]
public enum RequestGuards
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Nobody has claimed it.</summary>
    Unclaimed = 1,

    /// <summary>Claimed by the actor or by nobody: whoever claimed a request works on it alone.</summary>
    Mine = 1 << 1,

    /// <summary>Claimed by the actor; by anybody where a supervisor acts.</summary>
    Held = 1 << 2,

    /// <summary>The time to say that it is not accepted is not over; after it, silence has accepted (许可法 32(4)).</summary>
    InReceiptTime = 1 << 3,

    /// <summary>The clock runs.</summary>
    Running = 1 << 4,

    /// <summary>The clock stands.</summary>
    Paused = 1 << 5,

    /// <summary>The service knows pauses (许可法 45).</summary>
    Pausable = 1 << 6,

    /// <summary>Never extended before, not overdue, and the service knows an extension (许可法 42).</summary>
    Extendable = 1 << 7,
}

/// <summary>Checks the guards.</summary>
internal static class RequestGuardChecks
{
    private static readonly RequestGuards[] _each = [.. Enum.GetValues<RequestGuards>().Where(each => each != RequestGuards.None)];

    /// <summary>Whether all of them hold.</summary>
    public static bool Hold(this RequestGuards guards, RequestCase request, ServiceItem service, Actor actor, DateOnly today) =>
        _each.All(each => !guards.HasFlag(each) || Holds(each, request, service, actor, today));

    private static bool Holds(RequestGuards guard, RequestCase request, ServiceItem service, Actor actor, DateOnly today) => guard switch
    {
        RequestGuards.Unclaimed => request.ClaimedBy is null,
        // A supervisor reaches no line with this guard but assigning, and may assign anybody's.
        RequestGuards.Mine => request.ClaimedBy is null || request.ClaimedBy == actor.Account || !actor.IsAny(Roles.Desk),
        RequestGuards.Held => request.ClaimedBy is not null && (request.ClaimedBy == actor.Account || actor.IsAny(Roles.Supervisor)),
        RequestGuards.InReceiptTime => !service.TimeLimits.DeemedAccepted || today <= request.Clocks.Due,
        RequestGuards.Running => !request.Course.IsPaused(today),
        RequestGuards.Paused => request.Course.IsPaused(today),
        RequestGuards.Pausable => service.TimeLimits.Pauses.Count > 0,
        RequestGuards.Extendable => request.Course.Extension is null && service.TimeLimits.ExtensionWorkingDays > 0 && today <= request.Clocks.Due,
        _ => throw new ArgumentOutOfRangeException(nameof(guard)),
    };
}
