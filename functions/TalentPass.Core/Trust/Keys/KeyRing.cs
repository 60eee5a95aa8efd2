using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Keys;

/// <summary>The keys of one city at one moment, and which of them may sign. Immutable.</summary>
/// <param name="city">The city (GB/T 2260).</param>
/// <param name="keys">All keys in storage.</param>
public sealed class KeyRing(int city, IReadOnlyList<RingKey> keys)
{
    // Every call with a session token looks for its key.
    private readonly Dictionary<string, RingKey> _named = keys.ToDictionary(static key => key.Name, StringComparer.Ordinal);

    /// <summary>The city (GB/T 2260).</summary>
    public int City { get; } = city;

    /// <summary>All keys in storage.</summary>
    public IReadOnlyList<RingKey> Keys { get; } = keys;

    /// <summary>The key that signs now: of the keys that may sign, the one that began last. Null when there is none.</summary>
    public RingKey? Signer(RingUse use, DateTimeOffset now) =>
        Keys.Where(key => key.Use == use && key.MaySign(now)).MaxBy(key => key.NotBefore);

    /// <summary>All keys of a use whose signatures still count, newest first. Keys that begin later are included.</summary>
    public IEnumerable<RingKey> Living(RingUse use, DateTimeOffset now) =>
        Keys.Where(key => IsLiving(key, use, now)).OrderByDescending(key => key.NotBefore);

    /// <summary>The key of a use with this name; null when there is none whose signatures still count.</summary>
    public RingKey? Find(RingUse use, string name, DateTimeOffset now) =>
        _named.TryGetValue(name, out var key) && IsLiving(key, use, now) ? key : null;

    /// <summary>The keys that the city publishes: issuing and minting keys, also those that begin later.</summary>
    public IEnumerable<VerificationKey> Published(DateTimeOffset now) =>
        Keys.Where(key => key.NotAfter >= now).Select(key => key.Publish(City)).OfType<VerificationKey>();

    private static bool IsLiving(RingKey key, RingUse use, DateTimeOffset now) => key.Use == use && key.Withdrawal is null && key.NotAfter >= now;
}
