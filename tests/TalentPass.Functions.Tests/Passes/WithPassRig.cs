using Microsoft.Extensions.Time.Testing;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>Passes and scans from half past nine on a Monday of 2026, on tables of the test's own; the clock stands until it is moved.</summary>
public abstract class WithPassRig(ClassAccount account) : IClassFixture<ClassAccount>, IAsyncLifetime
{
    private PassRig? _rig;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 1, 30, 0, TimeSpan.Zero));

    protected string Prefix { get; } = ClassAccount.NewPrefix();

    private protected PassRig Rig => _rig!;

    public virtual async ValueTask InitializeAsync()
    {
        _rig = Another();
        await _rig.CreateAsync();
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _rig?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Another instance on the same tables, or on those of another prefix.</summary>
    private protected PassRig Another(StorageFaults? faults = null, string? prefix = null) => new(account.Connection, Time, prefix ?? Prefix, faults);
}
