using Microsoft.Extensions.Time.Testing;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>
/// Base class for tests of passes and scans. Each test has its own tables. The clock starts at 09:30 China time on Monday, 2
/// March 2026, and stands still until the test moves it.
/// </summary>
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

    /// <summary>Creates another app instance on the same tables, or on the tables of another prefix.</summary>
    private protected PassRig Another(StorageFaults? faults = null, string? prefix = null) => new(account.Connection, Time, prefix ?? Prefix, faults);
}
