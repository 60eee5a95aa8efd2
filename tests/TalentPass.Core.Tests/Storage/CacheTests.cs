using Azure;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

public sealed class CacheTests
{
    private static readonly TimeSpan _kept = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new();
    private int _reads;

    [Fact]
    public async Task A_value_is_read_once_until_it_is_too_old_or_forgotten()
    {
        var cache = new Cache<string, string>(_kept, 10, _time);
        Assert.Equal(["1", "1"], [await cache.FindAsync("a", ReadAsync), await cache.FindAsync("a", ReadAsync)]);
        _time.Advance(_kept);
        Assert.Equal("2", await cache.FindAsync("a", ReadAsync));
        cache.Forget("a");
        Assert.Equal("3", await cache.FindAsync("a", ReadAsync));
    }

    [Fact]
    public async Task What_is_not_found_is_looked_for_again()
    {
        var cache = new Cache<string, string>(_kept, 10, _time);
        Assert.Null(await cache.FindAsync("a", _ => Task.FromResult<string?>(null)));
        Assert.Equal("1", await cache.FindAsync("a", ReadAsync));
    }

    [Fact]
    public void It_never_holds_more_than_it_may()
    {
        var cache = new Cache<int, string>(kept: null, most: 5, _time, text => text.Length);
        cache.Keep(1, "aaa");
        cache.Keep(1, "aaa");
        cache.Keep(2, "bb");
        Assert.Equal(["aaa", "bb"], [cache.Get(1), cache.Get(2)]);
        cache.Keep(3, "c");
        Assert.Equal([null, null, "c"], [cache.Get(1), cache.Get(2), cache.Get(3)]);
        _time.Advance(TimeSpan.FromDays(3650));
        Assert.Equal("c", cache.Get(3));
    }

    [Fact]
    public async Task An_old_value_is_read_by_one_while_the_others_go_on_with_it()
    {
        var slow = new TaskCompletionSource<string>();
        using var cached = new Cached<string>(_ => ++_reads == 1 ? Task.FromResult("first") : slow.Task, _kept, _time);
        Assert.Equal("first", await cached.CurrentAsync(TestContext.Current.CancellationToken));
        _time.Advance(_kept);
        var reader = cached.CurrentAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.Equal("first", await cached.CurrentAsync(TestContext.Current.CancellationToken));
        slow.SetResult("second");
        Assert.Equal("second", await reader);
        Assert.Equal("second", await cached.CurrentAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task While_storage_is_away_the_last_value_stays_and_storage_is_left_alone_for_as_long_as_a_value_counts()
    {
        using var cached = new Cached<string>(
            _ => ++_reads == 1 ? Task.FromResult("first") : throw StorageException.From(new RequestFailedException(503, "away"))!, _kept, _time);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("first", await cached.CurrentAsync(TestContext.Current.CancellationToken));
            Assert.Equal("first", await cached.CurrentAsync(TestContext.Current.CancellationToken));
            _time.Advance(_kept);
        }

        Assert.Equal(3, _reads);
    }

    [Fact]
    public async Task Without_any_value_a_failure_is_a_failure_and_the_next_caller_tries_again()
    {
        using var cached = new Cached<string>(
            _ => ++_reads == 1 ? throw StorageException.From(new RequestFailedException(503, "away"))! : Task.FromResult("first"), _kept, _time);
        await Assert.ThrowsAsync<StorageException>(() => cached.CurrentAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.Equal("first", await cached.CurrentAsync(TestContext.Current.CancellationToken));
    }

    private Task<string?> ReadAsync(string key) => Task.FromResult<string?>($"{++_reads}");
}
