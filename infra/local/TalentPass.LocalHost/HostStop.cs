using Microsoft.Extensions.Hosting;

namespace TalentPass.LocalHost;

/// <summary>The two moments of a graceful stop.</summary>
internal sealed class HostStop : IDisposable
{
    private readonly CancellationTokenSource abandon;
    private readonly CancellationTokenRegistration registration;

    public HostStop(IHostApplicationLifetime lifetime, LocalHostOptions options, TimeProvider time)
    {
        Stopping = lifetime.ApplicationStopping;
        abandon = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        registration = Stopping.Register(() => abandon.CancelAfter(options.Grace));
    }

    /// <summary>First: take on no new work.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Later: functions still at work are told to give up.</summary>
    public CancellationToken Abandon => abandon.Token;

    public void Dispose()
    {
        registration.Dispose();
        abandon.Dispose();
    }
}
