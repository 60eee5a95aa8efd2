namespace TalentPass.Core.Requests;

/// <summary>
/// What happened to a request beyond its state: kept sealed in its row, since much of it is what people wrote.
/// </summary>
public sealed record RequestCourse
{
    /// <summary>The last pause (中止) of the clock; over when its last day has passed.</summary>
    public PauseFact? Pause { get; init; }

    /// <summary>The one extension (延期).</summary>
    public ExtensionFact? Extension { get; init; }

    /// <summary>The reasons of a refusal, or of not accepting.</summary>
    public string? Reason { get; init; }

    /// <summary>The authority that is the right one (许可法 32(2)).</summary>
    public string? RightAuthority { get; init; }

    /// <summary>Whether the clock stands on this day.</summary>
    public bool IsPaused(DateOnly today) => Pause is { } pause && today <= pause.Until;
}

/// <summary>A pause of the clock, told with its length (许可法 45). It ends by itself; resuming ends it early.</summary>
/// <param name="Kind">One of the kinds the service knows.</param>
/// <param name="From">The day it began; like every first day, not counted.</param>
/// <param name="WorkingDays">Its length.</param>
/// <param name="Until">The last day.</param>
public sealed record PauseFact(string Kind, DateOnly From, int WorkingDays, DateOnly Until);

/// <summary>The extension (许可法 42).</summary>
/// <param name="WorkingDays">Added.</param>
/// <param name="Reason">Told to the applicant.</param>
/// <param name="Approver">The head who approved it.</param>
public sealed record ExtensionFact(int WorkingDays, string Reason, string Approver);
