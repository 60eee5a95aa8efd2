using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Messages;

/// <summary>
/// The outbox rows of a shard, <c>!o|ticks|number|seq</c> in table <c>Talents</c>: written in the transaction that
/// changed the request, deleted by whoever has projected the change onto the desk. Owns their keys.
/// </summary>
public static class Outbox
{
    /// <summary>The longest pause between two attempts.</summary>
    public static readonly TimeSpan LongestPatience = TimeSpan.FromHours(1);

    /// <summary>Rows of a shard, oldest first.</summary>
    public static string Filter(string shard) => TableFilter.Prefix(shard, "!o|");

    /// <summary>The key of a row.</summary>
    public static string Key(DateTimeOffset at, string requestKey, int seq) =>
        StorageKey.Join("!o", StorageKey.Time(at), requestKey, StorageKey.Number(seq, 4));

    /// <summary>A row that rings a department's queue until its desk has the request.</summary>
    public static TableEntity Ring(string shard, string key, string department, string message) =>
        new(shard, key) { ["Department"] = department, ["Message"] = message };

    /// <summary>A row that asks for a desk's entry to be brought up to date; it travels on no queue.</summary>
    public static TableEntity Project(string shard, string key, string department) =>
        new(shard, key) { ["Department"] = department };

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="firstPatience">How old a row that was never worked on again must be.</param>
    public static OutboxItem Read(TableEntity row, TimeSpan firstPatience) => new(
        row.PartitionKey,
        row.RowKey,
        row.RowKey.Split('|')[2],
        row.GetString("Department"),
        row.GetString("Message"),
        row.Timestamp ?? DateTimeOffset.MinValue,
        row.GetInt32("Patience") is { } seconds ? TimeSpan.FromSeconds(seconds) : firstPatience);

    /// <summary>What is written when a row was worked on: the next attempt waits twice as long.</summary>
    public static TableEntity Waited(OutboxItem item)
    {
        var next = item.Patience * 2 < LongestPatience ? item.Patience * 2 : LongestPatience;
        return new TableEntity(item.Shard, item.Key) { ["Patience"] = (int)next.TotalSeconds };
    }
}

/// <summary>An outbox row.</summary>
/// <param name="Shard">Its partition.</param>
/// <param name="Key">Its row key.</param>
/// <param name="RequestKey">The request it speaks of.</param>
/// <param name="Department">The desk.</param>
/// <param name="Message">What to put on the queue; null when the desk's entry is to be projected.</param>
/// <param name="Touched">When the server last wrote the row.</param>
/// <param name="Patience">How long after that it is worked on.</param>
public sealed record OutboxItem(
    string Shard, string Key, string RequestKey, string Department, string? Message, DateTimeOffset Touched, TimeSpan Patience)
{
    /// <summary>Whether it is time, by the server's clock.</summary>
    public bool IsDue(DateTimeOffset serverTime) => serverTime - Touched >= Patience;
}
