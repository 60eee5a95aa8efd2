using System.Globalization;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Desks;

/// <summary>A table to save.</summary>
/// <param name="Bytes">CSV (RFC 4180), UTF-8 with a byte order mark.</param>
/// <param name="FileName">The name to save it under.</param>
public sealed record DeskExport(ReadOnlyMemory<byte> Bytes, string FileName);

/// <summary>
/// The requests a desk received in a window of at most 31 days and still has, open or closed, as a table with masked
/// names. Bounded, not streamed: at most 5,000 requests, one call per 1,000 of them, one each, and one for the record.
/// </summary>
public sealed class ExportDesk(
    DeskStore desks,
    RequestStore store,
    DeskRenderer lines,
    CurrentCatalogue currentCatalogue,
    AuditTrail audit)
{
    /// <summary>The longest window, both ends included.</summary>
    public const int MostDays = 31;

    private const int MostRequests = 5000;
    private const int AtOnce = 16;

    /// <summary>Exports.</summary>
    /// <param name="actor">Who, already authorised for the department.</param>
    /// <param name="department">Whose desk.</param>
    /// <param name="from">The first legal day.</param>
    /// <param name="to">The last legal day.</param>
    /// <param name="english">The language of the header and the titles.</param>
    /// <param name="cancel">Stops the export.</param>
    /// <returns>The table; <c>invalid_parameter</c> for a window that is too long, turned round, or holds too much.</returns>
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

        // A request that was handed on belongs to another department now.
        var catalogue = await currentCatalogue(cancel);
        var items = found.OfType<RequestCase>().Where(each => each.IsAtDesk && each.Department == department).Select(each => lines.Item(each, catalogue, english));
        // It concerns nobody by name; that it was taken away stands in the trail.
        await audit.RecordAsync(actor, "desk.export", cancel, department);
        return new Outcome<DeskExport>.Done(new DeskExport(
            DeskCsv.Write(items, english), string.Create(CultureInfo.InvariantCulture, $"desk-{department}-{from:yyyyMMdd}-{to:yyyyMMdd}.csv")));
    }
}
