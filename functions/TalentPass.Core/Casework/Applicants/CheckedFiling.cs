using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Casework.Applicants;

/// <summary>A filing for one service whose content has been checked.</summary>
/// <param name="Service">The service item.</param>
/// <param name="CatalogueVersion">The version of the catalogue whose rules bind the request.</param>
/// <param name="Answers">The answers to the form.</param>
/// <param name="Materials">The papers that are handed in.</param>
/// <param name="Department">The department whose desk gets the request.</param>
/// <param name="Area">The service area; null when none was named.</param>
/// <param name="At">The JSON pointer of the answers in the body.</param>
internal sealed record CheckedFiling(
    ServiceItem Service, int CatalogueVersion, JsonElement Answers, IReadOnlyList<SubmittedMaterial> Materials, string Department, Area? Area = null,
    string At = "/answers")
{
    /// <summary>The names of the points that the department has to check.</summary>
    public IReadOnlyList<string> Points { get; init; } = [];

    /// <summary>What the filing is about, to find out whether it repeats another one; null when that does not matter.</summary>
    public RepeatedSubject? Subject { get; init; }

    /// <summary>
    /// Finds the named service area; nothing when none is named, <c>not_in_list</c> when the city has no such area.
    /// </summary>
    public static (Area? Area, Refusal? Wrong) Where(ServiceCatalogue catalogue, string? named) =>
        named is null ? default : catalogue.Area(named) is { } area ? (area, null) : (null, Refusal.Invalid("/area", ValidationCodes.NotInList));

    /// <summary>
    /// Starts the receipt clock of a request that is received on this day. Where the service has a yearly window, the clock
    /// starts
    /// when the window closes.
    /// </summary>
    public static RequestClocks Received(ServiceItem service, JsonElement answers, DateOnly today, WorkingCalendar calendar) =>
        RequestClocks.Received(service.Window?.ClockStart(today) ?? today, service.TimeLimits.For(answers), calendar);

    /// <summary>Makes the new request, received at this moment.</summary>
    public RequestCase Request(Filer filer, RequestRef number, DateTimeOffset now, WorkingCalendar calendar) =>
        new()
        {
            Ref = number,
            Service = Service.Id,
            CatalogueVersion = CatalogueVersion,
            Department = Department,
            State = RequestState.Submitted,
            Seq = 0,
            Head = TimelineEvent.Genesis,
            SubmittedAt = now,
            Clocks = Received(Service, Answers, LegalDay.Of(now), calendar),
            Course = new RequestCourse { Filing = Filing(filer, LegalDay.Of(now)), Points = [.. Points.Select(each => new PointFact(each))] },
            Tier = filer.Applicant.Tier,
            Applicant = filer.Applicant.MaskedName,
            Person = filer.Applicant.PersonFor(Service, Answers, LegalDay.Of(now)),
            Answers = StoredJson.Compact(Answers),
            Materials = Materials,
        };

    private FilingFact Filing(Filer filer, DateOnly today) => new(Service.Notice.Version, filer.ScanId, Area?.Id, MinorNotice(today), Area?.Title, Guest: filer.Guest)
    {
        DocumentConfirmed = filer.DocumentConfirmed,
        RepeatOf = Subject?.Earlier,
    };

    private string? MinorNotice(DateOnly filed) => PeopleCheck.NamesMinor(Service, Answers, filed) ? Service.Minors?.Notice.Version : null;
}
