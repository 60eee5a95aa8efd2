using System.Globalization;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Keys;

/// <summary>What a key of the ring is for.</summary>
public enum RingUse
{
    /// <summary>Signs the trust list (根密钥).</summary>
    Root,

    /// <summary>Signs stored credentials, cards and status lists.</summary>
    Issuing,

    /// <summary>Signs S codes; lives a day.</summary>
    Minting,

    /// <summary>Signs session tokens.</summary>
    Session,

    /// <summary>Encrypts code ids; AES, nothing to publish.</summary>
    Code,
}

/// <summary>Which call withdrew a key.</summary>
/// <param name="Order">The account and its idempotency key, hashed.</param>
/// <param name="Fingerprint">What the call asked for.</param>
public sealed record KeyWithdrawalCall(string Order, string Fingerprint);

/// <summary>That a key was withdrawn (撤回).</summary>
/// <param name="At">From then on nothing it signed counts.</param>
/// <param name="Call">The call, where it promised idempotency.</param>
public sealed record KeyWithdrawal(DateTimeOffset At, KeyWithdrawalCall? Call);

/// <summary>One key of the ring as it is stored: the private part only ever sealed.</summary>
/// <param name="Use">What it is for.</param>
/// <param name="Number">Its number among the city's keys; uses have ranges of their own.</param>
/// <param name="CreatedAt">When it was made, and from then on published.</param>
/// <param name="NotBefore">Nothing is signed before this.</param>
/// <param name="SignUntil">Nothing is signed from this on.</param>
/// <param name="NotAfter">What it signed counts until this.</param>
/// <param name="PublicKey">Uncompressed point, 65 bytes; empty for <see cref="RingUse.Code"/>.</param>
/// <param name="SealedPrivate">PKCS #8 or the AES key, sealed by <see cref="KeySealing"/>.</param>
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
    /// <summary>Which call ordered it by hand; null for a key of the rotation.</summary>
    public string? Order { get; init; }

    /// <summary>Set when the key was withdrawn: it signs nothing and is believed nowhere; its number stays taken for a while.</summary>
    public KeyWithdrawal? Withdrawal { get; init; }

    /// <summary>The key's place in the ring, also what its sealing is bound to: <c>minting-30-1767225600</c>.</summary>
    public string Name => string.Create(
        CultureInfo.InvariantCulture,
        $"{Use.ToString().ToLowerInvariant()}-{Number:x2}-{CreatedAt.ToUnixTimeSeconds()}");

    /// <summary>Whether it may sign at this time.</summary>
    public bool MaySign(DateTimeOffset now) => Withdrawal is null && NotBefore <= now && now < SignUntil;

    /// <summary>The key's id for a city.</summary>
    public Kid KidOf(int city) => new(city, Number);

    /// <summary>States the public part for the trust list; null for keys that are not in it, or no more.</summary>
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
