using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <content>Messages nobody can read: <c>q|hash</c>.</content>
public sealed partial class DeskStore
{
    // A queue message has at most 64 KiB of base64.
    private const int MaxBody = 30_000;

    /// <summary>Keeps a message nobody can read, for the supervisor. One call; the same message is kept once.</summary>
    public async Task QuarantineAsync(string department, string message, string reason, DateTimeOffset now, string operation, CancellationToken cancel)
    {
        var key = StorageKey.Join("q", Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(message)).AsSpan(0, 20)));
        var body = message.Length <= MaxBody ? message : message[..MaxBody];
        await _table.CommitAsync(
            new Transaction(department, operation).Put(new TableEntity(department, key) { ["Body"] = body, ["Reason"] = reason, ["At"] = now }), cancel);
    }

    /// <summary>Messages in quarantine after one of them, by id. One call.</summary>
    public async Task<IReadOnlyList<QuarantinedMessage>> QuarantinedAsync(string department, string? after, int take, CancellationToken cancel)
    {
        var page = await _table.ReadAsync(TableFilter.After(department, $"q|{after}", TableFilter.Next("q|")), take, cancel);
        return [.. page.Rows.Select(row => Read(row.RowKey[2..], row))];
    }

    /// <summary>A message in quarantine, or null. One call.</summary>
    public async Task<QuarantinedMessage?> FindQuarantinedAsync(string department, string id, CancellationToken cancel) =>
        await _table.FindAsync(department, StorageKey.Join("q", id), cancel) is { } row ? Read(id, row) : null;

    /// <summary>Takes a message out of quarantine. One call.</summary>
    public Task RemoveQuarantinedAsync(string department, string id, CancellationToken cancel) =>
        _table.DeleteAsync(department, StorageKey.Join("q", id), cancel);

    private static QuarantinedMessage Read(string id, TableEntity row) =>
        new(id, row.GetString("Reason"), row.GetString("Body"), row.GetDateTimeOffset("At")!.Value);
}

/// <summary>A message nobody could read.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reason">Why, see <see cref="MessageRead.Unreadable"/>.</param>
/// <param name="Body">What it said.</param>
/// <param name="At">When it was met.</param>
public sealed record QuarantinedMessage(string Id, string Reason, string Body, DateTimeOffset At);
