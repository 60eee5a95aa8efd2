using System.Collections.Concurrent;

namespace TalentPass.Functions.Http;

/// <summary>
/// Token buckets, one for each caller. A bucket holds as many calls as a minute allows and is refilled evenly, so that any
/// number of calls a minute is kept exactly. Thread-safe.
/// </summary>
/// <param name="perMinute">Calls a minute; also the largest burst.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBuckets(int perMinute, TimeProvider time)
{
    /// <summary>
    /// The most buckets that are kept. With more, those that are full again are dropped, or all of them if few are full:
    /// somebody with that many addresses is not slowed down by buckets anyway.
    /// </summary>
    public const int Most = 50_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The number of buckets that are kept.</summary>
    public int Count => _buckets.Count;

    /// <summary>
    /// Takes calls out of a caller's bucket. Returns null, or how long to wait until the bucket has them. A call that weighs
    /// more than a full bucket takes the full bucket.
    /// </summary>
    public TimeSpan? Take(string caller, int calls = 1) => Of(caller).Take(Math.Min(calls, perMinute), Math.Min(calls, perMinute));

    /// <summary>Looks whether a caller's bucket has a call left, without taking it. Returns null, or how long to wait.</summary>
    public TimeSpan? Look(string caller) => _buckets.TryGetValue(caller, out var bucket) ? bucket.Take(wanted: 1, taken: 0) : null;

    private Bucket Of(string caller)
    {
        if (_buckets.TryGetValue(caller, out var known))
        {
            return known;
        }

        var fresh = new Bucket(perMinute, time);
        var kept = _buckets.GetOrAdd(caller, fresh);
        if (kept == fresh && Interlocked.Increment(ref _count) > Most)
        {
            Drop();
        }

        return kept;
    }

    private void Drop()
    {
        foreach (var full in _buckets.Where(each => each.Value.IsFull))
        {
            _buckets.TryRemove(full);
        }

        // If few are full, the next new caller would have to look through all of them again.
        if (_buckets.Count > Most / 2)
        {
            _buckets.Clear();
        }

        Interlocked.Exchange(ref _count, _buckets.Count);
    }

    private sealed class Bucket(int perMinute, TimeProvider time)
    {
        private readonly Lock _gate = new();
        private double _calls = perMinute;
        private long _filledAt = time.GetTimestamp();

        public bool IsFull
        {
            get
            {
                lock (_gate)
                {
                    Fill();
                    return _calls >= perMinute;
                }
            }
        }

        public TimeSpan? Take(int wanted, int taken)
        {
            lock (_gate)
            {
                Fill();
                // Fractions of calls add up with rounding errors.
                if (_calls + 1e-6 < wanted)
                {
                    return TimeSpan.FromMinutes((wanted - _calls) / perMinute);
                }

                _calls -= taken;
                return null;
            }
        }

        private void Fill()
        {
            var now = time.GetTimestamp();
            _calls = Math.Min(perMinute, _calls + (time.GetElapsedTime(_filledAt, now).TotalMinutes * perMinute));
            _filledAt = now;
        }
    }
}
