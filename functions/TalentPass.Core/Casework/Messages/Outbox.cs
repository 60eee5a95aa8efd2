using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Messages;

/// <summary>
/// The outbox rows of a shard in table <c>Talents</c>: <c>!o|ticks|number|seq</c> for a change that a desk does not show yet,
/// <c>!o|ticks|effect|number|seq</c> for the effects of a decision. A row is written in the transaction that changes the request. It is
/// deleted when the change has been projected to the desk, or the effects were performed. Only this class knows these keys.
/// </summary>
public static class Outbox
{
    private const string Effect = "effect";

    /// <summary>The longest time between two attempts.</summary>
    public static readonly TimeSpan LongestPatience = TimeSpan.FromHours(1);

    /// <summary>The key range of the outbox rows of a shard, oldest first.</summary>
    public static (string From, string Before) Range { get; } = ("!o|", TableFilter.Next("!o|"));

    /// <summary>The row key.</summary>
    public static string Key(DateTimeOffset at, string requestKey, int seq) =>
        StorageKey.Join("!o", StorageKey.Time(at), requestKey, StorageKey.Number(seq, 4));

    /// <summary>Makes a row whose message is sent to a department's queue until the desk has the request.</summary>
    public static TableEntity Ring(string shard, string key, string department, string message) =>
        new(shard, key) { ["Department"] = department, ["Message"] = message };

    /// <summary>Makes a row that asks to update a desk's entry. It has no message and uses no queue.</summary>
    public static TableEntity Project(string shard, string key, string department) =>
        new(shard, key) { ["Department"] = department };

    /// <summary>
    /// Adds a row that asks to perform the effects of a decision. It is deleted in the transaction that performs them. An app from
    /// before 2026-11-26 finds no request in its key and leaves the row alone.
    /// </summary>
    /// <returns>The row key.</returns>
    public static string AskForEffects(Transaction transaction, DateTimeOffset at, string requestKey, int seq, string department)
    {
        var key = StorageKey.Join("!o", StorageKey.Time(at), Effect, requestKey, StorageKey.Number(seq, 4));
        transaction.Add(Project(transaction.Partition, key, department));
        return key;
    }

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="firstPatience">The age from which a row is due that the sweeper has not worked on yet.</param>
    public static OutboxItem Read(TableEntity row, TimeSpan firstPatience) => new(
        row.PartitionKey,
        row.RowKey,
        row.RowKey.Split('|') is [_, _, Effect, var decided, _] ? decided : row.RowKey.Split('|')[2],
        row.GetString("Department"),
        row.GetString("Message"),
        row.Timestamp ?? DateTimeOffset.MinValue,
        row.GetInt32("Patience") is { } seconds ? TimeSpan.FromSeconds(seconds) : firstPatience,
        row.RowKey.Split('|')[2] == Effect);

    /// <summary>
    /// Makes the change of a row that was worked on: the next attempt waits twice as long, at most <see cref="LongestPatience"/>.
    /// </summary>
    public static TableEntity Waited(OutboxItem item)
    {
        var next = item.Patience * 2 < LongestPatience ? item.Patience * 2 : LongestPatience;
        return new TableEntity(item.Shard, item.Key) { ["Patience"] = (int)next.TotalSeconds };
    }
}

/// <summary>An outbox row.</summary>
/// <param name="Shard">The shard: the partition of the row.</param>
/// <param name="Key">The row key.</param>
/// <param name="RequestKey">The request's number in the form for storage keys.</param>
/// <param name="Department">The department of the desk.</param>
/// <param name="Message">The message for the queue; null when the desk's entry has to be updated.</param>
/// <param name="Touched">When the storage server last wrote the row.</param>
/// <param name="Patience">The time after <paramref name="Touched"/> at which the row is due.</param>
/// <param name="IsEffect">Whether the effects of a decision have to be performed.</param>
public sealed record OutboxItem(
    string Shard, string Key, string RequestKey, string Department, string? Message, DateTimeOffset Touched, TimeSpan Patience, bool IsEffect = false)
{
    /// <summary>Whether the row is due, by the storage server's clock.</summary>
    public bool IsDue(DateTimeOffset serverTime) => serverTime - Touched >= Patience;
}
