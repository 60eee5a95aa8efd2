using System.Globalization;
using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <content>Remembers on which day an officer was last sent the digest of the desk: row <c>g|hash</c>.</content>
public sealed partial class DeskStore
{
    private const string DigestOn = "On";

    /// <summary>
    /// Takes an officer's digest of a day, before it is sent. False when it was taken before. Two calls.
    /// </summary>
    public async Task<bool> TryTakeDigestAsync(string department, string account, DateOnly day, CancellationToken cancel)
    {
        var key = DigestKey(account);
        var found = await _table.FindAsync(department, key, cancel);
        var on = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        if (found is not null && string.CompareOrdinal(found.GetString(DigestOn), on) >= 0)
        {
            return false;
        }

        var row = new TableEntity(department, key) { [DigestOn] = on };
        var transaction = new Transaction(department, OperationId.New(random));
        _ = found is null ? transaction.Add(row) : transaction.Replace(row, found.ETag);
        return await _table.CommitAsync(transaction.WitnessedBy(key), cancel) is Commit.Written;
    }

    /// <summary>Gives a digest back that was certainly not sent. One call.</summary>
    public Task GiveDigestBackAsync(string department, string account, CancellationToken cancel) =>
        _table.DeleteAsync(department, DigestKey(account), cancel);

    private static string DigestKey(string account) => StorageKey.Join("g", Hash(account));
}
