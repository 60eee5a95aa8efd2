using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Trust.City;

/// <summary>A key that was ordered by hand.</summary>
/// <param name="Kid">The key id, eight hex digits; the first six are the city's code.</param>
/// <param name="Use"><c>issuing</c> or <c>minting</c>.</param>
/// <param name="PublishedAt">From this moment on everybody can fetch it.</param>
/// <param name="NotBefore">It signs from this moment on.</param>
/// <param name="SignUntil">It signs until this moment.</param>
/// <param name="NotAfter">Its signatures count until this moment.</param>
public sealed record OrderedKeyView(
    string Kid, string Use, DateTimeOffset PublishedAt, DateTimeOffset NotBefore, DateTimeOffset SignUntil, DateTimeOffset NotAfter);

/// <summary>
/// Rotation by hand: the talent office has a key replaced before its time. The row of the new key also stores the call, so
/// the idempotency key needs no row of its own.
/// </summary>
public sealed class OrderKey(RotateKeys rotate, CityKeys keys, HomeCity home)
{
    /// <summary>The uses that can be ordered, with their names in the API.</summary>
    public static IReadOnlyDictionary<string, RingUse> Uses { get; } =
        new Dictionary<string, RingUse>(StringComparer.Ordinal) { ["minting"] = RingUse.Minting, ["issuing"] = RingUse.Issuing };

    /// <summary>Orders a key. It takes over when it has been published long enough for every verifier to fetch it.</summary>
    /// <param name="actor">The talent office.</param>
    /// <param name="use">One of <see cref="Uses"/>; null for <c>minting</c>.</param>
    /// <param name="idempotency">The client's key, if it sent one.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The key; <c>validation_failed</c>; <c>not_allowed_in_state</c> when enough keys of the use exist;
    /// <c>idempotency_key_reused</c>.
    /// </returns>
    public async Task<Outcome<OrderedKeyView>> RunAsync(Actor actor, string? use, IdempotentCall? idempotency, CancellationToken cancel)
    {
        if (!Uses.TryGetValue(use ?? "minting", out var wanted))
        {
            return Refusal.Invalid("/use", ValidationCodes.NotInList);
        }

        if (await rotate.RunByHandAsync(wanted, idempotency is null ? null : OrderOf(actor, idempotency), cancel) is not var (key, isNew))
        {
            return new Refusal(RefusalCodes.NotAllowedInState, new Bilingual("已有足够的新密钥等待启用。", "Enough new keys are waiting to begin."))
            {
                AllowedActions = [],
            };
        }

        // The same idempotency key was used before in a call with another use.
        if (key.Use != wanted)
        {
            return new Refusal(RefusalCodes.IdempotencyKeyReused);
        }

        await keys.RefreshAsync(cancel);
        return new Outcome<OrderedKeyView>.Created(View(key), Replayed: !isNew);
    }

    private OrderedKeyView View(RingKey key) => new(
        key.KidOf(home.Code).ToString(),
        Uses.Single(each => each.Value == key.Use).Key,
        key.CreatedAt,
        key.NotBefore,
        key.SignUntil,
        key.NotAfter);

    private static string OrderOf(Actor actor, IdempotentCall call) =>
        Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{actor.Account}\n{call.Key}")).AsSpan(0, 20));
}
