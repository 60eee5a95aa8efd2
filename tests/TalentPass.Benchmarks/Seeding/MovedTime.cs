namespace TalentPass.Benchmarks.Seeding;

/// <summary>The machine's clock, which an asynchronous flow may move for itself.</summary>
internal sealed class MovedTime : TimeProvider
{
    private static readonly AsyncLocal<TimeSpan> _by = new();

    /// <summary>How far the clock is from the machine's in this flow.</summary>
    public static TimeSpan By
    {
        get => _by.Value;
        set => _by.Value = value;
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
}
