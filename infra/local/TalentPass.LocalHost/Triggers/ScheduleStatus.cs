namespace Microsoft.Azure.Functions.Worker;

/// <summary>When a monitored timer last ran and when it runs next. All times are UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The last occurrence that ran; the default value when none has run.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next occurrence.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this record was written.</summary>
    public DateTime LastUpdated { get; set; }
}
