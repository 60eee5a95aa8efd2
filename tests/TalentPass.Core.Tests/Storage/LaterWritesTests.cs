using Microsoft.Extensions.Logging.Abstractions;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

public sealed class LaterWritesTests : IAsyncDisposable
{
    private readonly LaterWrites _later = new(NullLogger<LaterWrites>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _later.DisposeAsync();

    [Fact]
    public async Task Nobody_waits_for_a_write_until_somebody_settles()
    {
        var gate = new TaskCompletionSource();
        var written = 0;
        var started = _later.StartAsync("look", async _ =>
        {
            await gate.Task;
            Interlocked.Increment(ref written);
        });
        Assert.True(started.IsCompleted);
        Assert.Equal(0, Volatile.Read(ref written));

        gate.SetResult();
        await _later.SettleAsync(Cancel);
        Assert.Equal(1, Volatile.Read(ref written));
        await _later.SettleAsync(Cancel);
    }

    [Fact]
    public async Task Whoever_starts_one_too_many_waits_for_it()
    {
        var gate = new TaskCompletionSource();
        for (var each = 0; each < LaterWrites.Most; each++)
        {
            Assert.True(_later.StartAsync("look", _ => gate.Task).IsCompleted);
        }

        var over = _later.StartAsync("look", _ => gate.Task);
        Assert.False(over.IsCompleted);
        gate.SetResult();
        await over;
        await _later.SettleAsync(Cancel);
        Assert.True(_later.StartAsync("look", _ => Task.CompletedTask).IsCompleted);
    }

    [Fact]
    public async Task A_write_that_fails_fails_nobody_and_has_no_part_in_the_callers_count()
    {
        using var calls = StorageCalls.Begin();
        var inside = -1;
        await _later.StartAsync("look", _ =>
        {
            using var own = StorageCalls.Begin();
            StorageCalls.Record("POST Talents/$batch");
            inside = own.Count;
            throw new InvalidOperationException("away");
        });
        await _later.SettleAsync(Cancel);
        Assert.Equal((1, 0), (inside, calls.Count));
    }
}
