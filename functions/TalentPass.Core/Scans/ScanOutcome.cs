using TalentPass.Core.Passes.Codec;

namespace TalentPass.Core.Scans;

/// <summary>What a hall's scan came to, as published in the contract.</summary>
public enum ScanOutcome
{
    /// <summary>The pass is good.</summary>
    Valid,

    /// <summary>This code was presented before.</summary>
    AlreadyUsed,

    /// <summary>The code, the pass or the talent status has ended.</summary>
    Expired,

    /// <summary>The code lies in the future.</summary>
    NotYetValid,

    /// <summary>No code of ours or of a partner's.</summary>
    Invalid,

    /// <summary>The pass was revoked for good.</summary>
    Revoked,

    /// <summary>The pass is frozen.</summary>
    Suspended,

    /// <summary>Nobody we trust signed it.</summary>
    UnknownIssuer,

    /// <summary>Genuine, but not recognised here.</summary>
    NotValidHere,
}

/// <summary>The published strings and texts of <see cref="ScanOutcome"/>, and how a verifier's reason becomes one.</summary>
public static class ScanOutcomes
{
    /// <summary>The published string, snake_case.</summary>
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

    /// <summary>What the hall's screen says, in Chinese and English.</summary>
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

    /// <summary>What the hall's screen says of an outcome by its published string.</summary>
    public static Bilingual Text(string code) => Enum.GetValues<ScanOutcome>().First(each => each.Code() == code).Text();

    /// <summary>
    /// How a verifier's reason reads at the counter. Amber ones are <see cref="ScanOutcome.Valid"/> where a person's
    /// look at the document settles it, and <see cref="ScanOutcome.Expired"/> where a refresh does; the answer's check says which.
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
