using System.Collections.Concurrent;

namespace TalentPass.Core.Storage;

/// <summary>
/// Values by key that were read or made lately, so that asking again costs nothing. Bounded: at capacity it starts anew, and
/// whatever is still asked for comes back. Thread-safe; two who miss the same key at once both read it.
/// </summary>
/// <param name="kept">How long a value counts; null for values that never change.</param>
/// <param name="most">The most that is kept: of values, or of what <paramref name="weight"/> makes of them.</param>
/// <param name="time">The clock.</param>
/// <param name="weight">What a value weighs; one each when null.</param>
public sealed class Cache<TKey, T>(TimeSpan? kept, long most, TimeProvider time, Func<T, long>? weight = null)
    where TKey : notnull
    where T : class
{
    private readonly ConcurrentDictionary<TKey, (T Value, DateTimeOffset Until)> _values = new();
    private long _weight;

    /// <summary>The value of a key; null when it is not here or too old.</summary>
    public T? Get(TKey key) => _values.TryGetValue(key, out var found) && found.Until > time.GetUtcNow() ? found.Value : null;

    /// <summary>The value of a key, read when it is not here or too old. What is not found is not kept.</summary>
    public async ValueTask<T?> FindAsync(TKey key, Func<TKey, Task<T?>> read)
    {
        if (Get(key) is { } known)
        {
            return known;
        }

        return await read(key) is { } value ? Keep(key, value) : null;
    }

    /// <summary>Keeps a value that was just read, written or made, and answers it.</summary>
    public T Keep(TKey key, T value)
    {
        Forget(key);
        var own = weight?.Invoke(value) ?? 1;
        if (Interlocked.Add(ref _weight, own) > most)
        {
            _values.Clear();
            Interlocked.Exchange(ref _weight, own);
        }

        _values[key] = (value, kept is { } length ? time.GetUtcNow() + length : DateTimeOffset.MaxValue);
        return value;
    }

    /// <summary>Forgets a value that may have changed.</summary>
    public void Forget(TKey key)
    {
        if (_values.TryRemove(key, out var gone))
        {
            Interlocked.Add(ref _weight, -(weight?.Invoke(gone.Value) ?? 1));
        }
    }
}
