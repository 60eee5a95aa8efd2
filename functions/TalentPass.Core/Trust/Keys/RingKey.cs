using System.Globalization;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Keys;

/// <summary>The purpose of a key in the ring.</summary>
public enum RingUse
{
    /// <summary>Signs the trust list (根密钥).</summary>
    Root,

    /// <summary>Signs stored credentials, cards and status lists.</summary>
    Issuing,

    /// <summary>Signs S codes. A new key every day.</summary>
    Minting,

    /// <summary>Signs session tokens.</summary>
    Session,

    /// <summary>Encrypts code ids. An AES key, which is never published.</summary>
    Code,
}

/// <summary>The call that withdrew a key.</summary>
/// <param name="Order">A hash of the account and its idempotency key.</param>
/// <param name="Fingerprint">The fingerprint of the call (<see cref="IdempotentCall.Fingerprint"/>).</param>
public sealed record KeyWithdrawalCall(string Order, string Fingerprint);

/// <summary>The withdrawal of a key (撤回).</summary>
/// <param name="At">From this moment on no signature of the key counts.</param>
/// <param name="Call">The call, when it had an idempotency key; else null.</param>
public sealed record KeyWithdrawal(DateTimeOffset At, KeyWithdrawalCall? Call);

/// <summary>One key of the ring, as storage holds it. Its private part is sealed.</summary>
/// <param name="Use">The purpose.</param>
/// <param name="Number">The key number within the city. Root, issuing and minting keys have separate ranges.</param>
/// <param name="CreatedAt">When the key was made. It is published from then on.</param>
/// <param name="NotBefore">The key signs nothing before this moment.</param>
/// <param name="SignUntil">The key signs nothing from this moment on.</param>
/// <param name="NotAfter">The signatures of the key count until this moment.</param>
/// <param name="PublicKey">The uncompressed point, 65 bytes; empty for <see cref="RingUse.Code"/>.</param>
/// <param name="SealedPrivate">
/// The private part (PKCS #8, or the AES key), sealed by <see cref="KeySealing"/>; empty when it was deleted.
/// </param>
public sealed record RingKey(
    RingUse Use,
    byte Number,
    DateTimeOffset CreatedAt,
    DateTimeOffset NotBefore,
    DateTimeOffset SignUntil,
    DateTimeOffset NotAfter,
    ReadOnlyMemory<byte> PublicKey,
    ReadOnlyMemory<byte> SealedPrivate)
{
    /// <summary>A hash of the call that ordered the key by hand; null for a key that the rotation made.</summary>
    public string? Order { get; init; }

    /// <summary>
    /// Set when the key was withdrawn. It signs nothing, and nobody trusts it; its number is not used again for eight days.
    /// </summary>
    public KeyWithdrawal? Withdrawal { get; init; }

    /// <summary>
    /// The row key of the key, for example <c>minting-30-1767225600</c>. Its sealed private part is bound to this name.
    /// </summary>
    public string Name => string.Create(
        CultureInfo.InvariantCulture,
        $"{Use.ToString().ToLowerInvariant()}-{Number:x2}-{CreatedAt.ToUnixTimeSeconds()}");

    /// <summary>Whether the key may sign at this time.</summary>
    public bool MaySign(DateTimeOffset now) => Withdrawal is null && NotBefore <= now && now < SignUntil;

    /// <summary>The id of the key for a city.</summary>
    public Kid KidOf(int city) => new(city, Number);

    /// <summary>
    /// The entry of the public part for the trust list. Null for a use that is not in the trust list, and for a withdrawn key.
    /// </summary>
    public VerificationKey? Publish(int city)
    {
        var uses = Use switch
        {
            RingUse.Issuing => KeyUses.Holder | KeyUses.Card | KeyUses.Status,
            RingUse.Minting => KeyUses.Show,
            _ => KeyUses.None,
        };
        return uses == KeyUses.None || Withdrawal is not null
            ? null
            : new VerificationKey(KidOf(city), Es256.Algorithm, PublicKey, NotBefore, NotAfter, uses);
    }
}
