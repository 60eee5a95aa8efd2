using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Scans;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Casework.Applicants;

/// <summary>What is filed of one service, checked.</summary>
/// <param name="Service">The service.</param>
/// <param name="CatalogueVersion">The version of the catalogue whose rules bind.</param>
/// <param name="Answers">The answers.</param>
/// <param name="Materials">The papers.</param>
/// <param name="Area">The service area.</param>
internal sealed record CheckedFiling(
    ServiceItem Service, int CatalogueVersion, JsonElement Answers, IReadOnlyList<SubmittedMaterial> Materials, Area? Area = null)
{
    /// <summary>The service area that is named, if one is; <c>not_in_list</c> where the city has none of that name.</summary>
    public static (Area? Area, Refusal? Wrong) Where(ServiceCatalogue catalogue, string? named) =>
        named is null ? default : catalogue.Area(named) is { } area ? (area, null) : (null, Refusal.Invalid("/area", ValidationCodes.NotInList));

    /// <summary>The clock of a request received on this day; where there is a yearly window it starts when that closes.</summary>
    public static RequestClocks Received(ServiceItem service, DateOnly today, WorkingCalendar calendar) =>
        RequestClocks.Received(service.Window?.ClockStart(today) ?? today, service.TimeLimits, calendar);

    /// <summary>The request to begin, received at this moment.</summary>
    public RequestCase Request(Filer filer, RequestRef number, DateTimeOffset now, WorkingCalendar calendar) =>
        new()
        {
            Ref = number,
            Service = Service.Id,
            CatalogueVersion = CatalogueVersion,
            Department = Service.Department,
            State = RequestState.Submitted,
            Seq = 0,
            Head = TimelineEvent.Genesis,
            SubmittedAt = now,
            Clocks = Received(Service, LegalDay.Of(now), calendar),
            Course = new RequestCourse { Filing = Filing(filer, LegalDay.Of(now)) },
            Tier = filer.Applicant.Tier,
            Applicant = filer.Applicant.MaskedName,
            Answers = Answers.GetRawText(),
            Materials = Materials,
        };

    private FilingFact Filing(Filer filer, DateOnly today) => new(Service.Notice.Version, filer.ScanId, Area?.Id, MinorNotice(today), Area?.Title);

    private string? MinorNotice(DateOnly filed) => PeopleCheck.NamesMinor(Service, Answers, filed) ? Service.Minors?.Notice.Version : null;
}
