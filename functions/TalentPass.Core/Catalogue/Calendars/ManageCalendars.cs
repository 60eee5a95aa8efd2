using System.Globalization;
using System.Text.Json.Serialization;
using TalentPass.Core.Calendar;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Catalogue.Calendars;

/// <summary>A year with a published calendar.</summary>
/// <param name="Year">The year.</param>
/// <param name="Source"><c>seeds</c>: it came with the app; <c>office</c>: the talent office has published it.</param>
/// <param name="PublishedAt">When the talent office published it; otherwise left out.</param>
public sealed record CalendarListItem(int Year, string Source, DateTimeOffset? PublishedAt);

/// <summary>The calendar of a year (节假日安排).</summary>
/// <param name="Year">The year.</param>
/// <param name="Source"><c>seeds</c>: it came with the app; <c>office</c>: the talent office has published it.</param>
/// <param name="PublishedAt">When the talent office published it; otherwise left out.</param>
/// <param name="Papers">The addresses of the State Council's notices.</param>
/// <param name="Days">The days that differ from a normal week or have a holiday's name.</param>
public sealed record CalendarView(int Year, string Source, DateTimeOffset? PublishedAt, IReadOnlyList<string> Papers, IReadOnlyList<CalendarDay> Days) : IVersioned
{
    /// <inheritdoc />
    [JsonIgnore]
    public string ETag { get; init; } = "";
}

/// <summary>Reads the calendars, and publishes the calendar of a year for the talent office.</summary>
public sealed class ManageCalendars(CalendarStore store, AuditTrail audit, TimeProvider time)
{
    /// <summary>Lists the years with a calendar, oldest first. Usually no storage call.</summary>
    public async Task<Outcome<Page<CalendarListItem>>> ListAsync(PageRequest page, CancellationToken cancel) =>
        Page.Of((await store.CurrentAsync(cancel)).Years, each => Text(each.Year.Year), page, each => new CalendarListItem(each.Year.Year, Source(each), At(each)));

    /// <summary>Returns the calendar of a year; <c>not_found</c> when it is not published. Usually no storage call.</summary>
    public async Task<Outcome<CalendarView>> FindAsync(string year, CancellationToken cancel) =>
        Parse(year) is { } number && (await store.CurrentAsync(cancel)).Of(number) is { } found
            ? new Outcome<CalendarView>.Done(View(found))
            : new Refusal(RefusalCodes.NotFound);

    /// <summary>
    /// Publishes the calendar of a year. It replaces the one of the seeds and an earlier publication; then the caller must name the version
    /// that it replaces. This instance counts by it at once, every other within <see cref="CalendarStore.RenewedEvery"/>; the hourly timer
    /// then counts provisional dates again. Five storage calls; one when the content is in force already.
    /// </summary>
    /// <returns>
    /// The calendar, new or as before; <c>validation_failed</c>, <c>precondition_required</c>, <c>changed_meanwhile</c>, <c>not_found</c>.
    /// </returns>
    public async Task<Outcome<CalendarView>> PublishAsync(Actor actor, string year, CalendarInput input, Precondition? seen, CancellationToken cancel)
    {
        if (Parse(year) is not { } number)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var current = await store.RefreshAsync(cancel);
        var standing = current.Of(number);
        var newest = current.Years is [.., var last] ? last.Year.Year : LegalDay.Today(time).Year - 1;
        var outcome = CalendarReader.Read(number, newest, input);
        if (outcome is not Outcome<CalendarYear>.Done { Value: var read })
        {
            return ((Outcome<CalendarYear>.Refused)outcome).Reason;
        }

        if (standing is not null && standing.Version == new YearInForce(read, null).Version)
        {
            return View(standing);
        }

        if (standing is not null && seen is null)
        {
            return new Refusal(RefusalCodes.PreconditionRequired);
        }

        if (seen is not null && !IsOf(seen, standing))
        {
            return new Refusal(RefusalCodes.ChangedMeanwhile);
        }

        await audit.RecordAsync(actor, "calendar.publish", cancel, subject: Text(number));
        if (!await store.PublishAsync(read, standing?.Version, actor.Account, time.GetUtcNow(), cancel))
        {
            return new Refusal(RefusalCodes.ChangedMeanwhile);
        }

        return new Outcome<CalendarView>.Created(View((await store.RefreshAsync(cancel)).Of(number)!));
    }

    // A compressed answer has the version and the name of the coding as its tag.
    private static bool IsOf(Precondition seen, YearInForce? standing) =>
        standing is not null && seen.Tags.Any(tag => tag.Split('-')[0] == standing.Version);

    private static int? Parse(string year) =>
        year.Length == 4 && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(int year) => year.ToString("d4", CultureInfo.InvariantCulture);

    private static string Source(YearInForce year) => year.PublishedAt is null ? "seeds" : "office";

    private static DateTimeOffset? At(YearInForce year) => year.PublishedAt is { } at ? LegalDay.In(at) : null;

    private static CalendarView View(YearInForce year) => new(year.Year.Year, Source(year), At(year), year.Year.Papers, year.Year.Days) { ETag = year.Version };
}
