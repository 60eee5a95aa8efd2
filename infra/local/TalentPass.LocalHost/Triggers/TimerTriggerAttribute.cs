namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Runs a function on a schedule. It has the shape of the attribute in Microsoft.Azure.Functions.Worker.Extensions.Timer.
/// </summary>
/// <param name="schedule">An NCRONTAB expression of six fields (UTC), a time span, or <c>%name%</c> of a setting.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    /// <summary>An NCRONTAB expression of six fields (UTC), a time span, or <c>%name%</c> of a setting.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Whether the function also runs once when the host starts.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>
    /// Whether runs are recorded over restarts. It has no effect on schedules more frequent than once a minute.
    /// </summary>
    public bool UseMonitor { get; set; } = true;
}
