using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Views;

namespace TalentPass.Core.Casework.Desks;

/// <summary>Renders the lines of a desk's list.</summary>
/// <param name="calendar">The working days.</param>
/// <param name="time">The clock.</param>
/// <param name="nameOf">The names of officers.</param>
public sealed class DeskRenderer(WorkingCalendar calendar, TimeProvider time, OfficerNameOf nameOf)
{
    /// <summary>Renders an entry of the list.</summary>
    public DeskItem Item(DeskEntry entry, PublishedCatalogue catalogue, bool english) => new(
        RequestRef.Show(entry.RequestKey),
        entry.Service,
        RequestRenderer.Title(catalogue, entry.Service, english),
        entry.Applicant,
        entry.Tier == RequestCase.NoTier ? null : entry.Tier,
        entry.State,
        entry.ClaimedBy,
        entry.SubmittedAt,
        entry.Due,
        Light(entry),
        entry.Urged,
        RequestRenderer.OnlyTrue(entry.Provisional),
        DueKind.Of(entry.State, entry.Due, catalogue.Content.Service(entry.Service)?.TimeLimits),
        entry.Slip,
        GuestView.Of(entry.Guest, english),
        catalogue.Content.TierOf(entry.Tier)?.Title.In(english),
        entry.ClaimedBy is { } officer ? nameOf(officer, english) : null);

    /// <summary>Renders a request from its own row; the request may be closed.</summary>
    public DeskItem Item(RequestCase request, PublishedCatalogue catalogue, bool english) =>
        Item(DeskEntry.Of(request), catalogue, english);

    /// <summary>The light of an entry today.</summary>
    public string Light(DeskEntry entry) => Light(CountedAs.Of(entry));

    /// <summary>The light today of the requests that count as this.</summary>
    public string Light(CountedAs facts) => facts.Clocks.Light(LegalDay.Today(time), calendar, facts.PausedUntil);
}
