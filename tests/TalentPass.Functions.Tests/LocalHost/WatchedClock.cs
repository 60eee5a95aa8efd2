using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace TalentPass.Functions.Tests.LocalHost;

/// <summary>A clock that the test moves. It does not move before a timer waits for it.</summary>
internal sealed class WatchedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentBag<DateTimeOffset> _awaited = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan)
            _awaited.Add(GetUtcNow() + dueTime);
        return timer;
    }

    /// <summary>Forgets the timers from before a restart.</summary>
    public void Forget() => _awaited.Clear();

    /// <summary>Moves the clock as soon as a timer waits for any later moment.</summary>
    public async Task AdvanceAsync(TimeSpan span)
    {
        await Eventually.HoldsAsync(() => _awaited.Any(due => due > GetUtcNow()), "somebody waits for the clock");
        Advance(span);
    }

    /// <summary>Moves the clock as soon as a timer waits for exactly the new moment.</summary>
    public async Task AdvanceToAwaitedAsync(TimeSpan span)
    {
        await Eventually.HoldsAsync(() => _awaited.Contains(GetUtcNow() + span), $"somebody waits for the clock to move by {span}");
        Advance(span);
    }
}
