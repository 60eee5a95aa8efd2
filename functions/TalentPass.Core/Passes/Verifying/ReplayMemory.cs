using TalentPass.Core.Passes.Codec;

namespace TalentPass.Core.Passes.Verifying;

/// <summary>
/// Remembers which codes a verifier without a network has seen in the last 120 seconds. Only codes whose signatures verify are
/// remembered, so forged codes cannot fill the memory. When it is full, the oldest entry is removed. Thread-safe; allocates
/// nothing after its creation.
/// </summary>
/// <param name="capacity">The most codes to remember; 4,096 is enough for 34 per second.</param>
public sealed class ReplayMemory(int capacity = 4096)
{
    /// <summary>
    /// How long a code is remembered: at least as long as an S code is valid or an H code is green. An H code stays amber for
    /// longer, so a replay of an amber code may not be detected.
    /// </summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(120);

    private readonly Lock _lock = new();
    private readonly Dictionary<Presentation, DateTimeOffset> _seen = new(capacity);
    private readonly Queue<(Presentation Key, DateTimeOffset At)> _order = new(capacity);

    /// <summary>
    /// The number of codes remembered. Entries older than <see cref="Window"/> are removed at the next <see cref="TryAdd"/>.
    /// </summary>
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

    /// <summary>Remembers a code. False when it was shown before.</summary>
    /// <param name="id">The id of the code.</param>
    /// <param name="holderTime">
    /// For H the time on the phone, because each new time is a new showing of the same credential. Else 0.
    /// </param>
    /// <param name="now">The verifier's time.</param>
    /// <param name="firstSeen">When the code was first shown.</param>
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
