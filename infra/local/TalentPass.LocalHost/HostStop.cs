using Microsoft.Extensions.Hosting;

namespace TalentPass.LocalHost;

/// <summary>The two steps of a graceful stop.</summary>
internal sealed class HostStop : IDisposable
{
    private readonly CancellationTokenSource _abandon;
    private readonly CancellationTokenRegistration _registration;

    public HostStop(IHostApplicationLifetime lifetime, LocalHostOptions options, TimeProvider time)
    {
        Stopping = lifetime.ApplicationStopping;
        _abandon = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _registration = Stopping.Register(() => _abandon.CancelAfter(options.Grace));
    }

    /// <summary>Fires first: start no new work.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Fires <see cref="LocalHostOptions.Grace"/> later: functions that still run should give up.</summary>
    public CancellationToken Abandon => _abandon.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _abandon.Dispose();
    }
}
