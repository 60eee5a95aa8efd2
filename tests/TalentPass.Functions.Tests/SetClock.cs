namespace TalentPass.Functions.Tests;

/// <summary>A clock that stands where a test put it, while timers go on as ever.</summary>
internal sealed class SetClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _ticks, now.UtcTicks);

    /// <summary>Goes on to a moment, unless it is there already.</summary>
    public void Reach(DateTimeOffset now)
    {
        for (var seen = Interlocked.Read(ref _ticks); seen < now.UtcTicks;)
        {
            seen = Interlocked.CompareExchange(ref _ticks, now.UtcTicks, seen);
        }
    }

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
}
