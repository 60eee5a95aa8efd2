using TalentPass.Benchmarks.Processes;

namespace TalentPass.Benchmarks.Overload;

/// <summary>Watches a process and keeps the most that it used at once.</summary>
internal sealed class MostUsed : IAsyncDisposable
{
    private static readonly TimeSpan _every = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;

    public MostUsed(MeasuredProcess process) => _watch = WatchAsync(process);

    /// <summary>Resident memory, bytes.</summary>
    public long WorkingSet { get; private set; }

    /// <summary>Threads of the thread pool.</summary>
    public long Threads { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        _stop.Dispose();
    }

    private async Task WatchAsync(MeasuredProcess process)
    {
        while (!_stop.IsCancellationRequested)
        {
            var usage = await process.UsageAsync();
            (WorkingSet, Threads) = (Math.Max(WorkingSet, usage.WorkingSet), Math.Max(Threads, usage.Threads));
            await Task.Delay(_every, _stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }
}
