using System.Security.Cryptography;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Passes.Minting;

/// <summary>Whose pass a code speaks of, and what it may say.</summary>
/// <param name="Origin">The pass.</param>
/// <param name="Tier">Our tier number, 0–23.</param>
/// <param name="Entitlements">Our entitlement bits.</param>
/// <param name="ValidTo">No code outlives this.</param>
public readonly record struct PassSubject(CodeOrigin Origin, byte Tier, ushort Entitlements, DateTimeOffset ValidTo);

/// <summary>A code ready to be shown or printed.</summary>
/// <param name="Text">The QR's text.</param>
/// <param name="Id">The code's id.</param>
/// <param name="IssuedAt">Issue time, whole seconds.</param>
/// <param name="ExpiresAt">The code is dead after this.</param>
public readonly record struct MintedCode(string Text, CodeId Id, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>
    /// After how many seconds a phone asks for the next one: three quarters of the life, so that what is on the
    /// screen when the scanner looks still has time to reach the server.
    /// </summary>
    public int RefreshAfterSeconds => (int)((ExpiresAt - IssuedAt).TotalSeconds * 3 / 4);
}

/// <summary>Makes codes. Pure: no storage, no clock of its own.</summary>
/// <param name="cipher">Makes the code ids.</param>
/// <param name="random">Where the ids' fresh bits come from.</param>
public sealed class PassMinter(CodeCipher cipher, RandomSource random)
{
    /// <summary>An S code, good for 60 seconds.</summary>
    /// <param name="key">A minting key in its time.</param>
    /// <param name="subject">Whose pass.</param>
    /// <param name="now">The time of issue; cut to whole seconds.</param>
    public MintedCode Show(SigningKey key, in PassSubject subject, DateTimeOffset now)
    {
        Span<byte> code = stackalloc byte[PassTemplate.MaxShowBytes];
        var contents = Fill(PassProfile.Show, subject, now, PassProfile.Show.MaxLife());
        return Text(contents, code[..Sign(key, contents, tagged: true, code)]);
    }

    /// <summary>A P code, for print.</summary>
    /// <param name="key">An issuing key in its time.</param>
    /// <param name="subject">Whose pass.</param>
    /// <param name="statusIndex">The card's place in the status lists.</param>
    /// <param name="now">The time of issue; cut to whole seconds.</param>
    /// <param name="life">At most 3 years.</param>
    public MintedCode Card(SigningKey key, in PassSubject subject, uint statusIndex, DateTimeOffset now, TimeSpan life)
    {
        Span<byte> code = stackalloc byte[PassTemplate.MaxCardBytes];
        var contents = Fill(PassProfile.Card, subject, now, life);
        contents.StatusIndex = statusIndex;
        return Text(contents, code[..Sign(key, contents, tagged: true, code)]);
    }

    /// <summary>The stored credential of an H code, which <see cref="HolderCode"/> makes codes from.</summary>
    /// <param name="key">An issuing key in its time.</param>
    /// <param name="subject">Whose pass.</param>
    /// <param name="statusIndex">The credential's place in the status lists.</param>
    /// <param name="deviceKey">The phone's public key, compressed P-256, 33 bytes.</param>
    /// <param name="now">The time of issue; cut to whole seconds.</param>
    /// <param name="life">At most 7 days; 24 hours where the phone keeps its key in software.</param>
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
