using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Notifications.Ledger;

/// <summary>
/// The rows <c>!n|ticks|tid|notice</c> in table <c>Talents</c>: a notice with something still to be sent. A row is written with the
/// notice and deleted with the last word of the last channel. Only this class makes these keys.
/// </summary>
public static class NoticeOutbox
{
    private const string Prefix = "!n|";
    private const string NotBefore = "NotBefore";

    /// <summary>The key range of the rows of a shard, oldest first.</summary>
    public static (string From, string Before) Range { get; } = (Prefix, TableFilter.Next(Prefix));

    /// <summary>The row key.</summary>
    public static string Key(DateTimeOffset at, string talentId, string notice) => StorageKey.Join("!n", StorageKey.Time(at), talentId, notice);

    /// <summary>Makes the row of a notice.</summary>
    public static TableEntity Row(Notification notice) =>
        new(Shard.Of(notice.TalentId), Key(notice.Content.At, notice.TalentId, notice.Id)) { ["Notice"] = notice.Id };

    /// <summary>Makes the change of a row that has to wait.</summary>
    public static TableEntity Waits(string talentId, string key, DateTimeOffset until) => new(Shard.Of(talentId), key) { [NotBefore] = until };

    /// <summary>Reads a row; null when it waits for a later time.</summary>
    /// <param name="row">The row.</param>
    /// <param name="now">The time now.</param>
    /// <param name="serverTime">The time of the storage server.</param>
    /// <param name="patience">How old an untouched row is before it is late.</param>
    public static NoticeAddedV1? Due(TableEntity row, DateTimeOffset now, DateTimeOffset serverTime, TimeSpan patience) =>
        row.GetDateTimeOffset(NotBefore) > now || serverTime - (row.Timestamp ?? DateTimeOffset.MinValue) < patience
            ? null
            : new NoticeAddedV1(row.RowKey.Split('|')[2], row.GetString("Notice"), row.RowKey);
}
