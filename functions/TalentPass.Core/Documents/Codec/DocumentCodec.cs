using System.Text;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Documents.Codec;

/// <summary>
/// Writes and reads the signed code on a result document (profile D of TP1). It is a COSE_Sign1 like a pass, with another claim
/// and with <c>TP1D</c> as external data of the signature (RFC 9052, 4.3). So neither its bytes nor its signature can ever be taken
/// for a pass, nor a pass for a document.
/// <code>
/// text    = "TP1:" Base45(18([prot, {}, payload, sig64]))
/// prot    = &lt;&lt; {1: -7, 4: kid} &gt;&gt;
/// payload = &lt;&lt; { ? 4: exp, 6: iat, -65538: [idx, kind, number, service, holder] } &gt;&gt;
/// </code>
/// The number stands without its constant beginning. The holder is the masked name.
/// </summary>
public static class DocumentCodec
{
    /// <summary>The longest masked name in a code, in bytes of UTF-8. A longer one is left out.</summary>
    public const int MostHolderBytes = 40;

    private const int ExpiryClaim = 4;
    private const int IssuedAtClaim = 6;
    private const long DocumentClaim = -65538;
    private const int Members = 5;
    private const int MostPayloadBytes = 256;
    private const int MostServiceBytes = 40;
    private const string Beginning = ECertificateNumber.Root + ".";

    /// <summary>The external data of the signature.</summary>
    internal static ReadOnlySpan<byte> Context => "TP1D"u8;

    /// <summary>Signs a document's code and writes its text.</summary>
    /// <param name="key">An issuing key that may sign now.</param>
    /// <param name="contents">What the code says.</param>
    public static string Sign(SigningKey key, DocumentContents contents)
    {
        Span<byte> payload = stackalloc byte[MostPayloadBytes];
        var writer = new CborWriter(payload);
        writer.Map(contents.ExpiresAt is null ? 2 : 3);
        if (contents.ExpiresAt is { } end)
        {
            writer.UInt(ExpiryClaim);
            writer.UInt((ulong)end.ToUnixTimeSeconds());
        }

        writer.UInt(IssuedAtClaim);
        writer.UInt((ulong)contents.IssuedAt.ToUnixTimeSeconds());
        writer.Int(DocumentClaim);
        writer.Array(Members);
        writer.UInt(contents.StatusIndex);
        writer.UInt((ulong)contents.Kind);
        writer.Text(Encoding.UTF8.GetBytes(contents.Number[Beginning.Length..]));
        writer.Text(Encoding.UTF8.GetBytes(contents.Service));
        var holder = Encoding.UTF8.GetBytes(contents.Holder);
        writer.Text(holder.Length > MostHolderBytes ? [] : holder);
        return PassText.From(CoseSign1.Sign(key, payload[..writer.Written], [], Context));
    }

    /// <summary>Reads a text. It does not verify the signature.</summary>
    /// <param name="text">The text of the QR code.</param>
    /// <param name="read">What the code says and which key it names; null when the text is no document's code.</param>
    /// <returns>
    /// <see cref="PassReason.Accepted"/>, <see cref="PassReason.TooLong"/>, <see cref="PassReason.Prefix"/>,
    /// <see cref="PassReason.Base45"/> or <see cref="PassReason.Template"/>.
    /// </returns>
    public static PassReason Read(ReadOnlySpan<char> text, out ReadDocumentCode? read)
    {
        read = null;
        Span<byte> code = stackalloc byte[PassText.MaxBytes];
        var reason = PassText.Read(text, code, out var written);
        if (reason != PassReason.Accepted)
        {
            return reason;
        }

        read = TryRead(code[..written], out var message) && Decode(message.Payload) is { } contents
            ? new ReadDocumentCode(contents, Kid.Read(message.KidBytes))
            : null;
        return read is null ? PassReason.Template : PassReason.Accepted;
    }

    /// <summary>Whether the signature of a document's code verifies with the key. The text was read before.</summary>
    internal static bool IsSignedBy(ReadOnlySpan<char> text, VerificationKey key)
    {
        Span<byte> code = stackalloc byte[PassText.MaxBytes];
        return PassText.Read(text, code, out var written) == PassReason.Accepted
            && TryRead(code[..written], out var message)
            && message.IsSignedBy(key, Context);
    }

    // A protected header of this length that names a key has exactly the algorithm and the key.
    private static bool TryRead(ReadOnlySpan<byte> code, out CoseSign1 message) =>
        CoseSign1.TryRead(code, tagged: true, out message)
        && message.Protected.Length == PassTemplate.ProtectedBytes
        && message.KidBytes.Length == Kid.Size;

    private static DocumentContents? Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new CborReader(payload);
        ulong end = 0;
        if (!reader.Map(3, out var claims) || claims < 2
            || !reader.UInt(IssuedAtClaim, out var label)
            || (claims == 3 && (label != ExpiryClaim || !reader.UInt(uint.MaxValue, out end) || !reader.UInt(IssuedAtClaim, out label)))
            || label != IssuedAtClaim || !reader.UInt(uint.MaxValue, out var issued)
            || !reader.Int(out var claim) || claim != DocumentClaim
            || !reader.Array(Members, out var members) || members != Members
            || !reader.UInt(uint.MaxValue, out var index)
            || !reader.UInt((ulong)ResultKind.AcceptanceRevoked, out var kind) || kind == 0
            || !reader.Text(out var number)
            || !reader.Text(out var service) || service.Length is 0 or > MostServiceBytes
            || !reader.Text(out var holder) || holder.Length > MostHolderBytes
            || !reader.AtEnd
            || !ECertificateNumber.TryParse(Beginning + Encoding.UTF8.GetString(number), out var parsed, out _)
            || !parsed.Value.AsSpan(Beginning.Length).SequenceEqual(Encoding.UTF8.GetString(number)))
        {
            return null;
        }

        return new DocumentContents(
            parsed.Value,
            (ResultKind)kind,
            Encoding.UTF8.GetString(service),
            Encoding.UTF8.GetString(holder),
            DateTimeOffset.FromUnixTimeSeconds((long)issued),
            claims == 3 ? DateTimeOffset.FromUnixTimeSeconds((long)end) : null,
            (uint)index);
    }
}
