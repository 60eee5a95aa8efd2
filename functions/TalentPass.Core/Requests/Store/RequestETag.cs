using System.Text;
using Azure;
using TalentPass.Core.Requests.Record;

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
/// <param name="Line">
/// What else the desk's rows hold, so that a claim needs no read; null when the name is too long for an ETag, of a guest's request, when it depends on the
/// officer who may act (an appeal; a step that waits for a second person), and in ETags of before 2026-11-26.
/// </param>
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
    DateOnly? PausedUntil = null,
    ETagLine? Line = null)
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
        | (request.Course.IsFromBadRating ? ETagCourse.IsFromBadRating : 0)
        | (request.Course.Slip?.Colour switch { "blue" => ETagCourse.BlueSlip, "orange" => ETagCourse.OrangeSlip, "red" => ETagCourse.RedSlip, _ => 0 })
        | (request.Course.Origin is null ? 0 : ETagCourse.Opened),
        request.Course.Pause?.Until,
        request.Course is { Awaiting: null, Barred.Count: 0, Filing: null or { Guest: null } } && Encoding.UTF8.GetByteCount(request.Applicant) <= ETagLine.MostNameBytes
            ? new ETagLine(
                request.Applicant, request.SubmittedAt, request.Clocks.Start, request.Clocks.Counts.Excluded, request.Clocks.Provisional,
                request.ReceivedBy(request.Department))
            : null);

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
            SubmittedAt = Line?.SubmittedAt ?? nothing,
            Clocks = new RequestClocks(Line?.Start ?? day, Due, Provisional: Line is { Provisional: true })
            {
                Counts = new(ClockPhase.None, Excluded: Line?.Excluded ?? 0),
            },
            Tier = Tier,
            Applicant = Line?.Applicant ?? "",
            Course = new RequestCourse
            {
                Supplement = Course.HasFlag(ETagCourse.Asked) ? new SupplementFact([], day) : null,
                Gaps = Course.HasFlag(ETagCourse.Supplied) ? new GapsFact([], day, nothing) : null,
                Extension = Course.HasFlag(ETagCourse.Extended) ? new ExtensionFact(0, "", "") : null,
                Urge = Course.HasFlag(ETagCourse.Urged) ? new UrgeFact(nothing, "") : null,
                Slip = Slip(Course) is { } colour ? new SlipFact(colour, day, day) : null,
                Origin = Course.HasFlag(ETagCourse.IsFromBadRating) ? new OriginFact(OriginFact.BadRating, "")
                    : Course.HasFlag(ETagCourse.Opened) ? new OriginFact(OriginFact.Appeal, "") : null,
                Pause = PausedUntil is { } until ? new PauseFact("", until, 0, until) : null,
                Arrivals = Line?.Received is { } received ? [new ArrivalFact(department, received)] : [],
            },
            Version = Version,
        };
    }

    private static string? Slip(ETagCourse course) => (course & ETagCourse.RedSlip) switch
    {
        ETagCourse.BlueSlip => "blue",
        ETagCourse.OrangeSlip => "orange",
        ETagCourse.RedSlip => "red",
        _ => null,
    };
}

/// <summary>
/// What a desk's rows hold besides the rest of the ETag. Whoever gets the ETag is shown all of it in the answer, but for the day of
/// receipt.
/// </summary>
/// <param name="Applicant">The applicant's masked name.</param>
/// <param name="SubmittedAt">When the request was received.</param>
/// <param name="Start">The legal day on which the running clock started.</param>
/// <param name="Excluded">The working days between start and due date that pauses exclude.</param>
/// <param name="Provisional">Whether the due date depends on a year without a published calendar.</param>
/// <param name="Received">The legal day on which the desk first received the request; null when that was not kept.</param>
public sealed record ETagLine(
    string Applicant, DateTimeOffset SubmittedAt, DateOnly Start, int Excluded, bool Provisional, DateOnly? Received = null)
{
    /// <summary>The longest masked name that an ETag holds, in bytes of UTF-8. A mask is an initial or two, so it is far shorter.</summary>
    public const int MostNameBytes = 64;
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

    /// <summary>The last slip of supervision (督办单) is blue.</summary>
    BlueSlip = 1 << 5,

    /// <summary>The last slip is orange.</summary>
    OrangeSlip = 1 << 6,

    /// <summary>The last slip is red.</summary>
    RedSlip = BlueSlip | OrangeSlip,

    /// <summary>Another request opened the request.</summary>
    Opened = 1 << 7,
}
