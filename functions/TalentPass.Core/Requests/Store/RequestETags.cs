using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Store;

/// <summary>Writes and reads the ETags of requests.</summary>
/// <param name="key">The deployment's master key.</param>
public sealed class RequestETags(MasterKey key)
{
    private const string ETagPrefix = "W/\"datetime'";
    private const string ETagSuffix = "'\"";
    private const string ETagTime = "yyyy-MM-dd'T'HH'%3A'mm'%3A'ss.fffffff'Z'";
    private const int MacLength = 12;
    private const int FixedLength = 4 + 1 + 1 + 4 + 1 + TimelineEvent.HashLength + 1 + 4 + 4 + 1;
    private const int CourseAt = 11 + TimelineEvent.HashLength;
    private const int PackedLength = 8;
    private const byte Claimed = 1;
    private const byte Whole = 2;
    private const byte Lined = 4;
    private const byte Provisional = 8;
    private const byte Dated = 16;
    private const int DayLength = 4;
    private const int LineLength = 8 + 4 + 2 + 1;
    private const int MaxLength = 512;
    private readonly byte[] _key = key.Derive("request-ticket");

    /// <summary>
    /// Writes the ETag of a request, without quotes. It has about 140 characters when the storage version has its usual form.
    /// </summary>
    public string Write(RequestCase request) => Write(request.Ref, request.Department, RequestETag.Of(request));

    /// <summary>Writes an ETag with this content.</summary>
    public string Write(RequestRef request, string department, RequestETag told)
    {
        var version = Pack(told.Version) ?? Encoding.ASCII.GetBytes(told.Version.ToString());
        var service = Encoding.UTF8.GetBytes(told.Service);
        var name = Encoding.UTF8.GetBytes(told.Line?.Applicant ?? "");
        var lineLength = told.Line is null ? 0 : LineLength + name.Length + DayLength;
        Span<byte> bytes = stackalloc byte[FixedLength + service.Length + lineLength + version.Length + MacLength];
        BinaryPrimitives.WriteInt32BigEndian(bytes, told.Seq);
        bytes[4] = (byte)told.State;
        bytes[5] = (byte)told.Tier;
        BinaryPrimitives.WriteInt32BigEndian(bytes[6..], told.Due?.DayNumber ?? -1);
        bytes[10] = (byte)((told.IsClaimed ? Claimed : 0) | (Pack(told.Version) is null ? Whole : 0) | (told.Line is null ? 0 : Lined | Dated)
            | (told.Line is { Provisional: true } ? Provisional : 0));
        told.Head.CopyTo(bytes[11..]);
        bytes[CourseAt] = (byte)told.Course;
        BinaryPrimitives.WriteInt32BigEndian(bytes[(CourseAt + 1)..], told.PausedUntil?.DayNumber ?? -1);
        BinaryPrimitives.WriteInt32BigEndian(bytes[(CourseAt + 5)..], told.CatalogueVersion);
        bytes[FixedLength - 1] = (byte)service.Length;
        service.CopyTo(bytes[FixedLength..]);
        if (told.Line is { } line)
        {
            var at = bytes[(FixedLength + service.Length)..];
            BinaryPrimitives.WriteInt64BigEndian(at, line.SubmittedAt.UtcTicks);
            BinaryPrimitives.WriteInt32BigEndian(at[8..], line.Start.DayNumber);
            BinaryPrimitives.WriteUInt16BigEndian(at[12..], checked((ushort)line.Excluded));
            at[LineLength - 1] = (byte)name.Length;
            name.CopyTo(at[LineLength..]);
            BinaryPrimitives.WriteInt32BigEndian(at[(LineLength + name.Length)..], line.Received?.DayNumber ?? -1);
        }

        version.CopyTo(bytes[(FixedLength + service.Length + lineLength)..]);
        Mac(request, department, bytes[..^MacLength], bytes[^MacLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>
    /// Reads an ETag that a client sent. Null when this deployment did not make it for this request at this department.
    /// </summary>
    public RequestETag? Read(RequestRef request, string department, string text)
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
        var paused = BinaryPrimitives.ReadInt32BigEndian(bytes[(CourseAt + 1)..]);
        var serviceEnd = FixedLength + bytes[FixedLength - 1];
        var (line, versionAt) = ReadLine(bytes, serviceEnd);
        return new RequestETag(
            (bytes[10] & Whole) == 0 ? Unpack(bytes[versionAt..^MacLength]) : new ETag(Encoding.ASCII.GetString(bytes[versionAt..^MacLength])),
            BinaryPrimitives.ReadInt32BigEndian(bytes),
            (RequestState)bytes[4],
            (bytes[10] & Claimed) != 0,
            due < 0 ? null : DateOnly.FromDayNumber(due),
            bytes[5],
            bytes.Slice(11, TimelineEvent.HashLength).ToArray(),
            Encoding.UTF8.GetString(bytes[FixedLength..serviceEnd]),
            BinaryPrimitives.ReadInt32BigEndian(bytes[(CourseAt + 5)..]),
            (ETagCourse)bytes[CourseAt],
            paused < 0 ? null : DateOnly.FromDayNumber(paused),
            line);
    }

    private static (ETagLine? Line, int End) ReadLine(ReadOnlySpan<byte> bytes, int from)
    {
        if ((bytes[10] & Lined) == 0)
        {
            return (null, from);
        }

        var at = bytes[from..];
        var name = at[LineLength - 1];
        // A line from before the day of receipt was added. Without the day a claim cannot move all the desk's rows, so it reads.
        if ((bytes[10] & Dated) == 0)
        {
            return (null, from + LineLength + name);
        }

        var received = BinaryPrimitives.ReadInt32BigEndian(at[(LineLength + name)..]);
        var line = new ETagLine(
            Encoding.UTF8.GetString(at.Slice(LineLength, name)),
            new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(at), TimeSpan.Zero),
            DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32BigEndian(at[8..])),
            BinaryPrimitives.ReadUInt16BigEndian(at[12..]),
            (bytes[10] & Provisional) != 0,
            received < 0 ? null : DateOnly.FromDayNumber(received));
        return (line, from + LineLength + name + DayLength);
    }

    // The storage service's version is the time of the write in units of 100 ns, which fits into eight bytes. A version in
    // another
    // form is kept as text.
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
