using System.Globalization;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Desks;

/// <summary>A table as a file.</summary>
/// <param name="Bytes">The CSV (RFC 4180), UTF-8 with a byte order mark.</param>
/// <param name="FileName">The file's name.</param>
public sealed record DeskExport(ReadOnlyMemory<byte> Bytes, string FileName);

/// <summary>
/// Exports the requests that a desk received in a window of at most 31 days and still has, open or closed. The names are
/// masked. The table is built in memory, so it has at most 5,000 requests. Costs one call for each 1,000 requests, one for
/// each request, and one for the audit record.
/// </summary>
public sealed class ExportDesk(
    DeskStore desks,
    RequestStore store,
    DeskRenderer lines,
    CurrentCatalogue currentCatalogue,
    AuditTrail audit)
{
    /// <summary>The longest window in days, with the first and the last day.</summary>
    public const int MostDays = 31;

    private const int MostRequests = 5000;
    private const int AtOnce = 16;

    /// <summary>Exports the requests.</summary>
    /// <param name="actor">The caller, already authorised for the department.</param>
    /// <param name="department">The department of the desk.</param>
    /// <param name="from">The first legal day.</param>
    /// <param name="to">The last legal day.</param>
    /// <param name="english">Whether the header and the titles are in English; otherwise in Chinese.</param>
    /// <param name="cancel">Stops the export.</param>
    /// <returns>
    /// The table; <c>invalid_parameter</c> when the window is too long, ends before it begins, or has too many requests.
    /// </returns>
    public async Task<Outcome<DeskExport>> RunAsync(
        Actor actor, string department, DateOnly from, DateOnly to, bool english, CancellationToken cancel)
    {
        if (to < from || to.DayNumber - from.DayNumber >= MostDays)
        {
            return new Refusal(RefusalCodes.InvalidParameter, new($"from 至 to 须为 1 至 {MostDays} 天。", $"From from to to there must be 1 to {MostDays} days."));
        }

        var received = await desks.ReceivedAsync(department, from, to, MostRequests + 1, cancel);
        if (received.Count > MostRequests)
        {
            return new Refusal(RefusalCodes.InvalidParameter, new($"超过 {MostRequests} 件,请缩短期间。", $"More than {MostRequests} requests: choose a shorter window."));
        }

        var found = new RequestCase?[received.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        await Parallel.ForAsync(0, received.Count, limits, async (index, token) => found[index] = await store.FindForDeskAsync(received[index], token));

        // A request that was transferred belongs to another department now, so it is left out.
        var catalogue = await currentCatalogue(cancel);
        var items = found.OfType<RequestCase>().Where(each => each.IsAtDesk && each.Department == department).Select(each => lines.Item(each, catalogue, english));
        // The names are masked, so no single talent's access log gets an entry. The audit trail records the export itself.
        await audit.RecordAsync(actor, "desk.export", cancel, department);
        return new Outcome<DeskExport>.Done(new DeskExport(
            DeskCsv.Write(items, english), string.Create(CultureInfo.InvariantCulture, $"desk-{department}-{from:yyyyMMdd}-{to:yyyyMMdd}.csv")));
    }
}
