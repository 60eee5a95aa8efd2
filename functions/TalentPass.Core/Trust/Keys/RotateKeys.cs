using Microsoft.Extensions.Logging;

namespace TalentPass.Core.Trust.Keys;

/// <summary>
/// Keeps the ring in order: makes the keys that are due, deletes the private part of keys that sign no more, and deletes keys
/// whose signatures count no more. A timer and the start of a process run it. Several processes may run it at the same time;
/// only one of them changes the ring.
/// </summary>
public sealed partial class RotateKeys(KeyRingStore store, KeyForge forge, TimeProvider time, ILogger<RotateKeys> logger)
{
    private const int Attempts = 8;

    /// <summary>Makes and deletes what is due. One storage call when nothing is due; else three.</summary>
    /// <returns>The ring after the change.</returns>
    public async Task<StoredRing> RunAsync(CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
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
        }

        throw new InvalidOperationException($"The key ring changed {Attempts} times while it was rotated.");
    }

    /// <summary>Makes a key of a use before its time. It takes over when it has been published for its lead.</summary>
    /// <param name="use">The use of the new key.</param>
    /// <param name="order">
    /// The call, as a hash; a repeated call finds the key that it made before. Null without an idempotency key.
    /// </param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>The key, and whether this call made it. Null when enough keys of the use exist.</returns>
    public async Task<(RingKey Key, bool IsNew)?> RunByHandAsync(RingUse use, string? order, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var ring = await store.ReadAsync(cancel);
            var now = time.GetUtcNow();
            if (order is not null && ring.Keys.FirstOrDefault(key => key.Order == order) is { } earlier)
            {
                return (earlier, false);
            }

            if (KeyRotation.PlanByHand(use, now, ring.Keys) is not { } plan)
            {
                return null;
            }

            var created = forge.Make(plan, now) with { Order = order };
            if (await store.WriteAsync(ring, [created], [], [], cancel))
            {
                Log.Created(logger, created.Name, created.NotBefore);
                return (created, true);
            }
        }

        throw new InvalidOperationException($"The key ring changed {Attempts} times while a key was made by hand.");
    }

    /// <summary>Withdraws a key. When no other key of its use may sign then, makes a new key that signs at once.</summary>
    /// <param name="withdrawn">The key to withdraw.</param>
    /// <param name="call">The call, when it has an idempotency key.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>False when the key is already withdrawn or deleted, or when no number is free for a new key.</returns>
    public async Task<bool> WithdrawAsync(RingKey withdrawn, KeyWithdrawalCall? call, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var ring = await store.ReadAsync(cancel);
            var now = time.GetUtcNow();
            if (ring.Keys.FirstOrDefault(key => key.Name == withdrawn.Name) is not { Withdrawal: null } key || !KeyRotation.HasRoom(key.Use, ring.Keys))
            {
                return false;
            }

            var gone = key with { Withdrawal = new KeyWithdrawal(now, call), SealedPrivate = default };
            var plan = KeyRotation.Plan(now, [.. ring.Keys.Where(each => each.Name != key.Name), gone]);
            RingKey[] created = [.. plan.Create.Select(order => forge.Make(order, now))];
            if (await store.WriteAsync(ring, created, Disarmed(plan).Append(gone), plan.Retire, cancel))
            {
                Log.Withdrawn(logger, key.Name);
                return true;
            }
        }

        throw new InvalidOperationException($"The key ring changed {Attempts} times while a key was withdrawn.");
    }

    private static IEnumerable<RingKey> Disarmed(RotationPlan plan) => plan.Disarm.Select(key => key with { SealedPrivate = default });

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Key {Key} was withdrawn; nothing it signed counts any more")]
        public static partial void Withdrawn(ILogger logger, string key);

        [LoggerMessage(Level = LogLevel.Information, Message = "Key {Key} was made; it signs from {NotBefore}")]
        public static partial void Created(ILogger logger, string key, DateTimeOffset notBefore);
    }
}
