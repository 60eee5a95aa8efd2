using System.Globalization;
using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Calendar;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <summary>
/// Stores the desks' lists in table <c>Desks</c>, one partition for each department. Only this class knows these keys.
/// </summary>
/// <remarks>
/// The rows: <c>o|due|tier|number</c> an open entry; <c>x|number</c> the request has arrived once; <c>x|number|seq</c> the step
/// that the desk shows; <c>s|code|number</c> and <c>r|yyyymmdd|number</c> the short code and the day of arrival;
/// <c>q|hash</c> a message in quarantine.
/// The step is part of a key, so going from one step to the next is a delete and an add in one transaction. A late or repeated
/// projection does not find its earlier step and writes nothing.
/// </remarks>
/// <param name="clients">The storage clients.</param>
/// <param name="sealer">Seals and opens the masked names.</param>
/// <param name="numbers">Makes the short codes.</param>
/// <param name="time">The clock, for the day of an arrival.</param>
public sealed partial class DeskStore(StorageClients clients, FieldSealer sealer, RequestNumbers numbers, TimeProvider time)
{
    private readonly Table _table = clients.Table(StorageLayout.Desks);

    /// <summary>Enters a request that arrives for the first time. False when it has arrived before. One call.</summary>
    public async Task<bool> TryArriveAsync(string department, DeskEntry entry, string? entryKey, string operation, CancellationToken cancel)
    {
        var transaction = new Transaction(department, operation)
            .Add(new TableEntity(department, Arrived(entry.RequestKey)))
            .Add(Shows(department, entry.RequestKey, entry.Seq, entryKey))
            .Add(new TableEntity(department, ShortCodeKey(entry.RequestKey)))
            .Add(new TableEntity(department, ReceivedKey(LegalDay.Today(time), entry.RequestKey)));
        if (entryKey is not null)
        {
            transaction.Add(Row(department, entryKey, entry));
        }

        return await _table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    /// <summary>
    /// Moves the desk from one step to a later one. False when the desk does not show the earlier step. One call.
    /// </summary>
    public async Task<bool> TryAdvanceAsync(string department, DeskShown from, DeskEntry entry, string? entryKey, string operation, CancellationToken cancel)
    {
        var transaction = new Transaction(department, operation)
            .Add(Shows(department, entry.RequestKey, entry.Seq, entryKey))
            .Delete(ShowsKey(entry.RequestKey, from.Seq));
        // A transaction may name a row only once. So an entry whose key does not change is replaced, not deleted and added.
        if (entryKey is not null && entryKey == from.EntryKey)
        {
            transaction.Replace(Row(department, entryKey, entry), ETag.All);
        }
        else
        {
            _ = from.EntryKey is null ? transaction : transaction.Delete(from.EntryKey);
            _ = entryKey is null ? transaction : transaction.Add(Row(department, entryKey, entry));
        }

        return await _table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    /// <summary>Moves the desk to a claim without knowing the other fields of the entry. False as above. One call.</summary>
    public async Task<bool> TryAdvanceClaimAsync(string department, string requestKey, DeskShown from, ClaimShown claim, string operation, CancellationToken cancel)
    {
        var entry = new TableEntity(department, from.EntryKey!) { ["Seq"] = claim.Seq, ["ClaimedBy"] = claim.Account, ["State"] = claim.State };
        var transaction = new Transaction(department, operation)
            .Add(Shows(department, requestKey, claim.Seq, from.EntryKey))
            .Delete(ShowsKey(requestKey, from.Seq))
            .Merge(entry, ETag.All);
        return await _table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    /// <summary>Reads what the desk shows of a request; null when the request never arrived. One call.</summary>
    public async Task<DeskShown?> ShownAsync(string department, string requestKey, CancellationToken cancel)
    {
        var page = await _table.ReadAsync(TableFilter.Prefix(department, Arrived(requestKey)), 10, cancel);
        return page.Rows.LastOrDefault(row => row.ContainsKey("Entry")) is { } row
            ? new DeskShown(int.Parse(row.RowKey.AsSpan(row.RowKey.LastIndexOf('|') + 1), CultureInfo.InvariantCulture), row.GetString("Entry") is { Length: > 0 } key ? key : null)
            : null;
    }

    /// <summary>
    /// Reads a page of the open entries in the order of the list, and the key after which the next page starts. One call.
    /// </summary>
    public async Task<(IReadOnlyList<DeskEntry> Entries, string? Next)> ListAsync(string department, int take, string? after, CancellationToken cancel)
    {
        var filter = after is not null && StorageKey.IsValid(after)
            ? TableFilter.After(department, after, TableFilter.Next("o|"))
            : TableFilter.Prefix(department, "o|");
        var page = await _table.ReadAsync(filter, take + 1, cancel);
        var rows = page.Rows.Take(take).ToList();
        return ([.. rows.Select(Read)], page.Rows.Count > take ? rows[^1].RowKey : null);
    }

    private static string Arrived(string requestKey) => StorageKey.Join("x", requestKey);

    private static string ShowsKey(string requestKey, int seq) => StorageKey.Join("x", requestKey, StorageKey.Number(seq, 4));

    private static TableEntity Shows(string department, string requestKey, int seq, string? entryKey) =>
        new(department, ShowsKey(requestKey, seq)) { ["Entry"] = entryKey ?? "" };

    private TableEntity Row(string department, string key, DeskEntry entry) => new(department, key)
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
            row.GetInt32("Excluded") ?? 0);
    }
}

/// <summary>What a desk shows of a request.</summary>
/// <param name="Seq">The number of the step that the desk shows.</param>
/// <param name="EntryKey">The row key of the open entry; null when the desk has no open entry.</param>
public sealed record DeskShown(int Seq, string? EntryKey);

/// <summary>The fields of an entry that a claim changes.</summary>
/// <param name="Seq">The number of the claim's step.</param>
/// <param name="Account">The account that claimed the request.</param>
/// <param name="State">The published name of the state after the claim.</param>
public sealed record ClaimShown(int Seq, string Account, string State);
