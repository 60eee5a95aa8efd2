namespace TalentPass.Core.Storage;

/// <summary>
/// Caches one value that is read from storage. When the value has expired, one caller reads it again, and the other callers use
/// the old value until then. Callers wait only while there is no value at all. While storage is unavailable, the last value
/// stays in use.
/// </summary>
/// <param name="read">Reads the value.</param>
/// <param name="fresh">How long a value is used before the next read; also the pause after a failed read.</param>
/// <param name="time">The clock.</param>
public sealed class Cached<T>(Func<CancellationToken, Task<T>> read, TimeSpan fresh, TimeProvider time) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Held? _held;

    /// <summary>Returns the value, usually from memory. Reads it when it has expired.</summary>
    /// <exception cref="StorageException">The read failed and there is no earlier value, or storage is misconfigured.</exception>
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

    /// <summary>Caches a value that was just written, and returns it.</summary>
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
