namespace TalentPass.Core.Passes.Codec;

/// <summary>
/// Why a verifier accepts or refuses a code. <see cref="PassReasons.Code"/> gives the published text of each reason.
/// </summary>
public enum PassReason
{
    /// <summary>Every check passed: green.</summary>
    Accepted,

    /// <summary>The text has more than 400 characters.</summary>
    TooLong,

    /// <summary>The text does not begin with <c>TP1:</c>.</summary>
    Prefix,

    /// <summary>The text after the prefix is not Base45 (RFC 9285).</summary>
    Base45,

    /// <summary>The bytes do not have the form of any profile.</summary>
    Template,

    /// <summary>The code's header names another algorithm than ES256, or the trust list states another one for the key.</summary>
    Algorithm,

    /// <summary>The trust list does not have the key.</summary>
    UnknownKid,

    /// <summary>The trust list has the key, but the key is not valid at this time.</summary>
    KeyTime,

    /// <summary>The key may not sign codes of this profile.</summary>
    Profile,

    /// <summary>A partner's code states a tier or an entitlement that the partner's map does not have.</summary>
    Scope,

    /// <summary>The code expires before its issue, at the same second, or later than its profile allows.</summary>
    Lifetime,

    /// <summary>The issue time is more than 30 seconds in the future.</summary>
    NotYetValid,

    /// <summary>The code has expired.</summary>
    Expired,

    /// <summary>The status list says invalid (revoked).</summary>
    StatusInvalid,

    /// <summary>The status list says suspended (frozen).</summary>
    StatusSuspended,

    /// <summary>The issuer's signature does not verify.</summary>
    Signature,

    /// <summary>The phone's signature does not verify.</summary>
    HolderSignature,

    /// <summary>The phone's clock and ours differ by more than 300 seconds.</summary>
    HolderTime,

    /// <summary>The same code was shown before.</summary>
    Replayed,

    /// <summary>
    /// Amber: the phone's clock and ours differ by 60–300 seconds. The holder should refresh the code, or check the clock.
    /// </summary>
    HolderClock,

    /// <summary>Amber: a list of the verifier is too old, or a list that it needs is missing.</summary>
    StaleLists,

    /// <summary>Amber: the code is a printed card. A person must check the identity document.</summary>
    CheckDocument,
}

/// <summary>The colour that a verifier shows.</summary>
public enum PassLight
{
    /// <summary>The code is refused.</summary>
    Red,

    /// <summary>The code passed the checks that this verifier can make; a person must look.</summary>
    Amber,

    /// <summary>The code is accepted.</summary>
    Green,
}

/// <summary>The published texts and the colours of <see cref="PassReason"/>.</summary>
public static class PassReasons
{
    /// <summary>The published text of a reason, in snake_case. It is stable.</summary>
    public static string Code(this PassReason reason) => reason switch
    {
        PassReason.Accepted => "accepted",
        PassReason.TooLong => "too_long",
        PassReason.Prefix => "prefix",
        PassReason.Base45 => "base45",
        PassReason.Template => "template",
        PassReason.Algorithm => "alg",
        PassReason.UnknownKid => "unknown_kid",
        PassReason.KeyTime => "key_time",
        PassReason.Profile => "profile",
        PassReason.Scope => "scope",
        PassReason.Lifetime => "lifetime",
        PassReason.NotYetValid => "not_yet_valid",
        PassReason.Expired => "expired",
        PassReason.StatusInvalid => "status_invalid",
        PassReason.StatusSuspended => "status_suspended",
        PassReason.Signature => "signature",
        PassReason.HolderSignature => "holder_signature",
        PassReason.HolderTime => "holder_time",
        PassReason.Replayed => "replayed",
        PassReason.HolderClock => "holder_clock",
        PassReason.StaleLists => "stale_lists",
        PassReason.CheckDocument => "check_document",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    /// <summary>The colour of a reason.</summary>
    public static PassLight Light(this PassReason reason) => reason switch
    {
        PassReason.Accepted => PassLight.Green,
        PassReason.HolderClock or PassReason.StaleLists or PassReason.CheckDocument => PassLight.Amber,
        _ => PassLight.Red,
    };
}
