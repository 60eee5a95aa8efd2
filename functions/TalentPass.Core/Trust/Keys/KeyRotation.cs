using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Keys;

/// <summary>A key that has to be made.</summary>
public sealed record KeyOrder(
    RingUse Use, byte Number, DateTimeOffset NotBefore, DateTimeOffset SignUntil, DateTimeOffset NotAfter);

/// <summary>What has to happen to the ring.</summary>
/// <param name="Create">Keys to make and publish now.</param>
/// <param name="Disarm">Keys that sign no more: their private part goes, so that nobody can ever steal it.</param>
/// <param name="Retire">Keys that nothing depends on any more; their rows can go.</param>
public sealed record RotationPlan(
    IReadOnlyList<KeyOrder> Create, IReadOnlyList<RingKey> Disarm, IReadOnlyList<RingKey> Retire)
{
    /// <summary>Whether nothing has to happen.</summary>
    public bool IsEmpty => Create.Count == 0 && Disarm.Count == 0 && Retire.Count == 0;
}

/// <summary>Decides which keys to make and to drop, from the time and the ring alone.</summary>
public static class KeyRotation
{
    /// <summary>
    /// How long a key's public part is kept after it counts no more: scans made offline arrive within this, and no trust list
    /// of before a withdrawal lives longer, so that its number is not given again while somebody still believes it.
    /// </summary>
    public static readonly TimeSpan KeptForUploads = TimeSpan.FromDays(8);

    private const int MostWaiting = 3;

    /// <summary>
    /// Plans. Run at least once an hour, no use is ever without a key that may sign, and none signs before it was
    /// published for its lead. The exceptions are honest ones: the very first key of a use signs at once, by the clock
    /// of every instance (nobody can hold an older list), and after an outage longer than the lead the next key starts when the
    /// last one ends, or at once, rather than leave the city without codes; so does one in place of a key that was withdrawn.
    /// </summary>
    public static RotationPlan Plan(DateTimeOffset now, IReadOnlyList<RingKey> keys) => new(
        [.. KeyTerms.Uses.SelectMany(use => PlanUse(use, now, keys))],
        [.. keys.Where(key => key.Use != RingUse.Code && key.SignUntil <= now && !key.SealedPrivate.IsEmpty)],
        [.. keys.Where(key => (key.Withdrawal?.At ?? key.NotAfter) + KeptForUploads < now)]);

    /// <summary>Whether a key's number is left for one more of this use.</summary>
    public static bool HasRoom(RingUse use, IReadOnlyList<RingKey> keys) =>
        keys.Count(key => key.Use == use) <= KeyTerms.Of(use).LastNumber - KeyTerms.Of(use).FirstNumber;

    /// <summary>
    /// Plans a rotation by hand (<c>POST /keys/rotate</c>): a key of this use that starts as soon as it has been
    /// published for its lead, even though the present one is not at its end.
    /// </summary>
    /// <returns>The order; null while three keys of the use wait already, or two thirds of its numbers are taken.</returns>
    public static KeyOrder? PlanByHand(RingUse use, DateTimeOffset now, IReadOnlyList<RingKey> keys)
    {
        var terms = KeyTerms.Of(use);
        var mine = keys.Where(key => key.Use == use).ToArray();
        // The rotation needs numbers of its own: a key's is only free when nothing it signed counts any more.
        return mine.Count(key => key.Withdrawal is null && key.NotBefore > now) >= MostWaiting || mine.Length * 3 >= (terms.LastNumber - terms.FirstNumber + 1) * 2
            ? null
            : Order(use, now + terms.Lead, keys);
    }

    // The first key of a use needs its successor published in the same breath, so planning goes on until it is content.
    private static List<KeyOrder> PlanUse(RingUse use, DateTimeOffset now, IReadOnlyList<RingKey> keys)
    {
        var orders = new List<KeyOrder>();
        var ring = keys.ToList();
        while (PlanNext(use, now, ring) is { } order)
        {
            orders.Add(order);
            ring.Add(new RingKey(use, order.Number, now, order.NotBefore, order.SignUntil, order.NotAfter, default, default));
        }

        return orders;
    }

    private static KeyOrder? PlanNext(RingUse use, DateTimeOffset now, IReadOnlyList<RingKey> keys)
    {
        var terms = KeyTerms.Of(use);
        var living = keys.Where(key => key.Use == use && key.Withdrawal is null && key.SignUntil > now).ToArray();
        if (!living.Any(key => key.NotBefore <= now))
        {
            // The first key, or the first after a long outage: even a published one would start too late. Its start lies
            // back by what clocks may differ: another instance signs at once too, and times of issue are whole seconds.
            return Order(use, now - PassProfiles.ClockSkew, keys);
        }

        var last = living.MaxBy(key => key.SignUntil)!;
        var takesOver = last.SignUntil - terms.Overlap;
        if (takesOver - terms.Lead - terms.Overlap > now)
        {
            return null;
        }

        var start = takesOver - terms.Lead >= now ? takesOver : now + terms.Lead;
        return Order(use, start < last.SignUntil ? start : last.SignUntil, keys);
    }

    private static KeyOrder Order(RingUse use, DateTimeOffset start, IReadOnlyList<RingKey> keys)
    {
        var terms = KeyTerms.Of(use);
        var end = start + terms.Life;
        return new KeyOrder(use, NextNumber(use, keys), start, end, end + terms.Keep);
    }

    // Numbers go round their range and skip those of keys that are still there.
    private static byte NextNumber(RingUse use, IReadOnlyList<RingKey> keys)
    {
        var terms = KeyTerms.Of(use);
        var taken = keys.Where(key => key.Use == use).Select(key => key.Number).ToHashSet();
        var range = terms.LastNumber - terms.FirstNumber + 1;
        var last = keys.Where(key => key.Use == use).MaxBy(key => key.CreatedAt)?.Number ?? terms.LastNumber;
        for (var step = 1; step <= range; step++)
        {
            var number = (byte)(terms.FirstNumber + (last - terms.FirstNumber + step) % range);
            if (!taken.Contains(number))
            {
                return number;
            }
        }

        throw new InvalidOperationException($"Every key number of {use} is taken.");
    }
}
