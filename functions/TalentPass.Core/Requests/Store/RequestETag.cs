using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Store;

/// <summary>
/// The content of a request's ETag. It is enough to claim the request without reading it, and to tell which actions are allowed
/// after the claim. The ETag is authenticated with a MAC, so a client cannot make or change one.
/// </summary>
/// <param name="Version">The row's version in storage. The write is refused when the row has another version.</param>
/// <param name="Seq">The number of the last step.</param>
/// <param name="State">The state.</param>
/// <param name="IsClaimed">Whether somebody has claimed the request.</param>
/// <param name="Due">The desk's due date; null when no clock runs.</param>
/// <param name="Tier">The applicant's tier level.</param>
/// <param name="Head">The chain hash of the last step.</param>
/// <param name="Service">The service's id.</param>
/// <param name="CatalogueVersion">The version of the catalogue whose rules bind.</param>
/// <param name="Course">The facts that the guards of a desk's actions need.</param>
/// <param name="PausedUntil">The last day of a pause; null when there is none.</param>
public sealed record RequestETag(
    ETag Version,
    int Seq,
    RequestState State,
    bool IsClaimed,
    DateOnly? Due,
    int Tier,
    byte[] Head,
    string Service,
    int CatalogueVersion,
    ETagCourse Course = ETagCourse.None,
    DateOnly? PausedUntil = null)
{
    /// <summary>Takes the content of the ETag from a request that was read.</summary>
    public static RequestETag Of(RequestCase request) => new(
        request.Version,
        request.Seq,
        request.State,
        request.ClaimedBy is not null,
        request.Clocks.Due,
        request.Tier,
        request.Head,
        request.Service,
        request.CatalogueVersion,
        (request.Course.Supplement is null ? 0 : ETagCourse.Asked)
        | (request.Course.Gaps is { SuppliedAt: not null } ? ETagCourse.Supplied : 0)
        | (request.Course.Extension is null ? 0 : ETagCourse.Extended)
        | (request.Course.Urge is { AnsweredAt: null } ? ETagCourse.Urged : 0)
        | (request.Course.IsFromBadRating ? ETagCourse.IsFromBadRating : 0),
        request.Course.Pause?.Until);

    /// <summary>
    /// Makes a request that has only the data of the ETag: enough for the guards of a desk's actions, and nothing else.
    /// </summary>
    /// <param name="request">The request's ids.</param>
    /// <param name="department">The department of the desk that has the request.</param>
    internal RequestCase Outline(RequestRef request, string department)
    {
        var nothing = new DateTimeOffset();
        var day = Due ?? DateOnly.MaxValue;
        return new RequestCase
        {
            Ref = request,
            Service = Service,
            CatalogueVersion = CatalogueVersion,
            Department = department,
            State = State,
            Seq = Seq,
            Head = Head,
            SubmittedAt = nothing,
            Clocks = new RequestClocks(day, Due),
            Tier = Tier,
            Applicant = "",
            Course = new RequestCourse
            {
                Supplement = Course.HasFlag(ETagCourse.Asked) ? new SupplementFact([], day) : null,
                Gaps = Course.HasFlag(ETagCourse.Supplied) ? new GapsFact([], day, nothing) : null,
                Extension = Course.HasFlag(ETagCourse.Extended) ? new ExtensionFact(0, "", "") : null,
                Urge = Course.HasFlag(ETagCourse.Urged) ? new UrgeFact(nothing, "") : null,
                Origin = Course.HasFlag(ETagCourse.IsFromBadRating) ? new OriginFact(OriginFact.BadRating, "") : null,
                Pause = PausedUntil is { } until ? new PauseFact("", until, 0, until) : null,
            },
            Version = Version,
        };
    }
}

/// <summary>The facts of a request's course that an ETag holds.</summary>
[Flags]
public enum ETagCourse
{
    /// <summary>No fact.</summary>
    None = 0,

    /// <summary>The desk has asked the applicant to supply something (补正).</summary>
    Asked = 1,

    /// <summary>The papers that were missing at a tolerant acceptance (容缺受理) have been supplied.</summary>
    Supplied = 1 << 1,

    /// <summary>The time to decide was extended.</summary>
    Extended = 1 << 2,

    /// <summary>An urging (催办) waits for an answer.</summary>
    Urged = 1 << 3,

    /// <summary>A bad rating opened the request.</summary>
    IsFromBadRating = 1 << 4,
}

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
    private const int MaxLength = 512;
    private readonly byte[] _key = key.Derive("request-ticket");

    /// <summary>
    /// Writes the ETag of a request, without quotes. It has about 110 characters when the storage version has its usual form.
    /// </summary>
    public string Write(RequestCase request) => Write(request.Ref, request.Department, RequestETag.Of(request));

    /// <summary>Writes an ETag with this content.</summary>
    public string Write(RequestRef request, string department, RequestETag told)
    {
        var version = Pack(told.Version) ?? Encoding.ASCII.GetBytes(told.Version.ToString());
        var service = Encoding.UTF8.GetBytes(told.Service);
        Span<byte> bytes = stackalloc byte[FixedLength + service.Length + version.Length + MacLength];
        BinaryPrimitives.WriteInt32BigEndian(bytes, told.Seq);
        bytes[4] = (byte)told.State;
        bytes[5] = (byte)told.Tier;
        BinaryPrimitives.WriteInt32BigEndian(bytes[6..], told.Due?.DayNumber ?? -1);
        bytes[10] = (byte)((told.IsClaimed ? Claimed : 0) | (Pack(told.Version) is null ? Whole : 0));
        told.Head.CopyTo(bytes[11..]);
        bytes[CourseAt] = (byte)told.Course;
        BinaryPrimitives.WriteInt32BigEndian(bytes[(CourseAt + 1)..], told.PausedUntil?.DayNumber ?? -1);
        BinaryPrimitives.WriteInt32BigEndian(bytes[(CourseAt + 5)..], told.CatalogueVersion);
        bytes[FixedLength - 1] = (byte)service.Length;
        service.CopyTo(bytes[FixedLength..]);
        version.CopyTo(bytes[(FixedLength + service.Length)..]);
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
        var versionAt = FixedLength + bytes[FixedLength - 1];
        return new RequestETag(
            (bytes[10] & Whole) == 0 ? Unpack(bytes[versionAt..^MacLength]) : new ETag(Encoding.ASCII.GetString(bytes[versionAt..^MacLength])),
            BinaryPrimitives.ReadInt32BigEndian(bytes),
            (RequestState)bytes[4],
            (bytes[10] & Claimed) != 0,
            due < 0 ? null : DateOnly.FromDayNumber(due),
            bytes[5],
            bytes.Slice(11, TimelineEvent.HashLength).ToArray(),
            Encoding.UTF8.GetString(bytes[FixedLength..versionAt]),
            BinaryPrimitives.ReadInt32BigEndian(bytes[(CourseAt + 5)..]),
            (ETagCourse)bytes[CourseAt],
            paused < 0 ? null : DateOnly.FromDayNumber(paused));
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
