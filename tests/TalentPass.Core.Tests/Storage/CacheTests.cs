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

    private Task<string?> ReadAsync(string key) => Task.FromResult<string?>($"{++_reads}");
}
