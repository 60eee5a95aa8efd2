using System.Collections.Concurrent;

namespace TalentPass.Core.Storage;

/// <summary>
/// Keeps values that were read or made a short time ago, by key. Its size is limited: when it is full it drops everything and
/// fills again with what is still asked for. Thread-safe; two calls that miss the same key at the same time both read it.
/// </summary>
/// <param name="kept">How long a value is used; null for values that never change.</param>
/// <param name="most">The most values, or the most weight when <paramref name="weight"/> is given.</param>
/// <param name="time">The clock.</param>
/// <param name="weight">The weight of a value, such as its bytes; one each when null.</param>
public sealed class Cache<TKey, T>(TimeSpan? kept, long most, TimeProvider time, Func<T, long>? weight = null)
    where TKey : notnull
    where T : class
{
    private readonly ConcurrentDictionary<TKey, (T Value, DateTimeOffset Until)> _values = new();
    private long _weight;

    /// <summary>The value of a key; null when it is not kept or too old.</summary>
    public T? Get(TKey key) => _values.TryGetValue(key, out var found) && found.Until > time.GetUtcNow() ? found.Value : null;

    /// <summary>The value of a key; read when it is not kept or too old. Null is not kept.</summary>
    public async ValueTask<T?> FindAsync(TKey key, Func<TKey, Task<T?>> read)
    {
        if (Get(key) is { } known)
        {
            return known;
        }

        return await read(key) is { } value ? Keep(key, value) : null;
    }

    /// <summary>Keeps a value that was just read, written or made, and returns it.</summary>
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

    /// <summary>Removes a value that may have changed.</summary>
    public void Forget(TKey key)
    {
        if (_values.TryRemove(key, out var gone))
        {
            Interlocked.Add(ref _weight, -(weight?.Invoke(gone.Value) ?? 1));
        }
    }
}
