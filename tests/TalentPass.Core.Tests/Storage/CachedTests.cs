using Azure;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

public sealed class CachedTests
{
    private static readonly CacheAges _ages = new(Fresh: TimeSpan.FromSeconds(10), Trusted: TimeSpan.FromSeconds(30), Usable: TimeSpan.FromMinutes(5));
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<TaskCompletionSource<string>> _reads = [];
    private readonly List<string> _told = [];
    private readonly Cached<string> _cached;

    public CachedTests() => _cached = new Cached<string>(Read, _ages, _time, fault => _told.Add(fault.GetType().Name));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_waits_for_a_value_that_is_read_again()
    {
        await HoldAsync("first");
        _time.Advance(_ages.Fresh - TimeSpan.FromTicks(1));
        Assert.Equal("first", await _cached.CurrentAsync(Cancel));
        Assert.Single(_reads);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["first", "first"], [await _cached.CurrentAsync(Cancel), await _cached.CurrentAsync(Cancel)]);
        (await ReadAsync(2)).SetResult("second");
        await UntilAsync("second");
        Assert.Equal(2, _reads.Count);
    }

    [Fact]
    public async Task After_an_idle_time_all_wait_for_one_read()
    {
        await HoldAsync("first");
        _time.Advance(_ages.Trusted);
        var callers = Enumerable.Range(0, 20).Select(_ => _cached.CurrentAsync(Cancel).AsTask()).ToList();
        (await ReadAsync(2)).SetResult("second");
        Assert.All(await Task.WhenAll(callers), value => Assert.Equal("second", value));
        Assert.Equal(2, _reads.Count);
    }

    [Fact]
    public async Task While_storage_is_away_one_waits_once_and_the_last_value_is_used_until_its_limit()
    {
        await HoldAsync("first");
        _time.Advance(_ages.Trusted);
        var caller = _cached.CurrentAsync(Cancel).AsTask();
        (await ReadAsync(2)).SetException(Away());
        Assert.Equal("first", await caller);

        // In the pause nobody asks storage, and after it nobody waits for it.
        Assert.Equal("first", await _cached.CurrentAsync(Cancel));
        Assert.Equal(2, _reads.Count);
        _time.Advance(_ages.Fresh);
        Assert.Equal("first", await _cached.CurrentAsync(Cancel));
        (await ReadAsync(3)).SetException(Away());
        Assert.Equal([nameof(StorageException), nameof(StorageException)], await ToldAsync(2));

        _time.Advance(_ages.Usable - _ages.Trusted - _ages.Fresh);
        var late = _cached.CurrentAsync(Cancel).AsTask();
        (await ReadAsync(4)).SetException(Away());
        await Assert.ThrowsAsync<StorageException>(() => late);

        var back = _cached.CurrentAsync(Cancel).AsTask();
        (await ReadAsync(5)).SetResult("second");
        Assert.Equal("second", await back);
    }

    [Fact]
    public async Task While_storage_is_silent_one_waits_for_a_part_of_its_limit_and_the_others_not_at_all()
    {
        await HoldAsync("first");
        _time.Advance(_ages.Trusted);
        using (StorageDeadline.Begin(TimeSpan.FromMinutes(1)))
        {
            Assert.Equal("first", await _cached.CurrentAsync(Cancel));
        }

        var silent = await ReadAsync(2);
        var next = _cached.CurrentAsync(Cancel);
        Assert.True(next.IsCompleted);
        Assert.Equal("first", await next);

        silent.SetResult("second");
        await UntilAsync("second");
        Assert.Equal(2, _reads.Count);
    }

    [Fact]
    public async Task Without_any_value_a_failure_is_a_failure_and_the_next_caller_tries_again()
    {
        var caller = _cached.CurrentAsync(Cancel).AsTask();
        (await ReadAsync(1)).SetException(Away());
        await Assert.ThrowsAsync<StorageException>(() => caller);
        var next = _cached.CurrentAsync(Cancel).AsTask();
        (await ReadAsync(2)).SetResult("first");
        Assert.Equal("first", await next);
    }

    [Fact]
    public async Task A_caller_who_leaves_takes_no_read_from_the_others()
    {
        using var leaves = new CancellationTokenSource();
        var first = _cached.CurrentAsync(leaves.Token).AsTask();
        var second = _cached.CurrentAsync(Cancel).AsTask();
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        (await ReadAsync(1)).SetResult("first");
        Assert.Equal("first", await second);
    }

    [Fact]
    public async Task A_caller_waits_no_longer_than_its_own_deadline()
    {
        using (StorageDeadline.Begin(TimeSpan.Zero))
        {
            Assert.Equal(StorageFailure.Unavailable, (await Assert.ThrowsAsync<StorageException>(() => _cached.CurrentAsync(Cancel).AsTask())).Failure);
        }

        var patient = _cached.CurrentAsync(Cancel).AsTask();
        (await ReadAsync(1)).SetResult("first");
        Assert.Equal("first", await patient);
        Assert.Single(_reads);
    }

    [Fact]
    public async Task A_refresh_does_not_take_a_read_that_began_before_it()
    {
        await HoldAsync("first");
        _time.Advance(_ages.Fresh);
        await _cached.CurrentAsync(Cancel);
        var begunBefore = await ReadAsync(2);
        var refreshes = Enumerable.Range(0, 20).Select(_ => _cached.RefreshAsync(Cancel)).ToList();
        begunBefore.SetResult("before the change");
        (await ReadAsync(3)).SetResult("after the change");
        Assert.All(await Task.WhenAll(refreshes), value => Assert.Equal("after the change", value));
        Assert.Equal("after the change", await _cached.CurrentAsync(Cancel));
        Assert.Equal(3, _reads.Count);
    }

    [Fact]
    public async Task What_was_written_during_a_read_stays()
    {
        await HoldAsync("first");
        _time.Advance(_ages.Fresh);
        await _cached.CurrentAsync(Cancel);
        var begunBefore = await ReadAsync(2);
        _cached.Keep("written");
        begunBefore.SetResult("first");
        var refresh = _cached.RefreshAsync(Cancel);
        (await ReadAsync(3)).SetResult("written and read");
        Assert.Equal("written and read", await refresh);
    }

    [Fact]
    public async Task When_the_clock_was_set_back_a_value_is_not_fresh_for_ever()
    {
        await HoldAsync("first");
        _time.AdjustTime(_time.GetUtcNow() - TimeSpan.FromDays(1));
        var caller = _cached.CurrentAsync(Cancel).AsTask();
        (await ReadAsync(2)).SetResult("second");
        Assert.Equal("second", await caller);
    }

    private static StorageException Away() => StorageException.From(new RequestFailedException(503, "away"))!;

    private Task<string> Read(CancellationToken cancel)
    {
        var read = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_reads)
        {
            _reads.Add(read);
        }

        return read.Task;
    }

    private async Task HoldAsync(string value)
    {
        var caller = _cached.CurrentAsync(Cancel).AsTask();
        (await ReadAsync(1)).SetResult(value);
        Assert.Equal(value, await caller);
    }

    // Reads run in the background: waits until the k-th has begun.
    private async Task<TaskCompletionSource<string>> ReadAsync(int k)
    {
        while (true)
        {
            lock (_reads)
            {
                if (_reads.Count >= k)
                {
                    return _reads[k - 1];
                }
            }

            await Task.Delay(1, Cancel);
        }
    }

    private async Task UntilAsync(string value)
    {
        while (await _cached.CurrentAsync(Cancel) != value)
        {
            await Task.Delay(1, Cancel);
        }
    }

    private async Task<List<string>> ToldAsync(int count)
    {
        while (_told.Count < count)
        {
            await Task.Delay(1, Cancel);
        }

        return _told;
    }
}
