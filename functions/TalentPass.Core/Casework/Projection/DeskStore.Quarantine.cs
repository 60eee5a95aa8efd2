using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <content>
/// The messages in quarantine: unreadable ones <c>q|hash</c>, and behind them those that the host gave up on <c>q||hash</c>.
/// </content>
public sealed partial class DeskStore
{
    // A binary property of a row holds 64 KiB, as much as a queue message.
    private const int MostBytes = 64 * 1024;
    private const string Quarantine = "q|";
    private const string GivenUp = "p-";

    /// <summary>
    /// Stores an unreadable message for the supervisor. The key is a hash of the message, so the same message is stored once. One
    /// call.
    /// </summary>
    public Task QuarantineAsync(string department, string message, string reason, DateTimeOffset now, string operation, CancellationToken cancel) =>
        QuarantineAsync(department, Hash(message), message, reason, now, operation, cancel);

    /// <summary>
    /// Stores a message that the host gave up on. The key is a hash of the message's id, so a message that is moved twice is
    /// stored once. One call.
    /// </summary>
    /// <param name="department">The department.</param>
    /// <param name="messageId">The id of the message in its queue.</param>
    /// <param name="raw">The text as it stood in the queue, usually base64.</param>
    /// <param name="at">When the host gave up.</param>
    /// <param name="operation">The id of the operation.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public Task QuarantineGivenUpAsync(string department, string messageId, string raw, DateTimeOffset at, string operation, CancellationToken cancel) =>
        QuarantineAsync(department, GivenUp + Hash(messageId), raw, "poison", at, operation, cancel);

    /// <summary>Lists the messages in quarantine, after the given one. One call.</summary>
    public async Task<IReadOnlyList<QuarantinedMessage>> QuarantinedAsync(string department, string? after, int take, CancellationToken cancel)
    {
        var from = after is null ? Quarantine : Key(after);
        var page = await _table.ReadAsync(TableFilter.After(department, from, TableFilter.Next(Quarantine)), take, cancel);
        return [.. page.Rows.Select(row => Read(IdOf(row.RowKey), row))];
    }

    /// <summary>Reads a message in quarantine; null when there is none with this id. One call.</summary>
    public async Task<QuarantinedMessage?> FindQuarantinedAsync(string department, string id, CancellationToken cancel) =>
        await _table.FindAsync(department, Key(id), cancel) is { } row ? Read(id, row) : null;

    /// <summary>Deletes a message from quarantine. False when somebody else was faster. One call.</summary>
    public async Task<bool> RemoveQuarantinedAsync(string department, string id, string operation, CancellationToken cancel) =>
        await _table.CommitAsync(new Transaction(department, operation).Delete(Key(id)), cancel) is Commit.Written;

    /// <summary>
    /// Notes who proposed to discard a message. False when the message was put back, discarded or proposed by another meanwhile. One
    /// call.
    /// </summary>
    public async Task<bool> ProposeDiscardAsync(string department, QuarantinedMessage message, string account, string operation, CancellationToken cancel)
    {
        var row = new TableEntity(department, Key(message.Id)) { ["ProposedBy"] = account };
        return await _table.CommitAsync(new Transaction(department, operation).Merge(row, message.Version).WitnessedBy(row.RowKey), cancel) is Commit.Written;
    }

    private async Task QuarantineAsync(string department, string id, string text, string reason, DateTimeOffset at, string operation, CancellationToken cancel)
    {
        var row = new TableEntity(department, Key(id)) { ["Text"] = Cut(text), ["Reason"] = reason, ["At"] = at };
        await _table.CommitAsync(new Transaction(department, operation).Put(row), cancel);
    }

    private static byte[] Cut(string text)
    {
        var room = new byte[Math.Min(MostBytes, Encoding.UTF8.GetMaxByteCount(text.Length))];
        Encoding.UTF8.GetEncoder().Convert(text, room, flush: true, out _, out var used, out _);
        return room[..used];
    }

    private static string Hash(string text) => Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 20));

    private static string Key(string id) =>
        id.StartsWith(GivenUp, StringComparison.Ordinal) ? StorageKey.Join("q", "", id[GivenUp.Length..]) : StorageKey.Join("q", id);

    private static string IdOf(string key) => key.StartsWith("q||", StringComparison.Ordinal) ? GivenUp + key[3..] : key[2..];

    // Rows of earlier versions hold the text, cut, in Body.
    private static QuarantinedMessage Read(string id, TableEntity row) => new(
        id, row.GetString("Reason"), row.GetBinary("Text") is { } text ? Encoding.UTF8.GetString(text) : row.GetString("Body"), row.GetDateTimeOffset("At")!.Value,
        row.GetString("ProposedBy"), row.ETag);
}

/// <summary>A message in quarantine.</summary>
/// <param name="Id">The id: a hash of the message, or <c>p-</c> and a hash of its id in the queue.</param>
/// <param name="Reason">
/// Why the message is unreadable, see <see cref="MessageRead.Unreadable"/>; <c>poison</c> when the host gave up on it.
/// </param>
/// <param name="Text">The text of the message, at most 64 KiB; of a poison message as it stood in the queue.</param>
/// <param name="At">When the message was put into quarantine, or the host gave up on it.</param>
/// <param name="ProposedBy">The account that proposed to discard it; null when nobody did.</param>
/// <param name="Version">The ETag of the row.</param>
public sealed record QuarantinedMessage(string Id, string Reason, string Text, DateTimeOffset At, string? ProposedBy, ETag Version);
