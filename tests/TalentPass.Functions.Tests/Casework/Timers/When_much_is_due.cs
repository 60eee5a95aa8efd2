using TalentPass.Core;
using TalentPass.Core.Casework.Timers;
using TalentPass.Core.Requests.Views;

namespace TalentPass.Functions.Tests.Casework.Timers;

/// <summary>The timers work on many requests in parallel, stop in time, and go on in the next run.</summary>
public sealed class When_much_is_due(AzuriteFixture azurite)
{
    private const int Requests = 48;
    private static readonly DateTimeOffset _filed = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
    private readonly string _connection = azurite.NewAccount();
    private readonly ShiftedClock _clock = new(_filed);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_instances_take_each_step_once()
    {
        var numbers = await FileAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Rig().Timers.RunAsync(Cancel)));

        Assert.Equal(Requests, runs.Sum(each => each.Steps));
        await AssertOnceAsync(numbers);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_stops_and_the_next_one_goes_on()
    {
        var numbers = await FileAsync();
        var calls = 0;
        var slow = new StorageFaults(_ =>
        {
            if (Interlocked.Increment(ref calls) == 60)
            {
                _clock.Set(_clock.GetUtcNow() + RunTimers.Longest);
            }

            return StorageFault.None;
        });
        var first = await Rig(slow).Timers.RunAsync(Cancel);
        Assert.InRange(first.Steps, 1, Requests - 1);

        _clock.Set(_clock.GetUtcNow().AddHours(1));
        var second = await Rig().Timers.RunAsync(Cancel);
        Assert.Equal(Requests, first.Steps + second.Steps);
        await AssertOnceAsync(numbers);
    }

    [Fact]
    public async Task A_lease_that_is_kept_keeps_others_out_and_one_that_expired_is_noticed()
    {
        var length = TimeSpan.FromMinutes(9);
        await Rig().CreateAsync();
        var (one, other) = (Rig().Lease, Rig().Lease);
        var held = Assert.IsType<TalentPass.Core.Storage.HeldLease>(await one.TryHoldAsync("work", length, Cancel));
        Assert.Null(await other.TryHoldAsync("work", length, Cancel));
        for (var minutes = 5; minutes <= 20; minutes += 5)
        {
            _clock.Set(_filed.AddMinutes(minutes));
            Assert.True(await held.KeepAsync(Cancel));
            Assert.False(await other.TryTakeAsync("work", length, Cancel));
        }

        _clock.Set(_filed.AddMinutes(30));
        Assert.True(await other.TryTakeAsync("work", length, Cancel));
        Assert.False(await held.KeepAsync(Cancel));
    }

    [Fact]
    public async Task A_lease_from_a_clock_that_is_far_ahead_stops_no_timer()
    {
        var length = TimeSpan.FromMinutes(9);
        await Rig().CreateAsync();
        var (ahead, other) = (Rig().Lease, Rig().Lease);
        foreach (var wrong in (TimeSpan[])[TimeSpan.FromHours(1), TimeSpan.FromDays(36_500)])
        {
            _clock.Set(_filed + wrong);
            Assert.True(await ahead.TryTakeAsync("work", length, Cancel));
            _clock.Set(_filed);
            Assert.True(await other.TryTakeAsync("work", length, Cancel));
        }

        // A clock that is a little ahead holds its lease.
        _clock.Set(_filed.AddMinutes(5));
        Assert.True(await ahead.TryTakeAsync("others-work", length, Cancel));
        _clock.Set(_filed);
        Assert.False(await other.TryTakeAsync("others-work", length, Cancel));
    }

    private RequestRig Rig(StorageFaults? faults = null) => new(_connection, "m", faults, clock: _clock);

    private async Task<IReadOnlyList<string>> FileAsync()
    {
        var rig = Rig();
        await rig.CreateAsync();
        var filed = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => rig.FileAsync(RequestRig.NewTalent())));
        await rig.ConsumeAsync();
        _clock.Set(_filed.AddDays(8));
        return [.. filed.Select(each => Assert.IsType<Outcome<RequestReceipt>.Created>(each).Value.Number)];
    }

    private async Task AssertOnceAsync(IReadOnlyList<string> numbers)
    {
        foreach (var number in numbers)
        {
            Assert.Equal(["submit", "timer:deemed-accept"], (await Rig().CaseAsync(number)).Timeline.Select(each => each.Action));
        }
    }
}
