namespace Microsoft.Azure.Functions.Worker;

/// <summary>The argument of a timer function.</summary>
public class TimerInfo
{
    /// <summary>When the timer last ran and when it runs next; null when its runs are not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run makes up for a missed one.</summary>
    public bool IsPastDue { get; set; }
}
