using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Passes.Verifying;

/// <summary>What a verifier says about one presentation.</summary>
/// <param name="Reason">Why; gives the colour.</param>
/// <param name="Kid">The key the code names; only its signature makes that a fact.</param>
public readonly record struct PassVerdict(PassReason Reason, Kid Kid)
{
    /// <summary>The colour to show.</summary>
    public PassLight Light => Reason.Light();

    /// <summary>Whether every signature held: only then do the members below say anything.</summary>
    public bool IsAuthentic { get; init; }

    /// <summary>The form of the code.</summary>
    public PassProfile Profile { get; init; }

    /// <summary>The code's id.</summary>
    public CodeId Id { get; init; }

    /// <summary>The tier in our scheme's numbers.</summary>
    public byte Tier { get; init; }

    /// <summary>The entitlements in our bits.</summary>
    public ushort Entitlements { get; init; }

    /// <summary>H and P: the index in the issuer's status lists.</summary>
    public uint? StatusIndex { get; init; }

    /// <summary>Whether a partner city issued it.</summary>
    public bool IsPartner { get; init; }

    /// <summary>With <see cref="PassReason.Replayed"/>: when the presentation was first seen.</summary>
    public DateTimeOffset? FirstSeenAt { get; init; }
}
