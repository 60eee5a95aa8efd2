using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using TalentPass.Core.Calendar;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Catalogue.Calendars;

/// <summary>The calendar of a year in force.</summary>
/// <param name="Year">The calendar.</param>
/// <param name="PublishedAt">When the talent office published it; null for a calendar of the seeds.</param>
public sealed record YearInForce(CalendarYear Year, DateTimeOffset? PublishedAt)
{
    /// <summary>The version: a hash of the content, 26 base32 characters. Equal content has an equal version.</summary>
    public string Version { get; } = Base32.Encode(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Year, CalendarStoreJson.Default.CalendarYear)).AsSpan(0, 16));
}

/// <summary>All calendars in force, by year.</summary>
/// <param name="Years">The calendars, oldest first.</param>
public sealed record CalendarsInForce(IReadOnlyList<YearInForce> Years)
{
    /// <summary>The calendar of a year; null when it is not published.</summary>
    public YearInForce? Of(int year) => Years.FirstOrDefault(each => each.Year.Year == year);
}

/// <summary>
/// The calendars that the talent office has published: table <c>Catalogue</c>, partition <c>calendar</c>, one row a year. They stand
/// before those of the seeds. Whatever is read or written goes into the shared <see cref="WorkingCalendar"/>, by which the app counts.
/// Only this class knows these keys.
/// </summary>
public sealed class CalendarStore
{
    /// <summary>
    /// How long the calendars are used before they are read again for somebody who looks at them. Instances that nobody asks read them
    /// every <see cref="RenewedEvery"/>.
    /// </summary>
    public static readonly CacheAges Ages = new(Fresh: TimeSpan.FromSeconds(30), Trusted: TimeSpan.FromMinutes(1), Usable: TimeSpan.FromDays(1));

    /// <summary>The longest time after which an instance counts by a calendar that another one has published: five minutes.</summary>
    public static readonly TimeSpan RenewedEvery = TimeSpan.FromMinutes(5);

    private const string Partition = "calendar";
    private const string Document = "Document";
    private const string PublishedAt = "PublishedAt";
    private static readonly RowShape _shape = new("calendar-year", Document, PublishedAt, "PublishedBy");
    private readonly Table _table;
    private readonly RowSeal _seals;
    private readonly RandomSource _random;
    private readonly WorkingCalendar _calendar;
    private readonly IReadOnlyList<YearInForce> _seeds;
    private readonly Cached<CalendarsInForce> _current;

    /// <summary>Creates the store of a deployment. The calendar holds the years of the seeds so far.</summary>
    public CalendarStore(StorageClients clients, RowSeal seals, RandomSource random, WorkingCalendar calendar, TimeProvider time)
    {
        (_table, _seals, _random, _calendar) = (clients.Table(StorageLayout.Catalogue), seals, random, calendar);
        _seeds = [.. calendar.Years.Select(each => new YearInForce(each, null))];
        _current = new Cached<CalendarsInForce>(ReadAsync, Ages, time);
    }

    /// <summary>Returns the calendars, usually from memory. A read costs one call.</summary>
    public ValueTask<CalendarsInForce> CurrentAsync(CancellationToken cancel) => _current.CurrentAsync(cancel);

    /// <summary>Reads the calendars now. One call.</summary>
    public Task<CalendarsInForce> RefreshAsync(CancellationToken cancel) => _current.RefreshAsync(cancel);

    /// <summary>
    /// Publishes the calendar of a year, which is in force at once in this instance. False when somebody else was first. Two calls.
    /// </summary>
    /// <param name="year">The calendar.</param>
    /// <param name="replaced">The version that it replaces; null when there is none yet.</param>
    /// <param name="publisher">The account that publishes.</param>
    /// <param name="at">When it is published.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<bool> PublishAsync(CalendarYear year, string? replaced, string publisher, DateTimeOffset at, CancellationToken cancel)
    {
        var row = await _table.FindAsync(Partition, Key(year.Year), cancel);
        var standing = Read(row) ?? _seeds.FirstOrDefault(each => each.Year.Year == year.Year);
        if (standing?.Version != replaced)
        {
            return false;
        }

        var next = _seals.Seal(_shape, new TableEntity(Partition, Key(year.Year))
        {
            [Document] = JsonSerializer.Serialize(year, CalendarStoreJson.Default.CalendarYear),
            [PublishedAt] = at,
            ["PublishedBy"] = publisher,
        });
        var transaction = new Transaction(Partition, OperationId.New(_random));
        transaction = row is null ? transaction.Add(next) : transaction.Replace(next, row.ETag);
        return await _table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    private async Task<CalendarsInForce> ReadAsync(CancellationToken cancel)
    {
        var published = (await _table.ReadAllAsync(TableFilter.Partition(Partition), cancel)).Select(Read).OfType<YearInForce>();
        var years = _seeds.ToDictionary(each => each.Year.Year);
        foreach (var each in published)
        {
            years[each.Year.Year] = each;
        }

        var all = new CalendarsInForce([.. years.Values.OrderBy(each => each.Year.Year)]);
        _calendar.Use(all.Years.Select(each => each.Year));
        return all;
    }

    private YearInForce? Read(TableEntity? calendar) => _seals.Read(_shape, calendar, row => new YearInForce(
        JsonSerializer.Deserialize(row.GetString(Document), CalendarStoreJson.Default.CalendarYear) ?? throw new JsonException("An empty calendar."),
        row.GetDateTimeOffset(PublishedAt)));

    private static string Key(int year) => year.ToString("d4", CultureInfo.InvariantCulture);
}
