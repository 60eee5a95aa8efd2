using System.Security.Cryptography;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Passes.Verifying;

/// <summary>
/// Makes H codes. A phone that is offline signs its stored credential together with the time. When the hall shows a challenge,
/// the phone signs it too.
/// </summary>
public static class HolderCode
{
    /// <summary>The longest challenge of a hall in bytes.</summary>
    public const int MaxChallengeBytes = 64;

    /// <summary>The protected header of the phone's signature: ES256 and nothing else.</summary>
    private static ReadOnlySpan<byte> Protected => [0xA1, 0x01, 0x26];

    private static ReadOnlySpan<byte> Context => "TP1H"u8;

    /// <summary>Computes the SHA-256 hash that the phone signs.</summary>
    /// <param name="inner">The stored credential.</param>
    /// <param name="time">The time on the phone, seconds since 1970.</param>
    /// <param name="challenge">The challenge that the hall showed, at most 64 bytes; empty for none.</param>
    /// <param name="hash">Receives 32 bytes.</param>
    public static void Hash(ReadOnlySpan<byte> inner, uint time, ReadOnlySpan<byte> challenge, Span<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inner.Length, PassTemplate.MaxInnerBytes, nameof(inner));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(challenge.Length, MaxChallengeBytes, nameof(challenge));
        Span<byte> external = stackalloc byte[Context.Length + MaxChallengeBytes];
        Context.CopyTo(external);
        challenge.CopyTo(external[Context.Length..]);
        Span<byte> payload = stackalloc byte[PassTemplate.MaxInnerBytes + 8];
        var writer = new CborWriter(payload);
        writer.Array(2);
        writer.Bytes(inner);
        writer.UInt(time);
        CoseSign1.Hash(Protected, external[..(Context.Length + challenge.Length)], payload[..writer.Written], hash);
    }

    /// <summary>Puts credential, time and signature together.</summary>
    /// <param name="inner">The stored credential.</param>
    /// <param name="time">The time on the phone, seconds since 1970.</param>
    /// <param name="signature">The phone's signature: r and s, 64 bytes.</param>
    /// <returns>The text for the QR code.</returns>
    public static string Assemble(ReadOnlySpan<byte> inner, uint time, ReadOnlySpan<byte> signature)
    {
        Span<byte> code = stackalloc byte[PassTemplate.MaxHolderBytes];
        code[0] = 0x83;
        inner.CopyTo(code[1..]);
        var writer = new CborWriter(code[(1 + inner.Length)..]);
        writer.UInt(time);
        writer.Bytes(signature);
        return PassText.From(code[..(1 + inner.Length + writer.Written)]);
    }

    /// <summary>Signs and puts the code together, as the phone does.</summary>
    public static string Present(ReadOnlySpan<byte> inner, ECDsa deviceKey, DateTimeOffset now, ReadOnlySpan<byte> challenge = default)
    {
        var time = checked((uint)now.ToUnixTimeSeconds());
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> signature = stackalloc byte[PassTemplate.SignatureBytes];
        Hash(inner, time, challenge, hash);
        Es256.Sign(deviceKey, hash, signature);
        return Assemble(inner, time, signature);
    }
}
