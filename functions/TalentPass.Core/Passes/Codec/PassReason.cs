namespace TalentPass.Core.Passes.Codec;

/// <summary>Why a verifier said what it said. A closed set; <see cref="PassReasons.Code"/> gives the stable strings.</summary>
public enum PassReason
{
    /// <summary>Everything held: green.</summary>
    Accepted,

    /// <summary>More than 400 characters.</summary>
    TooLong,

    /// <summary>The text does not begin with <c>TP1:</c>.</summary>
    Prefix,

    /// <summary>The rest is not Base45 (RFC 9285).</summary>
    Base45,

    /// <summary>The bytes do not follow the template of any profile.</summary>
    Template,

    /// <summary>The header or the trust list names another algorithm than the other one.</summary>
    Algorithm,

    /// <summary>The trust list has no such key.</summary>
    UnknownKid,

    /// <summary>The key is in the trust list, but not for this time.</summary>
    KeyTime,

    /// <summary>The key may not sign codes of this profile.</summary>
    Profile,

    /// <summary>The city's recognised tiers and entitlements do not cover this code.</summary>
    Scope,

    /// <summary>Expiry before issue, or further from it than the profile allows.</summary>
    Lifetime,

    /// <summary>Issued in the future.</summary>
    NotYetValid,

    /// <summary>Past its expiry.</summary>
    Expired,

    /// <summary>The status list says invalid (revoked).</summary>
    StatusInvalid,

    /// <summary>The status list says suspended (frozen).</summary>
    StatusSuspended,

    /// <summary>The issuer's signature does not hold.</summary>
    Signature,

    /// <summary>The phone's signature does not hold.</summary>
    HolderSignature,

    /// <summary>The phone's time is more than 300 seconds from ours.</summary>
    HolderTime,

    /// <summary>The same presentation was seen before.</summary>
    Replayed,

    /// <summary>Amber: the phone's time is 60–300 seconds from ours; refresh, or check the clock.</summary>
    HolderClock,

    /// <summary>Amber: the verifier's own lists are too old, or one it needs is missing.</summary>
    StaleLists,

    /// <summary>Amber: a printed card; check the identity document.</summary>
    CheckDocument,
}

/// <summary>The colour a verifier shows.</summary>
public enum PassLight
{
    /// <summary>Not good.</summary>
    Red,

    /// <summary>Good as far as this verifier can see; a person has to look.</summary>
    Amber,

    /// <summary>Good.</summary>
    Green,
}

/// <summary>The stable strings and colours of <see cref="PassReason"/>.</summary>
public static class PassReasons
{
    /// <summary>The published string of a reason, snake_case.</summary>
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
