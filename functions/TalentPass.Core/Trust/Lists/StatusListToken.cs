using System.Text;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Lists;

/// <summary>
/// A signed status list in its CWT form (draft-ietf-oauth-status-list, section 5.2), in deterministic CBOR.
/// </summary>
/// <param name="Subject">The URL of the list (claim 2).</param>
/// <param name="IssuedAt">When the list was signed (claim 6).</param>
/// <param name="ExpiresAt">When the list expires (claim 4).</param>
/// <param name="TimeToLive">How long a verifier may use a copy before it fetches the list again (claim 65534).</param>
/// <param name="List">The statuses (claim 65533).</param>
public sealed record StatusListToken(
    string Subject, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, TimeSpan TimeToLive, StatusList List)
{
    /// <summary>The media type of the signed form.</summary>
    public const string MediaType = "application/statuslist+cwt";

    /// <summary>How long a verifier may use a copy of one of our own lists before it fetches the list again.</summary>
    public static readonly TimeSpan OwnTimeToLive = TimeSpan.FromMinutes(15);

    /// <summary>Our own lists expire this long after they were signed.</summary>
    public static readonly TimeSpan OwnLife = TimeSpan.FromHours(24);

    /// <summary>The largest token that a verifier reads: 1 MiB.</summary>
    public const int MaxBytes = 1 << 20;

    private static ReadOnlySpan<byte> Type => "application/statuslist+cwt"u8;

    /// <summary>Signs the list. The key must be one that may sign status lists; this is not checked here.</summary>
    public byte[] Sign(SigningKey key) => CoseSign1.Sign(key, Encode(List.Deflate()), Type);

    /// <summary>Reads a token without verifying its signature. <see cref="StatusBook"/> checks who signed it.</summary>
    /// <param name="bytes">The COSE message.</param>
    /// <param name="kid">The key id that the token names; empty when it names none.</param>
    /// <returns>The token, or null when the bytes are not a status list.</returns>
    public static StatusListToken? Read(ReadOnlySpan<byte> bytes, out byte[] kid)
    {
        kid = [];
        if (bytes.Length > MaxBytes
            || !CoseSign1.TryRead(bytes, tagged: true, out var message)
            || !message.Type.SequenceEqual(Type))
        {
            return null;
        }

        kid = message.KidBytes.ToArray();
        return Decode(message.Payload);
    }

    /// <summary>The key id that a token names; null when there is none, or when it is not four bytes long.</summary>
    public static Kid? KidOf(ReadOnlySpan<byte> bytes) =>
        CoseSign1.TryRead(bytes, tagged: true, out var message) && message.KidBytes.Length == Kid.Size ? Kid.Read(message.KidBytes) : null;

    /// <summary>Whether the signature of the token verifies with this key.</summary>
    public static bool IsSignedBy(ReadOnlySpan<byte> bytes, VerificationKey key) =>
        CoseSign1.TryRead(bytes, tagged: true, out var message) && message.IsSignedBy(key);

    /// <summary>Encodes the payload around a compressed <c>lst</c> member.</summary>
    internal byte[] Encode(ReadOnlySpan<byte> lst)
    {
        var subject = Encoding.UTF8.GetBytes(Subject);
        var bytes = new byte[lst.Length + subject.Length + 64];
        var writer = new CborWriter(bytes);
        writer.Map(5);
        writer.UInt(StatusListClaims.SubjectClaim);
        writer.Text(subject);
        writer.UInt(StatusListClaims.IssuedAtClaim);
        writer.UInt((ulong)IssuedAt.ToUnixTimeSeconds());
        writer.UInt(StatusListClaims.ExpiryClaim);
        writer.UInt((ulong)ExpiresAt.ToUnixTimeSeconds());
        writer.UInt(StatusListClaims.TimeToLiveClaim);
        writer.UInt((ulong)TimeToLive.TotalSeconds);
        writer.UInt(StatusListClaims.StatusListClaim);
        writer.Map(2);
        writer.Text("bits"u8);
        writer.UInt((ulong)List.Bits);
        writer.Text("lst"u8);
        writer.Bytes(lst);
        return bytes[..writer.Written];
    }

    // Expiry and time to live are optional in the draft. When a partner leaves them out, the values of our own lists apply.
    private static StatusListToken? Decode(ReadOnlySpan<byte> payload)
    {
        if (!StatusListClaims.TryRead(payload, out var claims) || StatusList.Inflate(claims.Bits, claims.List) is not { } list)
        {
            return null;
        }

        var issued = DateTimeOffset.FromUnixTimeSeconds(claims.IssuedAt!.Value);
        return new StatusListToken(
            Encoding.UTF8.GetString(claims.Subject),
            issued,
            claims.ExpiresAt is { } expires ? DateTimeOffset.FromUnixTimeSeconds(expires) : issued + OwnLife,
            claims.TimeToLive is { } seconds ? TimeSpan.FromSeconds(seconds) : OwnTimeToLive,
            list);
    }
}
