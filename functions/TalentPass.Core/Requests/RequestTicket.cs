using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests;

/// <summary>
/// What an ETag of a request tells its maker: enough to claim the request without reading it first. It is
/// authenticated, so a client can only hand back what it was given.
/// </summary>
/// <param name="Version">The row's version in storage: the write is refused unless it is still the same.</param>
/// <param name="Seq">The last step's number.</param>
/// <param name="State">The state.</param>
/// <param name="IsClaimed">Whether somebody claimed it.</param>
/// <param name="Due">The binding date.</param>
/// <param name="Tier">The tier level.</param>
/// <param name="Head">The last step's hash.</param>
public sealed record RequestTicket(ETag Version, int Seq, RequestState State, bool IsClaimed, DateOnly? Due, int Tier, byte[] Head)
{
    /// <summary>The ticket of a request as read.</summary>
    public static RequestTicket Of(RequestCase request) => new(
        request.Version, request.Seq, request.State, request.ClaimedBy is not null, request.Clocks.Due, request.Tier, request.Head);
}

/// <summary>Writes and reads tickets.</summary>
/// <param name="key">The deployment's master key.</param>
public sealed class RequestTickets(MasterKey key)
{
    private const string ETagPrefix = "W/\"datetime'";
    private const string ETagSuffix = "'\"";
    private const string ETagTime = "yyyy-MM-dd'T'HH'%3A'mm'%3A'ss.fffffff'Z'";
    private const int MacLength = 12;
    private const int FixedLength = 4 + 1 + 1 + 4 + 1 + TimelineEvent.HashLength;
    private const int PackedLength = 8;
    private const byte Claimed = 1;
    private const byte Whole = 2;
    private const int MaxLength = 256;
    private readonly byte[] _key = key.Derive("request-ticket");

    /// <summary>The ETag of a request, without quotes; 68 characters where storage's own version has its usual form.</summary>
    public string Write(RequestCase request) => Write(request.Ref, request.Department, RequestTicket.Of(request));

    /// <summary>The ETag of a request whose ticket is known.</summary>
    public string Write(RequestRef request, string department, RequestTicket ticket)
    {
        var version = Pack(ticket.Version) ?? Encoding.ASCII.GetBytes(ticket.Version.ToString());
        Span<byte> bytes = stackalloc byte[FixedLength + version.Length + MacLength];
        BinaryPrimitives.WriteInt32BigEndian(bytes, ticket.Seq);
        bytes[4] = (byte)ticket.State;
        bytes[5] = (byte)ticket.Tier;
        BinaryPrimitives.WriteInt32BigEndian(bytes[6..], ticket.Due?.DayNumber ?? -1);
        bytes[10] = (byte)((ticket.IsClaimed ? Claimed : 0) | (Pack(ticket.Version) is null ? Whole : 0));
        ticket.Head.CopyTo(bytes[11..]);
        version.CopyTo(bytes[FixedLength..]);
        Mac(request, department, bytes[..^MacLength], bytes[^MacLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads an ETag handed back; null when it is not one of ours for this request at this department.</summary>
    public RequestTicket? Read(RequestRef request, string department, string text)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, buffer, out var length) || length < FixedLength + MacLength)
        {
            return null;
        }

        var bytes = buffer[..length];
        Span<byte> mac = stackalloc byte[MacLength];
        Mac(request, department, bytes[..^MacLength], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[^MacLength..]))
        {
            return null;
        }

        var due = BinaryPrimitives.ReadInt32BigEndian(bytes[6..]);
        return new RequestTicket(
            (bytes[10] & Whole) == 0 ? Unpack(bytes[FixedLength..^MacLength]) : new ETag(Encoding.ASCII.GetString(bytes[FixedLength..^MacLength])),
            BinaryPrimitives.ReadInt32BigEndian(bytes),
            (RequestState)bytes[4],
            (bytes[10] & Claimed) != 0,
            due < 0 ? null : DateOnly.FromDayNumber(due),
            bytes[5],
            bytes.Slice(11, TimelineEvent.HashLength).ToArray());
    }

    // The service's version is the row's time of writing in 100 ns, which fits eight bytes; another form travels whole.
    private static byte[]? Pack(ETag version)
    {
        var text = version.ToString();
        if (!text.StartsWith(ETagPrefix, StringComparison.Ordinal)
            || !DateTime.TryParseExact(text[ETagPrefix.Length..^ETagSuffix.Length], ETagTime, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at))
        {
            return null;
        }

        var packed = new byte[PackedLength];
        BinaryPrimitives.WriteInt64BigEndian(packed, at.Ticks);
        return Unpack(packed) == version ? packed : null;
    }

    private static ETag Unpack(ReadOnlySpan<byte> packed) =>
        new($"{ETagPrefix}{new DateTime(BinaryPrimitives.ReadInt64BigEndian(packed), DateTimeKind.Utc).ToString(ETagTime, CultureInfo.InvariantCulture)}{ETagSuffix}");

    private void Mac(RequestRef request, string department, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        byte[] input = [.. body, .. Encoding.ASCII.GetBytes($"{request.Key}|{department}")];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, input, hash);
        hash[..MacLength].CopyTo(mac);
    }
}
