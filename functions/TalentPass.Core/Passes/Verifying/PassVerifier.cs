using System.Security.Cryptography;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Passes.Verifying;

/// <summary>
/// Verifies codes with public data only, so every hall and every partner city can use it, with or without a network. It makes
/// the cheap checks first, and each refusal has its own reason. A refusal before the signature check allocates nothing and
/// says nothing about the holder. Thread-safe.
/// </summary>
/// <param name="trust">The keys that this verifier trusts.</param>
/// <param name="status">
/// The status lists that this verifier has. Null when the caller reads the pass itself from storage, as our own server does.
/// </param>
/// <param name="replay">The codes shown lately. Null when the caller remembers them in storage, as our own server does.</param>
public sealed class PassVerifier(TrustBook trust, StatusBook? status, ReplayMemory? replay)
{
    /// <summary>Verifies one code that was shown.</summary>
    /// <param name="text">The text that the scanner read.</param>
    /// <param name="now">The verifier's time.</param>
    /// <param name="challenge">The challenge that this hall showed the phone, at most 64 bytes; empty for none.</param>
    public PassVerdict Verify(ReadOnlySpan<char> text, DateTimeOffset now, ReadOnlySpan<byte> challenge = default)
    {
        Span<byte> code = stackalloc byte[PassText.MaxBytes];
        var read = PassText.Read(text, code, out var written);
        if (read != PassReason.Accepted)
        {
            return new PassVerdict(read, default);
        }

        read = PassTemplate.Read(code[..written], out var contents);
        return read == PassReason.Accepted
            ? Judge(contents, now, challenge)
            : new PassVerdict(read, default);
    }

    private PassVerdict Judge(scoped in PassContents contents, DateTimeOffset now, ReadOnlySpan<byte> challenge)
    {
        var key = trust.Current?.Find(contents.Kid);
        var tier = contents.Tier;
        var entitlements = contents.Entitlements;
        var reason = key is null ? PassReason.UnknownKid
            : key.Algorithm != Es256.Algorithm ? PassReason.Algorithm
            : now < key.NotBefore - PassProfiles.ClockSkew || now > key.NotAfter ? PassReason.KeyTime
            : (key.Uses & UseOf(contents.Profile)) == 0 ? PassReason.Profile
            : key.Map?.TryTranslate(contents.Tier, contents.Entitlements, out tier, out entitlements) == false ? PassReason.Scope
            : CheckTime(contents, now);
        if (reason != PassReason.Accepted)
        {
            return new PassVerdict(reason, contents.Kid);
        }

        var standing = contents.Profile == PassProfile.Show || status is null
            ? StatusAnswer.Valid
            : status.Look(contents.Kid.City, contents.StatusIndex, now);
        reason = standing switch
        {
            StatusAnswer.Invalid => PassReason.StatusInvalid,
            StatusAnswer.Suspended => PassReason.StatusSuspended,
            _ => CheckSignatures(contents, key!, challenge),
        };
        if (reason != PassReason.Accepted)
        {
            return new PassVerdict(reason, contents.Kid);
        }

        var (final, firstSeen) = Conclude(contents, standing, now);
        return new PassVerdict(final, contents.Kid)
        {
            IsAuthentic = true,
            Profile = contents.Profile,
            Id = contents.Id,
            Tier = tier,
            Entitlements = entitlements,
            StatusIndex = contents.Profile == PassProfile.Show ? null : contents.StatusIndex,
            IssuedAt = DateTimeOffset.FromUnixTimeSeconds(contents.IssuedAt),
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(contents.ExpiresAt),
            HolderTime = contents.HolderTime,
            IsPartner = key!.Map is not null,
            FirstSeenAt = firstSeen,
        };
    }

    private static KeyUses UseOf(PassProfile profile) => profile switch
    {
        PassProfile.Show => KeyUses.Show,
        PassProfile.Holder => KeyUses.Holder,
        _ => KeyUses.Card,
    };

    private static PassReason CheckTime(scoped in PassContents contents, DateTimeOffset now)
    {
        var issued = DateTimeOffset.FromUnixTimeSeconds(contents.IssuedAt);
        var expires = DateTimeOffset.FromUnixTimeSeconds(contents.ExpiresAt);
        return expires <= issued || expires - issued > contents.Profile.MaxLife() ? PassReason.Lifetime
            : now < issued - PassProfiles.ClockSkew ? PassReason.NotYetValid
            : now > expires ? PassReason.Expired
            : PassReason.Accepted;
    }

    private static PassReason CheckSignatures(
        scoped in PassContents contents, VerificationKey key, ReadOnlySpan<byte> challenge)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        CoseSign1.Hash(contents.Protected, [], contents.Payload, hash);
        if (!key.Verifies(hash, contents.Signature))
        {
            return PassReason.Signature;
        }

        if (contents.Profile != PassProfile.Holder)
        {
            return PassReason.Accepted;
        }

        HolderCode.Hash(contents.Inner, contents.HolderTime, challenge, hash);
        var device = DeviceKeys.Import(contents.DeviceKey);
        return device is not null && Es256.Verify(device, hash, contents.HolderSignature)
            ? PassReason.Accepted
            : PassReason.HolderSignature;
    }

    // The signatures are good. What is left: is the code fresh, is it shown for the first time, and are our own lists fresh
    // enough?
    private (PassReason Reason, DateTimeOffset? FirstSeen) Conclude(
        scoped in PassContents contents, StatusAnswer standing, DateTimeOffset now)
    {
        var distance = contents.Profile == PassProfile.Holder
            ? (now - DateTimeOffset.FromUnixTimeSeconds(contents.HolderTime)).Duration()
            : TimeSpan.Zero;
        if (distance > PassProfiles.HolderLimit)
        {
            return (PassReason.HolderTime, null);
        }

        // A card may be shown many times, so it is not checked for replay.
        if (contents.Profile != PassProfile.Card
            && replay?.TryAdd(contents.Id, contents.HolderTime, now, out var firstSeen) == false)
        {
            return (PassReason.Replayed, firstSeen);
        }

        return (!trust.IsFresh(now) || standing == StatusAnswer.Unknown ? PassReason.StaleLists
            : distance > PassProfiles.HolderFresh ? PassReason.HolderClock
            : contents.Profile == PassProfile.Card ? PassReason.CheckDocument
            : PassReason.Accepted, null);
    }
}
