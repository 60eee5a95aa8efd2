using System.Globalization;
using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Calendar;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <summary>
/// Stores the desks' lists in table <c>Desks</c>, one partition for each department. Only this class knows these keys.
/// </summary>
/// <remarks>
/// The rows: <c>o|due|tier|number</c> an open entry, with a copy in the list of its assignee (<c>a|account|…</c>) and of its
/// state (<c>t|state|…</c>), see <see cref="DeskPlace"/>; <c>c|…</c> the counts; <c>x|number</c> the request has arrived once;
/// <c>x|number|seq</c> the step that the desk shows; <c>s|code|number</c> the short code; <c>r|yyyymmdd|number</c> the entry of every
/// request that arrived, by day of receipt; <c>q|hash</c> a message in quarantine.
/// The step is part of a key, so going from one step to the next is a delete and an add in one transaction. A late or repeated
/// projection does not find its earlier step and writes nothing.
/// </remarks>
/// <param name="clients">The storage clients.</param>
/// <param name="sealer">Seals and opens the masked names.</param>
/// <param name="numbers">Makes the short codes.</param>
/// <param name="random">Makes operation ids.</param>
/// <param name="time">The clock, for the day of an arrival.</param>
public sealed partial class DeskStore(
    StorageClients clients, FieldSealer sealer, RequestNumbers numbers, RandomSource random, TimeProvider time)
{
    private const string GuestCity = "GuestCity";
    private const string GuestCityZh = "GuestCityZh";
    private const string GuestCityEn = "GuestCityEn";

    private static readonly string[] _entryColumns =
    [
        "PartitionKey", "RowKey", "Seq", "Service", "State", "Tier", "Applicant", "SubmittedAt", "Start", "Due", "ClaimedBy", "Urged", "PausedUntil", "Provisional",
        "Excluded", "Slip", "Area", GuestCity, GuestCityZh, GuestCityEn,
    ];

    private static readonly string[] _receivedColumns = [.. _entryColumns, Gone];

    // All that is left of a request at a desk that has handed it on.
    private static readonly Dictionary<string, object> _gone = new(StringComparer.Ordinal) { [Gone] = true };

    private readonly Table _table = clients.Table(StorageLayout.Desks);

    /// <summary>Enters a request that arrives for the first time. False when it has arrived before. One call.</summary>
    public async Task<bool> TryArriveAsync(string department, DeskView view, string operation, CancellationToken cancel)
    {
        var key = view.Entry.RequestKey;
        var transaction = new Transaction(department, operation)
            .Add(new TableEntity(department, Arrived(key)))
            .Add(Shows(department, view))
            .Add(new TableEntity(department, ShortCodeKey(key)));
        if (view.Entry.Received is null)
        {
            // A request, or its message, from before the day was kept. The row leads to the request and says nothing of it.
            transaction.Add(new TableEntity(department, ReceivedKey(LegalDay.Today(time), key)));
        }

        Show(transaction, view, null);
        return await _table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    /// <summary>
    /// Moves the desk from one step to a later one. False when the desk does not show the earlier step. One call.
    /// </summary>
    public async Task<bool> TryAdvanceAsync(string department, DeskShown from, DeskView view, string operation, CancellationToken cancel)
    {
        var transaction = new Transaction(department, operation)
            .Add(Shows(department, view))
            .Delete(ShowsKey(view.Entry.RequestKey, from.Seq));
        Show(transaction, view, from.Place);
        return await _table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    /// <summary>Reads what the desk shows of a request; null when the request never arrived. One call.</summary>
    public async Task<DeskShown?> ShownAsync(string department, string requestKey, CancellationToken cancel)
    {
        var page = await _table.ReadAsync(TableFilter.Prefix(department, Arrived(requestKey)), 10, cancel);
        return page.Rows.LastOrDefault(row => row.ContainsKey("Entry")) is { } row
            ? new DeskShown(
                int.Parse(row.RowKey.AsSpan(row.RowKey.LastIndexOf('|') + 1), CultureInfo.InvariantCulture),
                row.GetString("Entry") is { Length: > 0 } tail ? new DeskPlace(tail, CountedAs.Read(row.GetString("As")) with { Slip = row.GetString("Slip") }) : null)
            : null;
    }

    /// <summary>
    /// Reads a page of a list in its order, and the place after which the next page starts. One call.
    /// </summary>
    /// <param name="department">The desk.</param>
    /// <param name="take">The most entries.</param>
    /// <param name="after">The <see cref="DeskPlace.Tail"/> of the last entry before the page; null for the first page.</param>
    /// <param name="cancel">Stops the read.</param>
    /// <param name="list">The key prefix of the list, see <see cref="DeskPlace"/>.</param>
    public async Task<(IReadOnlyList<DeskEntry> Entries, string? Next)> ListAsync(
        string department, int take, string? after, CancellationToken cancel, string list = DeskPlace.All)
    {
        var filter = after is not null && StorageKey.IsValid(list + after)
            ? TableFilter.After(department, list + after, TableFilter.Next(list))
            : TableFilter.Prefix(department, list);
        var page = await _table.ReadAsync(filter, take + 1, cancel, _entryColumns);
        var rows = page.Rows.Take(take).ToList();
        return ([.. rows.Select(Read)], page.Rows.Count > take ? rows[^1].RowKey[list.Length..] : null);
    }

    // Writes the entry to the row of its day of receipt, and moves it in each of the desk's lists and in the counts.
    private void Show(Transaction transaction, DeskView view, DeskPlace? from)
    {
        var row = view.IsHere ? Row(view.Entry) : _gone;
        if (view.Entry.Received is { } day)
        {
            transaction.Put(new TableEntity(row) { PartitionKey = transaction.Partition, RowKey = ReceivedKey(day, view.Entry.RequestKey) });
        }

        var (left, reached) = (from?.Keys ?? [], view.Place?.Keys ?? []);
        foreach (var key in left.Except(reached, StringComparer.Ordinal))
        {
            transaction.Delete(key);
        }

        // A transaction may name a row only once. So an entry whose key does not change is replaced, not deleted and added.
        foreach (var key in reached)
        {
            var copy = new TableEntity(row) { PartitionKey = transaction.Partition, RowKey = key };
            _ = left.Contains(key, StringComparer.Ordinal) ? transaction.Replace(copy, ETag.All) : transaction.Add(copy);
        }

        Count(transaction, view.Entry, from?.As, view.Place?.As);
    }

    private static string Arrived(string requestKey) => StorageKey.Join("x", requestKey);

    private static string ShowsKey(string requestKey, int seq) => StorageKey.Join("x", requestKey, StorageKey.Number(seq, 4));

    private static TableEntity Shows(string department, DeskView view) =>
        new(department, ShowsKey(view.Entry.RequestKey, view.Entry.Seq)) { ["Entry"] = view.Place?.Tail ?? "", ["As"] = view.Place?.As.Write() ?? "", ["Slip"] = view.Place?.As.Slip };

    private Dictionary<string, object> Row(DeskEntry entry)
    {
        var row = PlainRow(entry);
        if (entry.Guest is { CityCode: var code, City: var (zh, en) })
        {
            (row[GuestCity], row[GuestCityZh], row[GuestCityEn]) = (code, zh, en);
        }

        return row;
    }

    private Dictionary<string, object> PlainRow(DeskEntry entry) => new(StringComparer.Ordinal)
    {
        ["Seq"] = entry.Seq,
        ["Service"] = entry.Service,
        ["State"] = entry.State,
        ["Tier"] = entry.Tier,
        ["Applicant"] = sealer.Seal(entry.Applicant, entry.Place),
        ["SubmittedAt"] = entry.SubmittedAt,
        ["Start"] = entry.Start.ToString("o", CultureInfo.InvariantCulture),
        ["Due"] = entry.Due?.ToString("o", CultureInfo.InvariantCulture) ?? "",
        ["ClaimedBy"] = entry.ClaimedBy ?? "",
        ["Urged"] = entry.Urged,
        ["PausedUntil"] = entry.PausedUntil?.ToString("o", CultureInfo.InvariantCulture) ?? "",
        ["Provisional"] = entry.Provisional,
        ["Excluded"] = entry.Excluded,
        ["Slip"] = entry.Slip ?? "",
        ["Area"] = entry.Area ?? "",
    };

    private DeskEntry Read(TableEntity row)
    {
        var requestKey = row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..];
        return new DeskEntry(
            requestKey,
            row.GetInt32("Seq")!.Value,
            row.GetString("Service"),
            row.GetString("State"),
            row.GetInt32("Tier")!.Value,
            sealer.Open(row.GetBinary("Applicant"), $"{requestKey}|desk"),
            row.GetDateTimeOffset("SubmittedAt")!.Value,
            DateOnly.ParseExact(row.GetString("Start"), "o", CultureInfo.InvariantCulture),
            row.GetString("Due") is { Length: > 0 } due ? DateOnly.ParseExact(due, "o", CultureInfo.InvariantCulture) : null,
            row.GetString("ClaimedBy") is { Length: > 0 } account ? account : null,
            row.GetBoolean("Urged") ?? false,
            row.GetString("PausedUntil") is { Length: > 0 } until ? DateOnly.ParseExact(until, "o", CultureInfo.InvariantCulture) : null,
            row.GetBoolean("Provisional") ?? false,
            row.GetInt32("Excluded") ?? 0,
            Slip: row.GetString("Slip") is { Length: > 0 } slip ? slip : null,
            Guest: row.GetString(GuestCity) is { Length: > 0 } city ? new GuestFact(city, new Bilingual(row.GetString(GuestCityZh), row.GetString(GuestCityEn))) : null,
            Area: row.GetString("Area") is { Length: > 0 } area ? area : null);
    }
}

/// <summary>What a desk shows of a request.</summary>
/// <param name="Seq">The number of the step that the desk shows.</param>
/// <param name="Place">Where the entry is in the desk's lists; null when the desk has no open entry.</param>
public sealed record DeskShown(int Seq, DeskPlace? Place);
