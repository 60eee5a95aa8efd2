using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>
/// A caller that asks for the keys after a change gets the changed keys, even if another read was in progress during the
/// change.
/// </summary>
public sealed class When_keys_are_read_again(ClassAccount account) : IClassFixture<ClassAccount>, IAsyncLifetime
{
    private readonly string _prefix = ClassAccount.NewPrefix();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 1, 30, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var rig = new RingRig(account.Connection, _time, _prefix);
        await rig.CreateAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_read_that_began_before_the_change_is_not_taken_for_one_that_began_after()
    {
        using var gate = new Gate("Partners");
        using var one = new RingRig(account.Connection, _time, _prefix, faults: gate.Faults);
        using var other = new RingRig(account.Connection, _time, _prefix);
        await one.Keys.CurrentAsync(Cancel);

        // The first read has already read the key ring and waits for the partners. Then the key ring changes.
        gate.Shut();
        var early = Task.Run(() => one.Keys.RefreshAsync(Cancel), Cancel);
        await gate.ReachedAsync();
        var made = (await other.Rotate.RunByHandAsync(RingUse.Minting, null, Cancel))!.Value.Key;
        var late = one.Keys.RefreshAsync(Cancel);
        gate.Open();

        Assert.DoesNotContain((await early).Ring.Keys, key => key.Name == made.Name);
        Assert.Contains((await late).Ring.Keys, key => key.Name == made.Name);
        Assert.Same(await late, await one.Keys.CurrentAsync(Cancel));
    }

    [Fact]
    public async Task Many_that_ask_at_once_share_one_read()
    {
        using var gate = new Gate("Partners");
        using var rig = new RingRig(account.Connection, _time, _prefix, faults: gate.Faults);
        await rig.Keys.CurrentAsync(Cancel);
        gate.Shut();
        var first = Task.Run(() => rig.Keys.RefreshAsync(Cancel), Cancel);
        await gate.ReachedAsync();
        var others = Enumerable.Range(0, 20).Select(_ => rig.Keys.RefreshAsync(Cancel)).ToArray();
        gate.Open();
        await first;
        Assert.Single((await Task.WhenAll(others)).Distinct());
    }

    /// <summary>Blocks the storage calls to one table until the test opens the gate.</summary>
    private sealed class Gate(string table) : IDisposable
    {
        private readonly ManualResetEventSlim _open = new(initialState: true);
        private readonly SemaphoreSlim _reached = new(0);

        public StorageFaults Faults => new(call =>
        {
            if (call.Contains(table, StringComparison.Ordinal) && !_open.IsSet)
            {
                _reached.Release();
                _open.Wait(TimeSpan.FromSeconds(30));
            }

            return StorageFault.None;
        });

        public void Shut() => _open.Reset();

        public void Open() => _open.Set();

        public async Task ReachedAsync() => Assert.True(await _reached.WaitAsync(TimeSpan.FromSeconds(30), Cancel));

        public void Dispose()
        {
            _open.Dispose();
            _reached.Dispose();
        }
    }
}
