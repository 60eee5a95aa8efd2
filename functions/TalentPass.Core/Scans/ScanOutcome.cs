using TalentPass.Core.Passes.Codec;

namespace TalentPass.Core.Scans;

/// <summary>The outcome of a scan at a hall, as the API contract publishes it.</summary>
public enum ScanOutcome
{
    /// <summary>The pass is good.</summary>
    Valid,

    /// <summary>This code was shown before.</summary>
    AlreadyUsed,

    /// <summary>The code or the talent status has expired, or the phone's clock is too far from ours.</summary>
    Expired,

    /// <summary>The code, or the talent status, is not valid yet.</summary>
    NotYetValid,

    /// <summary>This is no code of ours or of a partner city.</summary>
    Invalid,

    /// <summary>The pass, its device or its card was revoked for good.</summary>
    Revoked,

    /// <summary>The pass is frozen.</summary>
    Suspended,

    /// <summary>No issuer that we trust signed the code.</summary>
    UnknownIssuer,

    /// <summary>The code is genuine, but its tier or an entitlement is not recognised here.</summary>
    NotValidHere,
}

/// <summary>The published codes and texts of <see cref="ScanOutcome"/>, and the outcome for each reason of a verifier.</summary>
public static class ScanOutcomes
{
    /// <summary>The published code of an outcome, in snake_case.</summary>
    public static string Code(this ScanOutcome outcome) => outcome switch
    {
        ScanOutcome.Valid => "valid",
        ScanOutcome.AlreadyUsed => "already_used",
        ScanOutcome.Expired => "expired",
        ScanOutcome.NotYetValid => "not_yet_valid",
        ScanOutcome.Invalid => "invalid",
        ScanOutcome.Revoked => "revoked",
        ScanOutcome.Suspended => "suspended",
        ScanOutcome.UnknownIssuer => "unknown_issuer",
        ScanOutcome.NotValidHere => "not_valid_here",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>The text for the hall's screen, in Chinese and English.</summary>
    public static Bilingual Text(this ScanOutcome outcome) => outcome switch
    {
        ScanOutcome.Valid => new("有效", "Valid"),
        ScanOutcome.AlreadyUsed => new("此码已使用", "This code was already used"),
        ScanOutcome.Expired => new("已过期，请刷新后重试", "Expired; refresh and try again"),
        ScanOutcome.NotYetValid => new("尚未生效，请核对手机时间", "Not yet valid; check the phone's clock"),
        ScanOutcome.Invalid => new("无效码", "Not a valid code"),
        ScanOutcome.Revoked => new("人才码已注销", "The pass was revoked"),
        ScanOutcome.Suspended => new("人才码已冻结", "The pass is frozen"),
        ScanOutcome.UnknownIssuer => new("未知发码机构", "Unknown issuer"),
        ScanOutcome.NotValidHere => new("本地暂不互认", "Not recognised here"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>The text for the hall's screen, for the published code of an outcome.</summary>
    public static Bilingual Text(string code) => Enum.GetValues<ScanOutcome>().First(each => each.Code() == code).Text();

    /// <summary>
    /// The outcome for a reason of the verifier. An amber reason is <see cref="ScanOutcome.Valid"/> when a person can settle it
    /// with a look at the identity document, and <see cref="ScanOutcome.Expired"/> when the holder must refresh the code.
    /// <see cref="ScanView.Check"/> says which.
    /// </summary>
    public static ScanOutcome ToOutcome(this PassReason reason) => reason switch
    {
        PassReason.Accepted or PassReason.CheckDocument or PassReason.StaleLists => ScanOutcome.Valid,
        PassReason.Replayed => ScanOutcome.AlreadyUsed,
        PassReason.Expired or PassReason.HolderTime or PassReason.HolderClock => ScanOutcome.Expired,
        PassReason.NotYetValid => ScanOutcome.NotYetValid,
        PassReason.StatusInvalid => ScanOutcome.Revoked,
        PassReason.StatusSuspended => ScanOutcome.Suspended,
        PassReason.UnknownKid or PassReason.KeyTime => ScanOutcome.UnknownIssuer,
        PassReason.Scope => ScanOutcome.NotValidHere,
        PassReason.TooLong or PassReason.Prefix or PassReason.Base45 or PassReason.Template or PassReason.Algorithm
            or PassReason.Profile or PassReason.Lifetime or PassReason.Signature
            or PassReason.HolderSignature => ScanOutcome.Invalid,
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
