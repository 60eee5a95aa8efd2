using TalentPass.Core.Passes.Codec;

namespace TalentPass.Core.Passes.Verifying;

/// <summary>
/// What a verifier without a network has seen in the last 120 seconds. Only presentations whose signatures hold get
/// in, so junk cannot fill it; at capacity the oldest goes. Thread-safe, no allocation once it is made.
/// </summary>
/// <param name="capacity">The most presentations to remember; 4,096 are 34 a second.</param>
public sealed class ReplayMemory(int capacity = 4096)
{
    /// <summary>How long a presentation is remembered: longer than any S code or green H code lives.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(120);

    private readonly Lock _lock = new();
    private readonly Dictionary<Presentation, DateTimeOffset> _seen = new(capacity);
    private readonly Queue<(Presentation Key, DateTimeOffset At)> _order = new(capacity);

    /// <summary>The number of presentations remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _seen.Count;
            }
        }
    }

    /// <summary>Remembers a presentation; false when it was seen before, with the first time.</summary>
    /// <param name="id">The code's id.</param>
    /// <param name="holderTime">For H the phone's time: each showing of one credential is a presentation.</param>
    /// <param name="now">The verifier's time.</param>
    /// <param name="firstSeen">When it was first seen.</param>
    public bool TryAdd(CodeId id, uint holderTime, DateTimeOffset now, out DateTimeOffset firstSeen)
    {
        var key = new Presentation(id, holderTime);
        lock (_lock)
        {
            while (_order.TryPeek(out var oldest) && (now - oldest.At > Window || _order.Count >= capacity))
            {
                _order.Dequeue();
                _seen.Remove(oldest.Key);
            }

            if (_seen.TryGetValue(key, out firstSeen))
            {
                return false;
            }

            _seen.Add(key, now);
            _order.Enqueue((key, now));
            firstSeen = now;
            return true;
        }
    }

    private readonly record struct Presentation(CodeId Id, uint HolderTime);
}
