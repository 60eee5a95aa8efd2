namespace Microsoft.Azure.Functions.Worker;

/// <summary>When a monitored timer ran and will run; all times are UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The last occurrence that ran; the default value when none has.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next occurrence.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this record was written.</summary>
    public DateTime LastUpdated { get; set; }
}
