using System.Security.Cryptography;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Passes.Minting;

/// <summary>What a code says: the pass, and the tier and entitlements of its holder.</summary>
/// <param name="Origin">The pass.</param>
/// <param name="Tier">Our tier number, 0–23.</param>
/// <param name="Entitlements">Our entitlement bits.</param>
/// <param name="ValidTo">No code is valid after this moment.</param>
public readonly record struct PassSubject(CodeOrigin Origin, byte Tier, ushort Entitlements, DateTimeOffset ValidTo);

/// <summary>A code that is ready to be shown or printed.</summary>
/// <param name="Text">The text for the QR code.</param>
/// <param name="Id">The id of the code.</param>
/// <param name="IssuedAt">Issue time, whole seconds.</param>
/// <param name="ExpiresAt">When the code expires.</param>
public readonly record struct MintedCode(string Text, CodeId Id, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>
    /// After how many seconds a phone asks for the next code: three quarters of the code's life. So a code that is scanned from
    /// the screen still has time to reach the server.
    /// </summary>
    public int RefreshAfterSeconds => (int)((ExpiresAt - IssuedAt).TotalSeconds * 3 / 4);
}

/// <summary>Makes codes. It uses no storage and no clock.</summary>
/// <param name="cipher">Makes the ids of the codes.</param>
/// <param name="random">Random source for the ids.</param>
public sealed class PassMinter(CodeCipher cipher, RandomSource random)
{
    /// <summary>Makes an S code, which is valid for at most 60 seconds.</summary>
    /// <param name="key">A minting key that may sign now.</param>
    /// <param name="subject">What the code says.</param>
    /// <param name="now">The issue time; fractions of a second are cut off.</param>
    public MintedCode Show(SigningKey key, in PassSubject subject, DateTimeOffset now)
    {
        Span<byte> code = stackalloc byte[PassTemplate.MaxShowBytes];
        var contents = Fill(PassProfile.Show, subject, now, PassProfile.Show.MaxLife());
        return Text(contents, code[..Sign(key, contents, tagged: true, code)]);
    }

    /// <summary>Makes a P code for a printed card.</summary>
    /// <param name="key">An issuing key that may sign now.</param>
    /// <param name="subject">What the code says.</param>
    /// <param name="statusIndex">The card's index in the status lists.</param>
    /// <param name="now">The issue time; fractions of a second are cut off.</param>
    /// <param name="life">At most 1,096 days (three years with one leap day).</param>
    public MintedCode Card(SigningKey key, in PassSubject subject, uint statusIndex, DateTimeOffset now, TimeSpan life)
    {
        Span<byte> code = stackalloc byte[PassTemplate.MaxCardBytes];
        var contents = Fill(PassProfile.Card, subject, now, life);
        contents.StatusIndex = statusIndex;
        return Text(contents, code[..Sign(key, contents, tagged: true, code)]);
    }

    /// <summary>Makes the stored credential from which a phone makes H codes (<see cref="HolderCode"/>).</summary>
    /// <param name="key">An issuing key that may sign now.</param>
    /// <param name="subject">What the credential says.</param>
    /// <param name="statusIndex">The credential's index in the status lists.</param>
    /// <param name="deviceKey">The phone's public key, a compressed P-256 point, 33 bytes.</param>
    /// <param name="now">The issue time; fractions of a second are cut off.</param>
    /// <param name="life">At most 7 days; callers use 24 hours when the phone keeps its key in software.</param>
    public byte[] Credential(
        SigningKey key,
        in PassSubject subject,
        uint statusIndex,
        ReadOnlySpan<byte> deviceKey,
        DateTimeOffset now,
        TimeSpan life)
    {
        if (deviceKey.Length != CompressedPoint.Size)
        {
            throw new ArgumentException("A device key is a compressed P-256 point of 33 bytes.", nameof(deviceKey));
        }

        var contents = Fill(PassProfile.Holder, subject, now, life);
        contents.StatusIndex = statusIndex;
        contents.DeviceKey = deviceKey;
        Span<byte> code = stackalloc byte[PassTemplate.MaxInnerBytes];
        return code[..Sign(key, contents, tagged: false, code)].ToArray();
    }

    private PassContents Fill(PassProfile profile, in PassSubject subject, DateTimeOffset now, TimeSpan life)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(life, profile.MaxLife());
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subject.Tier, (byte)23, nameof(subject));
        var issued = now.ToUnixTimeSeconds();
        var expires = Math.Min(issued + (long)life.TotalSeconds, subject.ValidTo.ToUnixTimeSeconds());
        if (expires <= issued)
        {
            throw new ArgumentException("The pass has ended; nothing can be minted from it.", nameof(subject));
        }

        return new PassContents
        {
            Profile = profile,
            IssuedAt = checked((uint)issued),
            ExpiresAt = checked((uint)expires),
            Id = cipher.Encrypt(subject.Origin, random),
            Tier = subject.Tier,
            Entitlements = subject.Entitlements,
        };
    }

    private static int Sign(SigningKey key, in PassContents contents, bool tagged, Span<byte> code)
    {
        Span<byte> header = stackalloc byte[PassTemplate.ProtectedBytes];
        Span<byte> payload = stackalloc byte[PassTemplate.MaxPayloadBytes];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> signature = stackalloc byte[PassTemplate.SignatureBytes];
        PassTemplate.WriteProtected(key.Kid, header);
        payload = payload[..PassTemplate.WritePayload(contents, payload)];
        CoseSign1.Hash(header, [], payload, hash);
        key.Sign(hash, signature);
        return PassTemplate.WriteSigned(tagged, header, payload, signature, code);
    }

    private static MintedCode Text(in PassContents contents, ReadOnlySpan<byte> code) => new(
        PassText.From(code),
        contents.Id,
        DateTimeOffset.FromUnixTimeSeconds(contents.IssuedAt),
        DateTimeOffset.FromUnixTimeSeconds(contents.ExpiresAt));
}
