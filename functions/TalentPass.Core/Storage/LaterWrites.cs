using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TalentPass.Core.Storage;

/// <summary>
/// Writes that an answer does not wait for, such as the record of a look. Such a write has the usual retries of storage. When the app
/// stops, it waits for the writes that are under way.
/// </summary>
/// <param name="log">The log.</param>
public sealed partial class LaterWrites(ILogger<LaterWrites> log) : IAsyncDisposable, IDisposable
{
    /// <summary>The most writes under way. Whoever starts one more waits for it, so that slow storage cannot pile them up.</summary>
    public const int Most = 64;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Task, bool> _open = new();

    /// <summary>
    /// Starts a write. It belongs to no call: it has its own deadline, and is not counted among the storage calls of the caller.
    /// </summary>
    /// <param name="what">The name of the write for the log, without personal data.</param>
    /// <param name="write">The write.</param>
    public Task StartAsync(string what, Func<CancellationToken, Task> write)
    {
        Task started;
        using (ExecutionContext.SuppressFlow())
        {
            started = Task.Run(() => RunAsync(what, write));
        }

        _open[started] = true;
        _ = started.ContinueWith(done => _open.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return _open.Count > Most ? started : Task.CompletedTask;
    }

    /// <summary>Waits for the writes that are under way now, but no longer than five seconds.</summary>
    public async Task SettleAsync(CancellationToken cancel)
    {
        try
        {
            await Task.WhenAll(_open.Keys).WaitAsync(_patience, cancel);
        }
        catch (TimeoutException)
        {
            Log.StillOpen(log, _open.Count);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await SettleAsync(CancellationToken.None);

    /// <inheritdoc />
    public void Dispose() => SettleAsync(CancellationToken.None).GetAwaiter().GetResult();

    // Nobody waits for this task, so a fault must not be lost: it is logged. The look was allowed, so nobody is refused for it.
    private async Task RunAsync(string what, Func<CancellationToken, Task> write)
    {
        try
        {
            await write(CancellationToken.None);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Log.Failed(log, what, fault.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A write that no answer waits for has failed: {What}: {Fault}.")]
        public static partial void Failed(ILogger log, string what, string fault);

        [LoggerMessage(2, LogLevel.Warning, "{Count} writes that no answer waits for are still under way after five seconds.")]
        public static partial void StillOpen(ILogger log, int count);
    }
}
