using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <content>The unreadable messages in quarantine: <c>q|hash</c>.</content>
public sealed partial class DeskStore
{
    /// <summary>
    /// Stores an unreadable message for the supervisor. The key is a hash of the message, so the same message is stored once. One
    /// call.
    /// </summary>
    public async Task QuarantineAsync(string department, string message, string reason, DateTimeOffset now, string operation, CancellationToken cancel)
    {
        var key = StorageKey.Join("q", Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(message)).AsSpan(0, 20)));
        var row = new TableEntity(department, key) { ["Reason"] = reason, ["At"] = now };
        // As bytes, since a text property holds only 32 Ki characters and a message may be longer.
        LongBinary.Set(row, Encoding.UTF8.GetBytes(message), Text);
        await _table.CommitAsync(new Transaction(department, operation).Put(row), cancel);
    }

    /// <summary>Lists the messages in quarantine by id, after the given one. One call.</summary>
    public async Task<IReadOnlyList<QuarantinedMessage>> QuarantinedAsync(string department, string? after, int take, CancellationToken cancel)
    {
        var page = await _table.ReadAsync(TableFilter.After(department, $"q|{after}", TableFilter.Next("q|")), take, cancel);
        return [.. page.Rows.Select(row => Read(row.RowKey[2..], row))];
    }

    /// <summary>Reads a message in quarantine; null when there is none with this id. One call.</summary>
    public async Task<QuarantinedMessage?> FindQuarantinedAsync(string department, string id, CancellationToken cancel) =>
        await _table.FindAsync(department, StorageKey.Join("q", id), cancel) is { } row ? Read(id, row) : null;

    /// <summary>Deletes a message from quarantine. One call.</summary>
    public Task RemoveQuarantinedAsync(string department, string id, CancellationToken cancel) =>
        _table.DeleteAsync(department, StorageKey.Join("q", id), cancel);

    // Rows of before 2026-11-26 have the message as a text, of which only the first 30,000 characters were kept.
    private static QuarantinedMessage Read(string id, TableEntity row) => new(
        id,
        row.GetString("Reason"),
        LongBinary.Find(row, Text) is { } text ? Encoding.UTF8.GetString(text) : row.GetString("Body") ?? "",
        row.GetDateTimeOffset("At")!.Value);

    private static string Text(int part) => $"Text{part}";
}

/// <summary>An unreadable message in quarantine.</summary>
/// <param name="Id">The id: the hash of the message.</param>
/// <param name="Reason">Why the message is unreadable, see <see cref="MessageRead.Unreadable"/>.</param>
/// <param name="Body">The text of the message.</param>
/// <param name="At">When the message was put into quarantine.</param>
public sealed record QuarantinedMessage(string Id, string Reason, string Body, DateTimeOffset At);
