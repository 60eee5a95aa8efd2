using System.Collections.Concurrent;

namespace TalentPass.Core.Storage;

/// <summary>
/// Caches values in memory by key. The size is limited: a full cache drops all values and fills again with the values that are
/// still asked for. Thread-safe. Two calls that miss the same key at the same time both read the value.
/// </summary>
/// <param name="kept">How long a value is used; null for values that never expire.</param>
/// <param name="most">The most values, or the greatest total weight when <paramref name="weight"/> is given.</param>
/// <param name="time">The clock.</param>
/// <param name="weight">Returns the weight of a value, such as its bytes; null gives each value the weight 1.</param>
public sealed class Cache<TKey, T>(TimeSpan? kept, long most, TimeProvider time, Func<T, long>? weight = null)
    where TKey : notnull
    where T : class
{
    private readonly ConcurrentDictionary<TKey, (T Value, DateTimeOffset Until)> _values = new();
    private long _weight;

    /// <summary>Returns the cached value of a key; null when there is none or it has expired.</summary>
    public T? Get(TKey key) => _values.TryGetValue(key, out var found) && found.Until > time.GetUtcNow() ? found.Value : null;

    /// <summary>
    /// Returns the value of a key. Reads the value when it is not cached or has expired. A result of null is not cached.
    /// </summary>
    public async ValueTask<T?> FindAsync(TKey key, Func<TKey, Task<T?>> read)
    {
        if (Get(key) is { } known)
        {
            return known;
        }

        return await read(key) is { } value ? Keep(key, value) : null;
    }

    /// <summary>Caches a value that was just read, written or made, and returns it.</summary>
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

    /// <summary>Removes a value from the cache because it may have changed.</summary>
    public void Forget(TKey key)
    {
        if (_values.TryRemove(key, out var gone))
        {
            Interlocked.Add(ref _weight, -(weight?.Invoke(gone.Value) ?? 1));
        }
    }
}
