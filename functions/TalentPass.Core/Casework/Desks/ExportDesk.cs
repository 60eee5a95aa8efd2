using System.Globalization;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Files;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Desks;

/// <summary>A table for download. Nothing of it is read yet.</summary>
/// <param name="FileName">The file's name.</param>
/// <param name="OpenAsync">
/// Records the export and opens the table: CSV (RFC 4180), UTF-8 with a byte order mark. Two storage calls; reading the stream costs one
/// for each further 1,000 requests. The caller disposes the stream.
/// </param>
public sealed record DeskExport(string FileName, Func<CancellationToken, Task<Stream>> OpenAsync);

/// <summary>
/// Exports the requests that a desk received in a window of at most 31 days and still has, open or closed, as the desk's rows show them.
/// The names are masked. Whatever the number of requests, a page of them is in memory.
/// </summary>
/// <remarks>
/// Costs one call for each 1,000 requests and one for the audit record, and at most one for each 1,000 that nobody waits for. A request received before 2026-11-26 costs one more, because the
/// desk's row has no entry then.
/// </remarks>
public sealed class ExportDesk(
    DeskStore desks,
    RequestStore store,
    RequestNumbers numbers,
    DeskRenderer lines,
    CurrentCatalogue currentCatalogue,
    AuditTrail audit,
    DayLooks looks)
{
    /// <summary>The longest window in days, with the first and the last day.</summary>
    public const int MostDays = 31;

    /// <summary>The most requests that are read at a time, which are in memory until the client has them.</summary>
    public const int InPage = 1000;

    private const int AtOnce = 16;

    /// <summary>Finds the table. No storage call.</summary>
    /// <param name="actor">The caller, already authorised for the department.</param>
    /// <param name="department">The department of the desk.</param>
    /// <param name="from">The first legal day.</param>
    /// <param name="to">The last legal day.</param>
    /// <param name="english">Whether the header and the titles are in English; otherwise in Chinese.</param>
    /// <returns>
    /// The table; <c>not_found</c> when there is no such desk; <c>invalid_parameter</c> when the window is too long or ends before it
    /// begins.
    /// </returns>
    public Outcome<DeskExport> Find(Actor actor, string department, DateOnly from, DateOnly to, bool english)
    {
        if (!DeskNames.IsDesk(department))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        return to < from || to.DayNumber - from.DayNumber >= MostDays
            ? new Refusal(RefusalCodes.InvalidParameter, new($"from 至 to 须为 1 至 {MostDays} 天。", $"From from to to there must be 1 to {MostDays} days."))
            : new Outcome<DeskExport>.Done(new DeskExport(
                string.Create(CultureInfo.InvariantCulture, $"desk-{department}-{from:yyyyMMdd}-{to:yyyyMMdd}.csv"),
                cancel => OpenAsync(actor, department, from, to, english, cancel)));
    }

    // The audit trail records the export itself, before anything is given out; each page is recorded in the access logs of its talents. The first page is read before that, so storage that is away is told as such.
    private async Task<Stream> OpenAsync(Actor actor, string department, DateOnly from, DateOnly to, bool english, CancellationToken cancel)
    {
        var catalogue = await currentCatalogue(cancel);
        var read = await desks.ReceivedAsync(department, from, to, null, InPage, cancel);
        await audit.RecordAsync(actor, "desk.export", cancel, department);
        var (received, after) = read;
        var isBegun = false;
        return new PagedStream(NextAsync);

        async Task<ReadOnlyMemory<byte>?> NextAsync(CancellationToken stop)
        {
            if (!isBegun)
            {
                isBegun = true;
                return DeskCsv.Header(english);
            }

            if (received is null)
            {
                if (after is null)
                {
                    return null;
                }

                (received, after) = await desks.ReceivedAsync(department, from, to, after, InPage, stop);
            }

            var page = received;
            received = null;
            DeskEntry[] shown = [.. await EntriesAsync(department, page, stop)];
            await looks.NoteAsync(actor, Look.DeskExported, department, shown.Select(each => each.RequestKey), key => numbers.Parse(key)!.TalentId);
            return DeskCsv.Lines(shown.Select(each => lines.Item(each, catalogue, english)), english);
        }
    }

    // A row without an entry leads to the request's own row. Its request may have left the desk, or have a row of another day.
    private async Task<IEnumerable<DeskEntry>> EntriesAsync(string department, IReadOnlyList<DeskReceipt> received, CancellationToken cancel)
    {
        var entries = received.Select(each => each.Entry).ToArray();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(received.Index().Where(each => each.Item is { Entry: null, IsHere: true }), limits, async (each, token) =>
        {
            if (await store.FindForDeskAsync(numbers.Parse(each.Item.RequestKey)!, token) is { IsAtDesk: true } found
                && found.Department == department
                && (found.ReceivedBy(department) ?? each.Item.On) == each.Item.On)
            {
                entries[each.Index] = DeskEntry.Of(found);
            }
        });
        return entries.OfType<DeskEntry>();
    }
}
