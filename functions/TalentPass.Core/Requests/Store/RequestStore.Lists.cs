using Azure.Data.Tables;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Store;

/// <content>Reads several requests of a talent in one call.</content>
public sealed partial class RequestStore
{
    /// <summary>Lists a talent's requests, newest first, with what the talent's own list shows. One call.</summary>
    public Task<Page<RequestCase>> ListAsync(string talentId, PageRequest page, CancellationToken cancel) =>
        ListAsync(talentId, page, _listColumns, cancel);

    /// <summary>Lists a talent's requests, newest first, for lines of a desk's list. One call.</summary>
    public Task<Page<RequestCase>> ListForDeskAsync(string talentId, PageRequest page, CancellationToken cancel) =>
        ListAsync(talentId, page, _deskColumns, cancel);

    /// <summary>
    /// Reads a talent's newest requests with their answers, without their histories, newest first. One call. Whole rows are read, so only
    /// a few at a time.
    /// </summary>
    public async Task<IReadOnlyList<RequestCase>> NewestAsync(string talentId, int take, CancellationToken cancel)
    {
        var rows = await table.ReadAsync(TableFilter.Prefix(Shard.Of(talentId), Prefix(talentId)), take, cancel);
        return [.. rows.Rows.Select(Summary)];
    }

    /// <summary>
    /// Reads requests of one talent that were filed together, for lines of a list; in the given order. One call: such requests are next
    /// to each other.
    /// </summary>
    /// <exception cref="InvalidDataException">There is no such request.</exception>
    public async Task<IReadOnlyList<RequestCase>> FindTogetherAsync(string talentId, IReadOnlyList<string> requestIds, CancellationToken cancel)
    {
        var (prefix, first, last) = (Prefix(talentId), requestIds.Min(StringComparer.Ordinal), requestIds.Max(StringComparer.Ordinal));
        var filter = TableFilter.Range(Shard.Of(talentId), prefix + first, TableFilter.Next(prefix + last));
        var found = (await table.ReadAllAsync(filter, cancel, _deskColumns)).ToDictionary(row => row.RowKey[prefix.Length..], StringComparer.Ordinal);
        return [.. requestIds.Select(each => Summary(found.GetValueOrDefault(each) ?? throw new InvalidDataException("A part of a bundle without its row.")))];
    }

    private async Task<Page<RequestCase>> ListAsync(string talentId, PageRequest page, string[] columns, CancellationToken cancel)
    {
        var (from, before) = (Prefix(talentId), TableFilter.Next(Prefix(talentId)));
        var shard = Shard.Of(talentId);
        var filter = page.Cursor is { } cursor && StorageKey.IsValid(cursor)
            ? TableFilter.After(shard, from + cursor, before)
            : TableFilter.Range(shard, from, before);
        var rows = (await table.ReadAsync(filter, page.Limit + 1, cancel, columns)).Rows;
        return Page.Of(rows, page, row => row.RowKey[from.Length..], Summary);
    }

    /// <summary>Makes a request from a state row. The row holds the number and the short code, since making them costs eleven hashes.</summary>
    internal RequestCase Summary(TableEntity row)
    {
        var parts = row.RowKey.Split('|');
        return Read(row, row.GetString("Number") is { } number ? new RequestRef(parts[0], parts[2], number) : numbers.For(parts[0], parts[2]));
    }

    private static string Prefix(string talentId) => $"{talentId}|2|";
}
