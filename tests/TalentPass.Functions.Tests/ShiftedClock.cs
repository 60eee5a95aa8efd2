namespace TalentPass.Functions.Tests;

/// <summary>
/// A clock that starts at a moment that the test gives and then runs at normal speed. Timers and storage work as usual.
/// </summary>
internal sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _shift;

    public ShiftedClock(DateTimeOffset start) => Set(start);

    public void Set(DateTimeOffset now) => _shift = now - base.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;
}
