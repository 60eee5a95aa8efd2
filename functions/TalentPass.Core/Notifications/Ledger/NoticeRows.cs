using System.Text.Json;
using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Notifications.Ledger;

/// <summary>
/// Makes and reads the rows <c>tid|8|inverted ticks|id</c> in table <c>Talents</c>: what a person was told, newest first. What is told is
/// sealed. Only this class makes these keys.
/// </summary>
/// <param name="sealer">Seals the content.</param>
public sealed class NoticeRows(FieldSealer sealer)
{
    private const string Body = "Body";
    private const string Channels = "Channels";
    private const string ReadAt = "ReadAt";
    private const string ToldAt = "ToldAt";
    private const string ToldBy = "ToldBy";

    /// <summary>The prefix of the keys of a person's notices.</summary>
    public static string Prefix(string talentId) => $"{talentId}|8|";

    /// <summary>The row key of a notice.</summary>
    public static string Key(string talentId, string id) => StorageKey.Join(talentId, "8", id);

    /// <summary>Makes an id: notices that were made later come first in key order.</summary>
    /// <param name="at">When the step was taken.</param>
    /// <param name="what">What tells it from others of the same moment, e.g. the request and the step.</param>
    public static string Id(DateTimeOffset at, string what) => $"{StorageKey.InvertedTime(at)}-{what}";

    /// <summary>The keys of all notices of a person from one time to another, both included.</summary>
    public static (string From, string Before) Between(string talentId, DateTimeOffset from, DateTimeOffset to) =>
        (Key(talentId, StorageKey.InvertedTime(to)), TableFilter.Next(Key(talentId, $"{StorageKey.InvertedTime(from)}-")));

    /// <summary>Whether a text has the form of an id.</summary>
    public static bool IsId(string id) => StorageKey.IsValid(id) && id.Length is > 20 and < 80 && !id.Contains('|', StringComparison.Ordinal);

    /// <summary>Makes the row of a new notice.</summary>
    public TableEntity Row(Notification notice)
    {
        var key = Key(notice.TalentId, notice.Id);
        var row = new TableEntity(Shard.Of(notice.TalentId), key)
        {
            [Body] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(notice.Content, NoticeJson.Stored.NoticeContent), key),
        };
        return Stamp(row, notice);
    }

    /// <summary>Makes the properties that change while it is sent.</summary>
    public static TableEntity Change(Notification notice) => Stamp(new TableEntity(Shard.Of(notice.TalentId), Key(notice.TalentId, notice.Id)), notice);

    /// <summary>Makes the mark that the person had it shown.</summary>
    public static TableEntity Read(TableEntity row, DateTimeOffset at) => new(row.PartitionKey, row.RowKey) { [ReadAt] = at };

    /// <summary>Whether the person had it shown.</summary>
    public static bool IsRead(TableEntity row) => row.GetDateTimeOffset(ReadAt) is not null;

    /// <summary>Reads a notice.</summary>
    public Notification Read(TableEntity row)
    {
        var parts = row.RowKey.Split('|');
        var content = JsonSerializer.Deserialize(sealer.OpenBytes(row.GetBinary(Body), row.RowKey), NoticeJson.Stored.NoticeContent)
            ?? throw new InvalidDataException("A notice without content.");
        return new Notification(parts[0], parts[2], content)
        {
            Channels = row.GetString(Channels) is { } channels ? JsonSerializer.Deserialize(channels, NoticeJson.Stored.IReadOnlyListChannelState)! : [],
            ReadAt = row.GetDateTimeOffset(ReadAt),
            ToldAt = row.GetDateTimeOffset(ToldAt),
            ToldBy = row.GetString(ToldBy),
            Version = row.ETag,
        };
    }

    private static TableEntity Stamp(TableEntity row, Notification notice)
    {
        row[Channels] = JsonSerializer.Serialize(notice.Channels, NoticeJson.Stored.IReadOnlyListChannelState);
        if (notice.ToldAt is { } at)
        {
            (row[ToldAt], row[ToldBy]) = (at, notice.ToldBy);
        }

        return row;
    }
}
