namespace TalentPass.Benchmarks.InMemory;

/// <summary>How a stand-in behaves. Every value may change while it runs; calls that wait keep the value they began with.</summary>
internal sealed class StorageBehaviour
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _silence;
    private double _tokens;
    private long _filledAt;
    private int _perSecond;
    private int _waiting;

    /// <summary>How long every call waits before it is answered, in whole milliseconds.</summary>
    public int DelayMilliseconds { get; set; }

    /// <summary>The most calls a second; the others are answered with 503 <c>ServerBusy</c>. 0 means no limit.</summary>
    public int CallsPerSecond
    {
        get => _perSecond;
        set
        {
            lock (_lock)
            {
                (_perSecond, _tokens, _filledAt) = (value, value, Environment.TickCount64);
            }
        }
    }

    /// <summary>Whether calls are accepted and not answered. When it ends, the calls that waited are answered.</summary>
    public bool Silent
    {
        get => _silence is not null;
        set
        {
            lock (_lock)
            {
                _silence?.TrySetResult();
                _silence = value ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
            }
        }
    }

    /// <summary>How many calls wait for the end of the silence now.</summary>
    public int Waiting => _waiting;

    /// <summary>Waits as long as this call has to wait. False when the call is one too many.</summary>
    public async ValueTask<bool> LetThroughAsync(CancellationToken cancel)
    {
        if (!TryTake())
        {
            return false;
        }

        if (DelayMilliseconds > 0)
        {
            await Task.Delay(DelayMilliseconds, cancel);
        }

        if (_silence is { } silence)
        {
            Interlocked.Increment(ref _waiting);
            try
            {
                await silence.Task.WaitAsync(cancel);
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }
        }

        return true;
    }

    private bool TryTake()
    {
        if (_perSecond == 0)
        {
            return true;
        }

        lock (_lock)
        {
            var now = Environment.TickCount64;
            _tokens = Math.Min(_perSecond, _tokens + ((now - _filledAt) * _perSecond / 1000.0));
            _filledAt = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }
}
