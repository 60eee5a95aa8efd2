using System.Diagnostics;

namespace TalentPass.Core.Storage;

/// <summary>
/// The longest time that one operation waits for storage, retries included. All storage calls of the asynchronous flow that
/// called <see cref="Begin"/> share it. Only time spent in storage calls counts, so a slow client does not use it up. When
/// deadlines are nested, the shortest remaining time counts.
/// </summary>
public sealed class StorageDeadline : IDisposable
{
    /// <summary>The limit of a single storage call, also when no deadline was begun, as in timers and queues.</summary>
    public static readonly TimeSpan OfOneCall = TimeSpan.FromSeconds(30);

    private static readonly AsyncLocal<StorageDeadline?> _current = new();
    private readonly StorageDeadline? _before = _current.Value;
    private readonly StorageDeadline? _outer;
    private readonly Lock _gate = new();
    private readonly TimeSpan _limit;
    private TimeSpan _spent;
    private long _since;
    private int _waiting;

    private StorageDeadline(TimeSpan limit, StorageDeadline? outer) => (_limit, _outer) = (limit, outer);

    /// <summary>Begins a deadline in the current asynchronous flow.</summary>
    public static StorageDeadline Begin(TimeSpan limit) => _current.Value = new StorageDeadline(limit, _current.Value);

    /// <summary>
    /// Begins a deadline for work that others wait for too: the deadlines around it do not count.
    /// </summary>
    internal static StorageDeadline BeginApart(TimeSpan limit) => _current.Value = new StorageDeadline(limit, null);

    /// <summary>Ends the deadline.</summary>
    public void Dispose() => _current.Value = _before;

    /// <summary>Waits for a storage call that somebody else makes, but no longer than the deadline allows.</summary>
    /// <exception cref="StorageException">The deadline has passed.</exception>
    public static async Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancel)
    {
        await WaitAsync(token => task.WaitAsync(token), cancel);
        return await task;
    }

    /// <inheritdoc cref="WaitAsync{T}" />
    /// <param name="wait">Waits until the token fires.</param>
    /// <param name="cancel">Fires when the caller leaves.</param>
    public static async Task WaitAsync(Func<CancellationToken, Task> wait, CancellationToken cancel)
    {
        using var limit = Enter(cancel);
        try
        {
            await wait(limit.Cancel);
        }
        catch (OperationCanceledException late) when (limit.IsOver)
        {
            throw StorageException.TooLate(late);
        }
    }

    /// <summary>Begins to wait for storage.</summary>
    internal static Wait Enter(CancellationToken cancel) => new(_current.Value, cancel);

    // The clock of this class is the machine's own: it measures how long a person waits, whatever the time of day is set to.
    private TimeSpan Enter()
    {
        lock (_gate)
        {
            var now = Stopwatch.GetTimestamp();
            if (_waiting++ == 0)
            {
                _since = now;
            }

            return _limit - _spent - Stopwatch.GetElapsedTime(_since, now);
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_waiting == 0)
            {
                _spent += Stopwatch.GetElapsedTime(_since);
            }
        }
    }

    /// <summary>One wait for storage.</summary>
    internal sealed class Wait : IDisposable
    {
        private readonly CancellationTokenSource _over;
        private readonly CancellationToken _caller;
        private readonly StorageDeadline? _deadline;

        internal Wait(StorageDeadline? deadline, CancellationToken caller)
        {
            (_deadline, _caller) = (deadline, caller);
            var left = OfOneCall;
            for (var each = deadline; each is not null; each = each._outer)
            {
                var own = each.Enter();
                left = own < left ? own : left;
            }

            _over = CancellationTokenSource.CreateLinkedTokenSource(caller);
            if (left <= TimeSpan.Zero)
            {
                _over.Cancel();
            }
            else
            {
                _over.CancelAfter(left);
            }
        }

        /// <summary>Fires when the caller leaves or the deadline has passed.</summary>
        public CancellationToken Cancel => _over.Token;

        /// <summary>Whether the deadline has passed and the caller still waits.</summary>
        public bool IsOver => _over.IsCancellationRequested && !_caller.IsCancellationRequested;

        public void Dispose()
        {
            for (var each = _deadline; each is not null; each = each._outer)
            {
                each.Leave();
            }

            _over.Dispose();
        }
    }
}
