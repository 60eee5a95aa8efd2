using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>
/// Limits how many calls this instance works on at the same time. What is more is refused at once, because a call that waits
/// for its turn has been given up by its client when the turn comes. Thread-safe.
/// </summary>
/// <param name="settings">The limit.</param>
internal sealed class CallsAtOnce(RateLimitSettings settings)
{
    // Long enough for a burst to pass, short enough for somebody at a counter.
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);
    private readonly int _mostUploads = Math.Max(1, settings.CallsAtOnce / 4);
    private int _calls;
    private int _uploads;

    /// <summary>The refusal of a call that found no place.</summary>
    public static Refusal Overloaded { get; } = new(RefusalCodes.Overloaded) { RetryAfter = _pause };

    /// <summary>The places that are taken now.</summary>
    public int Taken => Volatile.Read(ref _calls);

    /// <summary>Returns a place for a call, to be given back by disposing; null when all are taken.</summary>
    public Place? TryEnter(OperationAttribute about)
    {
        var place = new Place(this, about);
        return place.TryTake() ? place : null;
    }

    private static bool TryTake(ref int taken, int most)
    {
        if (Interlocked.Increment(ref taken) <= most)
        {
            return true;
        }

        Interlocked.Decrement(ref taken);
        return false;
    }

    /// <summary>The place of one call. Not thread-safe.</summary>
    public sealed class Place(CallsAtOnce all, OperationAttribute about) : IDisposable
    {
        private bool _taken;

        /// <summary>
        /// Takes the place, if the call does not have it. False when all are taken. A probe needs none. A streamed body is
        /// read as slowly as its sender likes, so uploads cannot take all places.
        /// </summary>
        public bool TryTake()
        {
            if (_taken || about.Probe)
            {
                return true;
            }

            if (!CallsAtOnce.TryTake(ref all._calls, all.Most))
            {
                return false;
            }

            if (about.Streamed && !CallsAtOnce.TryTake(ref all._uploads, all._mostUploads))
            {
                Interlocked.Decrement(ref all._calls);
                return false;
            }

            return _taken = true;
        }

        /// <summary>Gives the place back while the call only waits for its client.</summary>
        public void Leave()
        {
            if (!_taken)
            {
                return;
            }

            _taken = false;
            Interlocked.Decrement(ref all._calls);
            if (about.Streamed)
            {
                Interlocked.Decrement(ref all._uploads);
            }
        }

        /// <inheritdoc />
        public void Dispose() => Leave();
    }

    private int Most => settings.CallsAtOnce;
}
