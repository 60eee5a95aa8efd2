using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Keys;

/// <summary>
/// Keeps the ring in order: makes the keys that are due, deletes the private part of keys that sign no more, and deletes keys
/// whose signatures count no more. A timer and the start of a process run it. Several processes may run it at the same time;
/// only one of them changes the ring.
/// </summary>
public sealed partial class RotateKeys(KeyRingStore store, KeyForge forge, TimeProvider time, ILogger<RotateKeys> logger)
{
    /// <summary>Makes and deletes what is due. One storage call when nothing is due; else three.</summary>
    /// <returns>The ring after the change.</returns>
    public Task<StoredRing> RunAsync(CancellationToken cancel) => Contest.MustAsync<StoredRing>("the key ring", async () =>
    {
        var ring = await store.ReadAsync(cancel);
        var now = time.GetUtcNow();
        var plan = KeyRotation.Plan(now, ring.Keys);
        if (plan.IsEmpty)
        {
            return ring;
        }

        RingKey[] created = [.. plan.Create.Select(order => forge.Make(order, now))];
        if (await store.WriteAsync(ring, created, Disarmed(plan), plan.Retire, cancel))
        {
            foreach (var key in created)
            {
                Log.Created(logger, key.Name, key.NotBefore);
            }
        }

        // Whether the change was written or lost, the next attempt reads the ring again and returns it.
        return null;
    });

    /// <summary>Makes a key of a use before its time. It takes over when it has been published for its lead.</summary>
    /// <param name="use">The use of the new key.</param>
    /// <param name="order">
    /// The call, as a hash; a repeated call finds the key that it made before. Null without an idempotency key.
    /// </param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>The key, and whether this call made it. Null when enough keys of the use exist.</returns>
    public async Task<(RingKey Key, bool IsNew)?> RunByHandAsync(RingUse use, string? order, CancellationToken cancel)
    {
        var (found, isNew) = await Contest.MustAsync<Ordered>("the key ring", async () =>
        {
            var ring = await store.ReadAsync(cancel);
            var now = time.GetUtcNow();
            if (order is not null && ring.Keys.FirstOrDefault(key => key.Order == order) is { } earlier)
            {
                return new Ordered(earlier, IsNew: false);
            }

            if (KeyRotation.PlanByHand(use, now, ring.Keys) is not { } plan)
            {
                return new Ordered(null, IsNew: false);
            }

            var created = forge.Make(plan, now) with { Order = order };
            if (!await store.WriteAsync(ring, [created], [], [], cancel))
            {
                return null;
            }

            Log.Created(logger, created.Name, created.NotBefore);
            return new Ordered(created, IsNew: true);
        });
        return found is null ? null : (found, isNew);
    }

    /// <summary>Withdraws a key. When no other key of its use may sign then, makes a new key that signs at once.</summary>
    /// <param name="withdrawn">The key to withdraw.</param>
    /// <param name="call">The call, when it has an idempotency key.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>The result of the withdrawal.</returns>
    public async Task<WithdrawalEnd> WithdrawAsync(RingKey withdrawn, KeyWithdrawalCall? call, CancellationToken cancel) =>
        await Contest.MustAsync<WithdrawalEnd>("the key ring", async () =>
        {
            var ring = await store.ReadAsync(cancel);
            var now = time.GetUtcNow();
            if (ring.Keys.FirstOrDefault(key => key.Name == withdrawn.Name) is not { Withdrawal: null } key)
            {
                return new WithdrawalEnd.Before();
            }

            if (!KeyRotation.HasRoom(key.Use, ring.Keys))
            {
                return new WithdrawalEnd.NoRoom();
            }

            var gone = key with { Withdrawal = new KeyWithdrawal(now, call), SealedPrivate = default };
            var plan = KeyRotation.Plan(now, [.. ring.Keys.Where(each => each.Name != key.Name), gone]);
            RingKey[] created = [.. plan.Create.Select(order => forge.Make(order, now))];
            // What else is due is left to the rotation, so that it cannot take the room of the withdrawal.
            if (!await store.WriteAsync(ring, created, [gone], [], cancel))
            {
                return null;
            }

            Log.Withdrawn(logger, key.Name);
            return new WithdrawalEnd.Done();
        });

    private static IEnumerable<RingKey> Disarmed(RotationPlan plan) => plan.Disarm.Select(key => key with { SealedPrivate = default });

    private sealed record Ordered(RingKey? Key, bool IsNew);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Key {Key} was withdrawn; nothing it signed counts any more")]
        public static partial void Withdrawn(ILogger logger, string key);

        [LoggerMessage(Level = LogLevel.Information, Message = "Key {Key} was made; it signs from {NotBefore}")]
        public static partial void Created(ILogger logger, string key, DateTimeOffset notBefore);
    }
}

/// <summary>The result of the withdrawal of a key.</summary>
public abstract record WithdrawalEnd
{
    private WithdrawalEnd()
    {
    }

    /// <summary>This call withdrew the key.</summary>
    public sealed record Done : WithdrawalEnd;

    /// <summary>The key was withdrawn or deleted before.</summary>
    public sealed record Before : WithdrawalEnd;

    /// <summary>The key was not withdrawn, because no number is free for the key that would replace it.</summary>
    public sealed record NoRoom : WithdrawalEnd;
}
