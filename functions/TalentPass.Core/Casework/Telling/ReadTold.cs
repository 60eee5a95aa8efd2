using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Telling;

/// <summary>Reads for the desk what the applicant of a case was told, on what day and by what channel.</summary>
public sealed class ReadTold(TalentsTable table, NoticeRows rows, NoticeWording wording, RequestStore store, RequestNumbers numbers, AuditTrail audit, TimeProvider time)
{
    /// <summary>
    /// Reads the notices of a case, newest first. Two storage calls, one more for each further 1,000 notices of the person, and one that
    /// records the look. <c>not_found</c> when the case is not at this desk.
    /// </summary>
    public async Task<Outcome<ToldList>> RunAsync(Actor actor, string department, string number, bool english, CancellationToken cancel)
    {
        if (numbers.Parse(number) is not { } request || await store.FindStateAsync(request, cancel) is not { IsAtDesk: true } found || found.Department != department)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        await audit.RecordLookAsync(actor, request.TalentId, Look.CaseRead, department, cancel);
        var (from, before) = NoticeRows.Between(request.TalentId, found.SubmittedAt, time.GetUtcNow());
        var all = await table.ReadAllAsync(TableFilter.Range(Shard.Of(request.TalentId), from, before), cancel);
        var items = new List<ToldView>();
        foreach (var notice in all.Select(rows.Read).Where(each => each.Content.Number == request.Number))
        {
            var words = await wording.FillAsync(notice.Content, english, cancel);
            items.Add(new ToldView(
                notice.Id, notice.Content.At, notice.Content.Kind, words.Title, words.Text, notice.ToldAt, notice.ToldBy, notice.ReadAt, ChannelStateViews.Of(notice)));
        }

        return new ToldList(items);
    }
}
