namespace TalentPass.Functions.Tests;

/// <summary>A clock that runs on from a moment a test names, so that timers and storage go on as ever.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _shift;

    public ShiftedClock(DateTimeOffset start) => Set(start);

    public void Set(DateTimeOffset now) => _shift = now - base.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;
}
