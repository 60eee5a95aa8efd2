namespace TalentPass.Core.Storage;

/// <summary>
/// Keeps one value that is read from storage. When it is too old, one call reads it again and the others use the old value
/// meanwhile; all calls wait only for the very first value. While storage is unavailable the last value stays in use.
/// </summary>
/// <param name="read">Reads the value.</param>
/// <param name="fresh">How long a value is used before it is read again, and how long after a failed read before the next.</param>
/// <param name="time">The clock.</param>
public sealed class Cached<T>(Func<CancellationToken, Task<T>> read, TimeSpan fresh, TimeProvider time) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Held? _held;

    /// <summary>The value, usually from memory.</summary>
    public async ValueTask<T> CurrentAsync(CancellationToken cancel)
    {
        var seen = _held;
        if (seen is not null && IsFresh(seen))
        {
            return seen.Value;
        }

        if (!await _reading.WaitAsync(seen is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancel))
        {
            return seen!.Value;
        }

        try
        {
            return _held is { } now && IsFresh(now) ? now.Value : Keep(await read(cancel));
        }
        catch (StorageException away) when (away.Failure == StorageFailure.Unavailable && seen is not null)
        {
            return Keep(seen.Value);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Keeps a value that was just written.</summary>
    public T Keep(T value)
    {
        _held = new Held(value, time.GetTimestamp());
        return value;
    }

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    private bool IsFresh(Held held) => time.GetElapsedTime(held.ReadAt) < fresh;

    private sealed record Held(T Value, long ReadAt);
}
