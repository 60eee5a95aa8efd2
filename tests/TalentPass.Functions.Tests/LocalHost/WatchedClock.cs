using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace TalentPass.Functions.Tests.LocalHost;

/// <summary>A clock that moves by hand, but not before somebody waits for it.</summary>
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

    /// <summary>Forgets who waited before a restart.</summary>
    public void Forget() => _awaited.Clear();

    /// <summary>Moves on once somebody waits for any moment to come.</summary>
    public async Task AdvanceAsync(TimeSpan span)
    {
        await Eventually.HoldsAsync(() => _awaited.Any(due => due > GetUtcNow()), "somebody waits for the clock");
        Advance(span);
    }

    /// <summary>Moves on once somebody waits for exactly the moment it moves to.</summary>
    public async Task AdvanceToAwaitedAsync(TimeSpan span)
    {
        await Eventually.HoldsAsync(() => _awaited.Contains(GetUtcNow() + span), $"somebody waits for the clock to move by {span}");
        Advance(span);
    }
}
