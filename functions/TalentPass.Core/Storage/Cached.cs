namespace TalentPass.Core.Storage;

/// <summary>How long a cached value may be used.</summary>
/// <param name="Fresh">A value of this age is read again in the background; callers use the old one meanwhile.</param>
/// <param name="Trusted">From this age on, as after an idle time, callers wait until the value has been read again.</param>
/// <param name="Usable">While storage is away, the value is used up to this age.</param>
public sealed record CacheAges(TimeSpan Fresh, TimeSpan Trusted, TimeSpan Usable);

/// <summary>
/// Caches one value that is read from storage. Under steady use nobody waits for a read: it happens in the background. Callers
/// share a read, and it belongs to none of them: it goes on when they leave, and has a limit of its own.
/// </summary>
/// <param name="read">Reads the value.</param>
/// <param name="ages">How long a value may be used.</param>
/// <param name="time">The clock.</param>
/// <param name="notRenewed">Is told why a value could not be read again; null when nobody wants to know.</param>
public sealed class Cached<T>(Func<CancellationToken, Task<T>> read, CacheAges ages, TimeProvider time, Action<Exception>? notRenewed = null)
    where T : class
{
    private static readonly TimeSpan _readLimit = TimeSpan.FromSeconds(8);

    // A caller with a value that may still be used gives up so soon, because it has other reads to do within its own limit.
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private volatile Held? _held;
    private Task<T>? _running;
    private Task<T>? _queued;
    private DateTimeOffset _begunAt;
    private int _kept;
    private bool _failed;

    // After a failed read, so that storage is not asked all the time while it is away.
    private readonly TimeSpan _pause = ages.Fresh < _longestPause ? ages.Fresh : _longestPause;

    /// <summary>Returns the value, usually from memory.</summary>
    /// <exception cref="StorageException">The read failed and there is no value that may still be used.</exception>
    public ValueTask<T> CurrentAsync(CancellationToken cancel) =>
        _held is { } held && AgeOf(held) is var age && age >= TimeSpan.Zero && age < ages.Fresh ? new(held.Value) : new(RenewedAsync(cancel));

    /// <summary>
    /// Reads the value now. A read that is already running does not count, because it may have begun before the change that the
    /// caller wants to see.
    /// </summary>
    /// <exception cref="StorageException">The read failed.</exception>
    public Task<T> RefreshAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            var next = _running is { IsCompleted: false } running ? _queued ??= AfterAsync(running) : Begin();
            return StorageDeadline.WaitAsync(next, cancel);
        }
    }

    /// <summary>Caches a value that was just written, and returns it.</summary>
    public T Keep(T value)
    {
        lock (_gate)
        {
            _kept++;
            _held = new Held(value, time.GetUtcNow());
            return value;
        }
    }

    private TimeSpan AgeOf(Held held) => time.GetUtcNow() - held.At;

    private async Task<T> RenewedAsync(CancellationToken cancel)
    {
        var held = _held;
        if (held is null || AgeOf(held) >= ages.Usable)
        {
            return await StorageDeadline.WaitAsync(Join(), cancel);
        }

        // A clock that was set back makes the age negative. Then nobody knows how old the value is.
        var renewal = Renew(out var storageIsAway);
        var waits = AgeOf(held) is var age && (age >= ages.Trusted || age < TimeSpan.Zero);
        if (renewal is null || !waits || storageIsAway)
        {
            return held.Value;
        }

        using var limit = StorageDeadline.Begin(_longestWait);
        try
        {
            return await StorageDeadline.WaitAsync(renewal, cancel);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            lock (_gate)
            {
                // The others do not wait for this read either, unless it has succeeded meanwhile.
                _failed |= _held == held;
            }

            return held.Value;
        }
    }

    // The read that runs, or a new one, for callers without a value.
    private Task<T> Join()
    {
        lock (_gate)
        {
            return _running is { IsCompleted: false } running ? running : Begin();
        }
    }

    // The read that runs, or a new one; null in the pause after a failed read. After a failed read nobody waits for the next one.
    private Task<T>? Renew(out bool lastFailed)
    {
        lock (_gate)
        {
            lastFailed = _failed;
            if (_running is { IsCompleted: false } running)
            {
                return running;
            }

            if (_failed && (time.GetUtcNow() - _begunAt).Duration() < _pause)
            {
                return null;
            }

            // The callers do not ask for this read, so it does not count as one of their storage calls.
            using (ExecutionContext.SuppressFlow())
            {
                return Begin();
            }
        }
    }

    private async Task<T> AfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await Join();
    }

    private Task<T> Begin()
    {
        // Whoever asks for a refresh from now on needs a read after this one.
        _queued = null;
        _begunAt = time.GetUtcNow();
        var (at, kept) = (_begunAt, _kept);
        return _running = Task.Run(() => ReadAsync(at, kept));
    }

    private async Task<T> ReadAsync(DateTimeOffset at, int kept)
    {
        using var limit = StorageDeadline.BeginApart(_readLimit);
        try
        {
            var value = await read(CancellationToken.None);
            lock (_gate)
            {
                // What was written meanwhile is newer than what this read may have seen.
                _held = kept == _kept ? new Held(value, at) : _held;
                _failed = false;
                return _held!.Value;
            }
        }
        catch (Exception fault)
        {
            lock (_gate)
            {
                _failed = true;
            }

            notRenewed?.Invoke(fault);
            throw;
        }
    }

    private sealed record Held(T Value, DateTimeOffset At);
}
