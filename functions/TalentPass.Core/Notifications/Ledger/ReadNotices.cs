using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Notifications.Ledger;

/// <summary>Reads what a person was told, and marks it as read.</summary>
public sealed class ReadNotices(TalentsTable table, NoticeRows rows, NoticeWording wording, RandomSource random, TimeProvider time)
{
    /// <summary>The most notices that are counted as not read.</summary>
    public const int MostUnread = 100;

    private const int Chunk = 90;

    /// <summary>Lists the caller's notices, newest first; empty for a caller who is no talent. One storage call.</summary>
    public async Task<Outcome<Page<NoticeView>>> ListAsync(Actor actor, PageRequest page, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new Page<NoticeView>([], null);
        }

        var prefix = NoticeRows.Prefix(talentId);
        var filter = TableFilter.After(Shard.Of(talentId), page.Cursor ?? prefix, TableFilter.Next(prefix));
        var found = (await table.ReadAsync(filter, page.Limit + 1, cancel)).Rows;
        var views = new Dictionary<string, NoticeView>(StringComparer.Ordinal);
        foreach (var row in found.Take(page.Limit))
        {
            var notice = rows.Read(row);
            var words = await wording.FillAsync(notice.Content, english, cancel);
            views[row.RowKey] = new NoticeView(
                notice.Id, notice.Content.At, notice.Content.Kind, words.Title, words.Text, notice.Content.Number, notice.ReadAt, ChannelStateViews.Of(notice));
        }

        return Page.Of(found, page, row => row.RowKey, row => views[row.RowKey]);
    }

    /// <summary>Counts the caller's notices that were not read, at most 100. One storage call.</summary>
    public async Task<Outcome<UnreadView>> CountAsync(Actor actor, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new UnreadView(0);
        }

        // Reading marks everything up to a notice, so those that are not read come first.
        var found = (await table.ReadAsync(TableFilter.Prefix(Shard.Of(talentId), NoticeRows.Prefix(talentId)), MostUnread, cancel, ["RowKey", "ReadAt"])).Rows;
        return new UnreadView(found.TakeWhile(row => !NoticeRows.IsRead(row)).Count());
    }

    /// <summary>Marks the caller's notices up to one as read. Two storage calls, and two more for each 90.</summary>
    /// <returns>Nothing; <c>validation_failed</c> for an id that is none.</returns>
    public async Task<Outcome<Nothing>> ReadAsync(Actor actor, string upTo, CancellationToken cancel)
    {
        if (!NoticeRows.IsId(upTo))
        {
            return Refusal.Invalid("/upTo", ValidationCodes.InvalidStructure);
        }

        if (actor.TalentId is not { } talentId)
        {
            return Nothing.Value;
        }

        var (shard, prefix) = (Shard.Of(talentId), NoticeRows.Prefix(talentId));
        var from = NoticeRows.Key(talentId, upTo);
        for (var filter = TableFilter.Range(shard, from, TableFilter.Next(prefix)); ;)
        {
            var found = (await table.ReadAsync(filter, Chunk, cancel, ["PartitionKey", "RowKey", "ReadAt"])).Rows;
            var unread = found.TakeWhile(row => !NoticeRows.IsRead(row)).ToArray();
            var transaction = new Transaction(shard, OperationId.New(random));
            foreach (var row in unread)
            {
                transaction.Merge(NoticeRows.Read(row, time.GetUtcNow()), Azure.ETag.All);
            }

            // Lost when one of them was erased meanwhile; then the next reading marks the others.
            if (unread.Length > 0)
            {
                await table.CommitAsync(transaction.WitnessedBy(unread[0].RowKey), cancel);
            }

            if (unread.Length < Chunk)
            {
                return Nothing.Value;
            }

            filter = TableFilter.After(shard, found[^1].RowKey, TableFilter.Next(prefix));
        }
    }
}
