using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Keys;

/// <summary>A key that must be made.</summary>
public sealed record KeyOrder(
    RingUse Use, byte Number, DateTimeOffset NotBefore, DateTimeOffset SignUntil, DateTimeOffset NotAfter);

/// <summary>The changes that the ring needs.</summary>
/// <param name="Create">Keys to make and publish now.</param>
/// <param name="Disarm">Keys that sign no more. Their private part is deleted, so that nobody can steal it later.</param>
/// <param name="Retire">Keys whose signatures count no more. Their rows are deleted.</param>
public sealed record RotationPlan(
    IReadOnlyList<KeyOrder> Create, IReadOnlyList<RingKey> Disarm, IReadOnlyList<RingKey> Retire)
{
    /// <summary>Whether no change is needed.</summary>
    public bool IsEmpty => Create.Count == 0 && Disarm.Count == 0 && Retire.Count == 0;
}

/// <summary>Decides which keys to make and to delete, from the time and the ring alone.</summary>
public static class KeyRotation
{
    /// <summary>
    /// How long the public part of a key is kept after its signatures count no more. Scans made offline are uploaded within this
    /// time. No trust list from before a withdrawal is valid for longer, so nobody trusts the old key when its number is used
    /// again.
    /// </summary>
    public static readonly TimeSpan KeptForUploads = TimeSpan.FromDays(8);

    private const int MostWaiting = 3;

    /// <summary>
    /// Plans the changes. When it runs at least once an hour, every use always has a key that may sign, and each key is published
    /// for its lead before it signs. There are three exceptions. The first key of a use signs at once; no older list exists that
    /// lacks it. After an outage longer than the lead, the next key starts when the last one ends, or at once, because the city
    /// needs codes. And a key that replaces a withdrawn one signs at once.
    /// </summary>
    public static RotationPlan Plan(DateTimeOffset now, IReadOnlyList<RingKey> keys) => new(
        [.. KeyTerms.Uses.SelectMany(use => PlanUse(use, now, keys))],
        [.. keys.Where(key => key.Use != RingUse.Code && key.SignUntil <= now && !key.SealedPrivate.IsEmpty)],
        [.. keys.Where(key => (key.Withdrawal?.At ?? key.NotAfter) + KeptForUploads < now)]);

    /// <summary>Whether a key number is free for one more key of this use.</summary>
    public static bool HasRoom(RingUse use, IReadOnlyList<RingKey> keys) =>
        keys.Count(key => key.Use == use) <= KeyTerms.Of(use).LastNumber - KeyTerms.Of(use).FirstNumber;

    /// <summary>
    /// Plans a rotation by hand (<c>POST /keys/rotate</c>): a new key of this use. It starts when it has been published for its
    /// lead, even if the present key does not end yet.
    /// </summary>
    /// <returns>
    /// The order. Null when three keys of the use already wait to start, or two thirds of its numbers are taken.
    /// </returns>
    public static KeyOrder? PlanByHand(RingUse use, DateTimeOffset now, IReadOnlyList<RingKey> keys)
    {
        var terms = KeyTerms.Of(use);
        var mine = keys.Where(key => key.Use == use).ToArray();
        // One third of the numbers stays free for the rotation: a number is free again only when no signature of its key counts.
        return mine.Count(key => key.Withdrawal is null && key.NotBefore > now) >= MostWaiting || mine.Length * 3 >= (terms.LastNumber - terms.FirstNumber + 1) * 2
            ? null
            : Order(use, now + terms.Lead, keys);
    }

    // The first key of a use and its successor are published together, so planning repeats until nothing more is needed.
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
            // This is the first key, or the first after a long outage: any other key would start too late. The start is set back
            // by the allowed clock difference: another process with a slower clock must sign at once too, and issue times are
            // whole seconds.
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

    // Numbers are used in turn, and start again at the end of the range. A number whose key still exists is skipped.
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
