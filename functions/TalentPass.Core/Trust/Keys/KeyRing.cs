using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Keys;

/// <summary>The keys of one city at one moment, and which of them may do what. Immutable.</summary>
/// <param name="city">The city (GB/T 2260).</param>
/// <param name="keys">Every key that is kept.</param>
public sealed class KeyRing(int city, IReadOnlyList<RingKey> keys)
{
    /// <summary>The city (GB/T 2260).</summary>
    public int City { get; } = city;

    /// <summary>Every key that is kept.</summary>
    public IReadOnlyList<RingKey> Keys { get; } = keys;

    /// <summary>The key that signs now: of those in their time the one that began last; null when there is none.</summary>
    public RingKey? Signer(RingUse use, DateTimeOffset now) =>
        Keys.Where(key => key.Use == use && key.MaySign(now)).MaxBy(key => key.NotBefore);

    /// <summary>Every key of a use whose work still counts, newest first.</summary>
    public IEnumerable<RingKey> Living(RingUse use, DateTimeOffset now) =>
        Keys.Where(key => key.Use == use && key.Withdrawal is null && key.NotAfter >= now).OrderByDescending(key => key.NotBefore);

    /// <summary>What the city publishes: issuing and minting keys, those that will begin later included.</summary>
    public IEnumerable<VerificationKey> Published(DateTimeOffset now) =>
        Keys.Where(key => key.NotAfter >= now).Select(key => key.Publish(City)).OfType<VerificationKey>();
}
