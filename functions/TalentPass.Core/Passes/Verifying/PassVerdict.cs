using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Passes.Verifying;

/// <summary>The answer of a verifier about one code that was shown.</summary>
/// <param name="Reason">The reason, which also gives the colour.</param>
/// <param name="Kid">The key that the code names. It is proved only when <see cref="IsAuthentic"/> is true.</param>
public readonly record struct PassVerdict(PassReason Reason, Kid Kid)
{
    /// <summary>The colour to show.</summary>
    public PassLight Light => Reason.Light();

    /// <summary>Whether every signature was verified. The members below have a value only then.</summary>
    public bool IsAuthentic { get; init; }

    /// <summary>The profile of the code.</summary>
    public PassProfile Profile { get; init; }

    /// <summary>The id of the code.</summary>
    public CodeId Id { get; init; }

    /// <summary>The tier in our own numbers.</summary>
    public byte Tier { get; init; }

    /// <summary>The entitlements in our own bits.</summary>
    public ushort Entitlements { get; init; }

    /// <summary>H and P: the index in the issuer's status lists.</summary>
    public uint? StatusIndex { get; init; }

    /// <summary>When the code or credential was issued.</summary>
    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// H: the time on the phone, seconds since 1970. Together with <see cref="Id"/> it identifies one showing of the code.
    /// </summary>
    public uint HolderTime { get; init; }

    /// <summary>Whether a partner city issued the code.</summary>
    public bool IsPartner { get; init; }

    /// <summary>With <see cref="PassReason.Replayed"/>: when the code was first shown.</summary>
    public DateTimeOffset? FirstSeenAt { get; init; }
}
