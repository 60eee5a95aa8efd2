using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Passes.Codec;

/// <summary>What a code says, before its signatures are verified. The spans point into the bytes that were read.</summary>
public ref struct PassContents
{
    /// <summary>The profile of the code.</summary>
    public PassProfile Profile { get; internal set; }

    /// <summary>The id of the key that the code names as its issuer's key. It is not verified yet.</summary>
    public Kid Kid { get; internal set; }

    /// <summary>Issue time, seconds since 1970.</summary>
    public uint IssuedAt { get; internal set; }

    /// <summary>Expiry, seconds since 1970. The code is still valid in this second.</summary>
    public uint ExpiresAt { get; internal set; }

    /// <summary>The id of the code.</summary>
    public CodeId Id { get; internal set; }

    /// <summary>The tier as the issuer numbers it, 0–23.</summary>
    public byte Tier { get; internal set; }

    /// <summary>The entitlement bits as the issuer numbers them.</summary>
    public ushort Entitlements { get; internal set; }

    /// <summary>H and P: the index in the issuer's status lists.</summary>
    public uint StatusIndex { get; internal set; }

    /// <summary>H: the time on the phone's clock, seconds since 1970.</summary>
    public uint HolderTime { get; internal set; }

    /// <summary>The bytes of the issuer's protected header; the issuer's signature covers them.</summary>
    public ReadOnlySpan<byte> Protected { get; internal set; }

    /// <summary>The bytes of the payload; the issuer's signature covers them.</summary>
    public ReadOnlySpan<byte> Payload { get; internal set; }

    /// <summary>The issuer's signature: r and s, 64 bytes.</summary>
    public ReadOnlySpan<byte> Signature { get; internal set; }

    /// <summary>H: the whole stored credential. The phone signs it together with the time.</summary>
    public ReadOnlySpan<byte> Inner { get; internal set; }

    /// <summary>H: the phone's public key, a compressed P-256 point, 33 bytes.</summary>
    public ReadOnlySpan<byte> DeviceKey { get; internal set; }

    /// <summary>H: the phone's signature: r and s, 64 bytes.</summary>
    public ReadOnlySpan<byte> HolderSignature { get; internal set; }
}
