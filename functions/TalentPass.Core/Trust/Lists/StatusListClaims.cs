using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Lists;

/// <summary>
/// The claims of a status list (draft-ietf-oauth-status-list, section 5.2). A city may write them in any order, each at most
/// once. A claim that the draft does not name may change the meaning of the list, so a list with such a claim is refused.
/// </summary>
internal ref struct StatusListClaims
{
    public const int SubjectClaim = 2;
    public const int ExpiryClaim = 4;
    public const int IssuedAtClaim = 6;
    public const int StatusListClaim = 65533;
    public const int TimeToLiveClaim = 65534;
    private const int IssuerClaim = 1;
    private const int MostClaims = 6;
    private const int MostMembers = 3;

    private ReadOnlySpan<byte> _issuer;
    private ReadOnlySpan<byte> _aggregation;

    /// <summary>The URL of the list, in UTF-8.</summary>
    public ReadOnlySpan<byte> Subject { get; private set; }

    /// <summary>When the list was signed, seconds since 1970.</summary>
    public uint? IssuedAt { get; private set; }

    /// <summary>When the list expires, seconds since 1970; null when the city does not say.</summary>
    public uint? ExpiresAt { get; private set; }

    /// <summary>How long a verifier may use a copy, in seconds; null when the city does not say.</summary>
    public uint? TimeToLive { get; private set; }

    /// <summary>Bits per entry. The claims may say up to 8; <see cref="StatusList.Inflate"/> takes 1 or 2.</summary>
    public int Bits { get; private set; }

    /// <summary>The compressed entries (the <c>lst</c> member).</summary>
    public ReadOnlySpan<byte> List { get; private set; }

    /// <summary>
    /// Reads the payload of a list. False when subject, signing time or list is missing, or when a claim stands twice, is not in
    /// the draft or has another form.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out StatusListClaims claims)
    {
        claims = default;
        var reader = new CborReader(payload);
        var read = default(StatusListClaims);
        if (!reader.Map(MostClaims, out var count))
        {
            return false;
        }

        while (count-- > 0)
        {
            if (!read.TryTake(ref reader))
            {
                return false;
            }
        }

        claims = read;
        return reader.AtEnd && !read.Subject.IsEmpty && read.IssuedAt is not null && !read.List.IsEmpty;
    }

    private bool TryTake(scoped ref CborReader reader)
    {
        ReadOnlySpan<byte> text = default;
        uint value = 0;
        switch (reader.UInt(ushort.MaxValue, out var claim) ? claim : 0)
        {
            case IssuerClaim when _issuer.IsEmpty && TryText(ref reader, out text):
                _issuer = text;
                return true;
            case SubjectClaim when Subject.IsEmpty && TryText(ref reader, out text):
                Subject = text;
                return true;
            case IssuedAtClaim when IssuedAt is null && TryNumber(ref reader, uint.MaxValue, out value):
                IssuedAt = value;
                return true;
            case ExpiryClaim when ExpiresAt is null && TryNumber(ref reader, uint.MaxValue, out value):
                ExpiresAt = value;
                return true;
            case TimeToLiveClaim when TimeToLive is null && TryNumber(ref reader, int.MaxValue, out value):
                TimeToLive = value;
                return true;
            case StatusListClaim when List.IsEmpty:
                return TryTakeList(ref reader);
            default:
                return false;
        }
    }

    private bool TryTakeList(scoped ref CborReader reader)
    {
        if (!reader.Map(MostMembers, out var members))
        {
            return false;
        }

        while (members-- > 0)
        {
            if (!reader.Text(out var name) || !TryTakeMember(ref reader, name))
            {
                return false;
            }
        }

        return Bits > 0 && !List.IsEmpty;
    }

    private bool TryTakeMember(scoped ref CborReader reader, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("bits"u8) && Bits == 0 && TryNumber(ref reader, 8, out var bits))
        {
            Bits = (int)bits;
            return true;
        }

        if (name.SequenceEqual("lst"u8) && List.IsEmpty && reader.Bytes(out var list))
        {
            List = list;
            return true;
        }

        if (name.SequenceEqual("aggregation_uri"u8) && _aggregation.IsEmpty && TryText(ref reader, out var uri))
        {
            _aggregation = uri;
            return true;
        }

        return false;
    }

    private static bool TryText(scoped ref CborReader reader, out ReadOnlySpan<byte> text) => reader.Text(out text) && !text.IsEmpty;

    private static bool TryNumber(scoped ref CborReader reader, uint max, out uint value)
    {
        var isRead = reader.UInt(max, out var read);
        value = (uint)read;
        return isRead;
    }
}
