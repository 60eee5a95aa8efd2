using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Passes.Codec;

/// <summary>What a code says, before anybody believes it. The spans point into the bytes that were read.</summary>
public ref struct PassContents
{
    /// <summary>The form of the code.</summary>
    public PassProfile Profile { get; internal set; }

    /// <summary>The issuer's key, as claimed.</summary>
    public Kid Kid { get; internal set; }

    /// <summary>Issue time, seconds since 1970.</summary>
    public uint IssuedAt { get; internal set; }

    /// <summary>Expiry, seconds since 1970; the code is good up to and including it.</summary>
    public uint ExpiresAt { get; internal set; }

    /// <summary>The code's id.</summary>
    public CodeId Id { get; internal set; }

    /// <summary>The issuer's own tier number, 0–23.</summary>
    public byte Tier { get; internal set; }

    /// <summary>The issuer's own entitlement bits.</summary>
    public ushort Entitlements { get; internal set; }

    /// <summary>H and P: the index in the issuer's status lists.</summary>
    public uint StatusIndex { get; internal set; }

    /// <summary>H: what the phone's clock said, seconds since 1970.</summary>
    public uint HolderTime { get; internal set; }

    /// <summary>The issuer's protected header as signed.</summary>
    public ReadOnlySpan<byte> Protected { get; internal set; }

    /// <summary>The payload as signed.</summary>
    public ReadOnlySpan<byte> Payload { get; internal set; }

    /// <summary>The issuer's signature, r‖s, 64 bytes.</summary>
    public ReadOnlySpan<byte> Signature { get; internal set; }

    /// <summary>H: the whole stored credential, which the phone signs together with the time.</summary>
    public ReadOnlySpan<byte> Inner { get; internal set; }

    /// <summary>H: the phone's public key, compressed P-256, 33 bytes.</summary>
    public ReadOnlySpan<byte> DeviceKey { get; internal set; }

    /// <summary>H: the phone's signature, r‖s, 64 bytes.</summary>
    public ReadOnlySpan<byte> HolderSignature { get; internal set; }
}
