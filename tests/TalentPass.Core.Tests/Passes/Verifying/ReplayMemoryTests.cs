using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;

namespace TalentPass.Core.Tests.Passes.Verifying;

public sealed class ReplayMemoryTests
{
    private static readonly DateTimeOffset _now = PassCity.Now;

    [Fact]
    public void It_forgets_after_120_seconds_and_not_before()
    {
        var memory = new ReplayMemory();
        Assert.True(memory.TryAdd(new CodeId(1), 0, _now, out _));
        Assert.False(memory.TryAdd(new CodeId(1), 0, _now.AddSeconds(120), out var first));
        Assert.Equal(_now, first);
        Assert.True(memory.TryAdd(new CodeId(1), 0, _now.AddSeconds(120.001), out _));
    }

    [Fact]
    public void It_never_holds_more_than_its_capacity()
    {
        var memory = new ReplayMemory(capacity: 8);
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(memory.TryAdd(new CodeId((UInt128)i), 0, _now, out _));
            Assert.True(memory.Count <= 8);
        }

        Assert.Equal(8, memory.Count);
        Assert.False(memory.TryAdd(new CodeId(999), 0, _now, out _));
        Assert.True(memory.TryAdd(new CodeId(991), 0, _now, out _));
    }

    [Fact]
    public void Of_many_threads_with_one_code_exactly_one_is_first()
    {
        var memory = new ReplayMemory();
        var firsts = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (memory.TryAdd(new CodeId(7), 0, _now, out DateTimeOffset _))
            {
                Interlocked.Increment(ref firsts);
            }
        });
        Assert.Equal(1, firsts);
    }
}
