namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is handed.</summary>
public class TimerInfo
{
    /// <summary>When the timer ran and will run; null when its runs are not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run makes up for one that was missed.</summary>
    public bool IsPastDue { get; set; }
}
