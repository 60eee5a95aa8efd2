namespace TalentPass.Functions.Tests;

/// <summary>A clock that stands still at the moment that a test sets. Timers run in real time.</summary>
internal sealed class SetClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _ticks, now.UtcTicks);

    /// <summary>Moves the clock forward to a moment. Does nothing if the clock has already reached it.</summary>
    public void Reach(DateTimeOffset now)
    {
        for (var seen = Interlocked.Read(ref _ticks); seen < now.UtcTicks;)
        {
            seen = Interlocked.CompareExchange(ref _ticks, now.UtcTicks, seen);
        }
    }

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
}
