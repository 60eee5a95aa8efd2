using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Trust.City;

/// <summary>A key that was withdrawn.</summary>
/// <param name="Kid">The key id, eight hex digits; the first six are the city's code.</param>
/// <param name="Use"><c>issuing</c> or <c>minting</c>.</param>
/// <param name="WithdrawnAt">From this moment on none of its signatures counts, old ones included.</param>
/// <param name="SignsNow">The id of the key of this use that signs now.</param>
public sealed record WithdrawnKeyView(string Kid, string Use, DateTimeOffset WithdrawnAt, string SignsNow);

/// <summary>
/// Withdraws a key of our own in an emergency, when others may know its private part. The key signs no more, leaves every
/// published list, and our server trusts it no more. Another key signs in its place at once.
/// </summary>
public sealed class WithdrawKey(
    RotateKeys rotate, CityKeys keys, AuditTrail audit, HomeCity home, TimeProvider time)
{
    /// <summary>Withdraws a key. This takes effect here at once, and in every other process within a minute.</summary>
    /// <param name="actor">The talent office.</param>
    /// <param name="kidText">The id of the key.</param>
    /// <param name="reason">The reason; it is stored sealed in the audit trail.</param>
    /// <param name="idempotency">The client's key, if it sent one.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The withdrawn key; <c>validation_failed</c> without a reason; <c>not_found</c> for a key that is not ours;
    /// <c>root_not_withdrawable</c>; <c>not_allowed_in_state</c> when it was withdrawn before, or when no key number is free for
    /// a new key; <c>idempotency_key_reused</c>.
    /// </returns>
    public async Task<Outcome<WithdrawnKeyView>> RunAsync(
        Actor actor, string kidText, string reason, IdempotentCall? idempotency, CancellationToken cancel)
    {
        if (TextRules.Check(reason, "/reason", TextLimits.Reason) is { } wrong)
        {
            return wrong;
        }

        var order = idempotency is null ? null : new KeyWithdrawalCall(OrderOf(actor, idempotency), idempotency.Fingerprint);
        var view = await keys.RefreshAsync(cancel);
        if (!Kid.TryParse(kidText, out var kid) || Find(view, kid) is not { } key)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (key.Use == RingUse.Root)
        {
            return new Refusal(RefusalCodes.RootNotWithdrawable, new Bilingual(
                "根密钥随核验方安装，撤回须由各核验方重新安装。", "Verifiers are installed with the root: each has to be given another one."));
        }

        if (Earlier(view, order, key) is { } earlier)
        {
            return earlier;
        }

        if (key.Withdrawal is not null)
        {
            return AlreadyWithdrawn();
        }

        // Recorded first: an audit entry for a failed attempt is better than a withdrawn key without an audit entry.
        await audit.RecordAsync(actor, "key.withdraw", cancel, reason: reason, subject: kid.ToString());
        var end = await rotate.WithdrawAsync(key, order, cancel);
        view = await keys.RefreshAsync(cancel);
        return end switch
        {
            WithdrawalEnd.Done => new Outcome<WithdrawnKeyView>.Done(View(view, Find(view, kid)!)),
            WithdrawalEnd.NoRoom => NoRoom(),
            // The same call, sent a second time, may have withdrawn the key meanwhile.
            _ => Earlier(view, order, key) ?? AlreadyWithdrawn(),
        };
    }

    // The row of the withdrawn key also stores the call. So the idempotency key has no row of its own and lives as long as the
    // key.
    private Outcome<WithdrawnKeyView>? Earlier(KeyView view, KeyWithdrawalCall? order, RingKey key)
    {
        if (order is null || view.Ring.Keys.FirstOrDefault(each => each.Withdrawal?.Call?.Order == order.Order) is not { } same)
        {
            return null;
        }

        return same.Withdrawal!.Call == order && same.Name == key.Name
            ? new Outcome<WithdrawnKeyView>.Done(View(view, same), Replayed: true)
            : new Refusal(RefusalCodes.IdempotencyKeyReused);
    }

    private static Refusal NoRoom() => new(RefusalCodes.NotAllowedInState, new Bilingual(
        "暂无可用的密钥编号，无法立即启用新密钥。请稍后再撤回。", "No number is left for the key that would sign in its place. Withdraw it later."))
    {
        AllowedActions = [],
    };

    private static Refusal AlreadyWithdrawn() =>
        new(RefusalCodes.NotAllowedInState, new Bilingual("该密钥已撤回。", "The key was withdrawn before.")) { AllowedActions = [] };

    // Session and code keys have number ranges of their own, which overlap with these. They are not public, so they are left out.
    private RingKey? Find(KeyView view, Kid kid) => view.Ring.Keys.FirstOrDefault(each =>
        each.Use is RingUse.Root or RingUse.Issuing or RingUse.Minting && each.KidOf(home.Code) == kid);

    private WithdrawnKeyView View(KeyView view, RingKey key) => new(
        key.KidOf(home.Code).ToString(),
        OrderKey.Uses.Single(each => each.Value == key.Use).Key,
        key.Withdrawal!.At,
        view.Signer(key.Use, time.GetUtcNow()).Kid.ToString());

    private static string OrderOf(Actor actor, IdempotentCall call) =>
        Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"withdraw\n{actor.Account}\n{call.Key}")).AsSpan(0, 20));
}
