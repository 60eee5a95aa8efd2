using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Documents.Codec;

/// <summary>The answer of a verifier about the code on a result document.</summary>
/// <param name="Reason">The reason, which also gives the colour. The published texts are those of passes.</param>
/// <param name="Contents">What the document says; null unless the signature was verified.</param>
/// <param name="Kid">The key that the code names. It is proved only together with <paramref name="Contents"/>.</param>
public sealed record DocumentVerdict(PassReason Reason, DocumentContents? Contents, Kid Kid)
{
    /// <summary>The colour to show.</summary>
    public PassLight Light => Reason.Light();
}

/// <summary>
/// Verifies the codes on result documents with public data only, with or without a network, by the same trust list and status
/// lists as passes. Cheap checks come first, and each refusal has its own reason. Thread-safe.
/// </summary>
/// <param name="trust">The keys that this verifier trusts.</param>
/// <param name="status">The status lists that this verifier has; null when the caller reads the document itself from storage.</param>
public sealed class DocumentVerifier(TrustBook trust, StatusBook? status)
{
    /// <summary>Verifies one code.</summary>
    /// <param name="text">The text of the QR code.</param>
    /// <param name="now">The verifier's time.</param>
    /// <returns>
    /// The verdict. <see cref="PassReason.KeyTime"/> means that the code is older than its key's signatures count, about three
    /// years; the document may still count, and the city tells when asked online. <see cref="PassReason.Expired"/>,
    /// <see cref="PassReason.StatusInvalid"/> and <see cref="PassReason.StaleLists"/> still say what the document is.
    /// </returns>
    public DocumentVerdict Verify(string text, DateTimeOffset now)
    {
        var reason = DocumentCodec.Read(text, out var read);
        if (read is null)
        {
            return new DocumentVerdict(reason, null, default);
        }

        var key = trust.Current?.Find(read.Kid);
        reason = key is null ? PassReason.UnknownKid
            : key.Algorithm != Es256.Algorithm ? PassReason.Algorithm
            : now < key.NotBefore - PassProfiles.ClockSkew || now > key.NotAfter ? PassReason.KeyTime
            : !key.Uses.HasFlag(KeyUses.Card) ? PassReason.Profile
            : !DocumentCodec.IsSignedBy(text, key) ? PassReason.Signature
            : PassReason.Accepted;
        return reason == PassReason.Accepted
            ? new DocumentVerdict(Conclude(read, now), read.Contents, read.Kid)
            : new DocumentVerdict(reason, null, read.Kid);
    }

    private PassReason Conclude(ReadDocumentCode read, DateTimeOffset now)
    {
        var standing = status?.Look(read.Kid.City, read.Contents.StatusIndex, now) ?? StatusAnswer.Valid;
        return standing == StatusAnswer.Invalid ? PassReason.StatusInvalid
            : standing == StatusAnswer.Suspended ? PassReason.StatusSuspended
            : now < read.Contents.IssuedAt - PassProfiles.ClockSkew ? PassReason.NotYetValid
            : now > read.Contents.ExpiresAt ? PassReason.Expired
            : !trust.IsFresh(now) || standing == StatusAnswer.Unknown ? PassReason.StaleLists
            : PassReason.Accepted;
    }
}
