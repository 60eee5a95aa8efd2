using System.Globalization;
using Azure.Data.Tables;
using TalentPass.Core.Calendar;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.SignIn;

/// <summary>
/// Counts what somebody may try only a few times a day: table <c>Accounts</c>, partition: a keyed hash of who tries, row <c>t|0</c>.
/// A new legal day begins at zero.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="index">Makes the partitions.</param>
/// <param name="seals">Seals the rows.</param>
/// <param name="random">Makes ids.</param>
/// <param name="time">The clock.</param>
public sealed class DailyTries(StorageClients clients, BlindIndex index, RowSeal seals, RandomSource random, TimeProvider time)
{
    private const string Row = "t|0";
    private static readonly RowShape _shape = new("tries", "Day", "Tries");
    private readonly Table _table = clients.Table(StorageLayout.Accounts);

    /// <summary>
    /// Takes one of today's tries, before it is known whether it succeeds. Two storage calls.
    /// </summary>
    /// <param name="who">Who tries, with a word for what.</param>
    /// <param name="most">How many tries a day has.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How many are left after this one; negative when there was none.</returns>
    public async Task<int> TakeAsync(string who, int most, CancellationToken cancel)
    {
        var partition = index.Of("tries", who);
        var today = LegalDay.Today(time).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var taken = await Contest.MustAsync<object>("the tries of a day", async () =>
        {
            var row = await _table.FindAsync(partition, Row, cancel);
            var used = row is not null && seals.Accepts(_shape, row) && row.GetString("Day") == today ? row.GetInt32("Tries")!.Value : 0;
            if (used >= most)
            {
                return -1;
            }

            var next = seals.Seal(_shape, new TableEntity(partition, Row) { ["Day"] = today, ["Tries"] = used + 1 });
            var transaction = new Transaction(partition, OperationId.New(random));
            transaction = row is null ? transaction.Add(next) : transaction.Replace(next, row.ETag);
            return await _table.CommitAsync(transaction, cancel) is Commit.Written ? most - used - 1 : null;
        });
        return (int)taken;
    }

    /// <summary>Gives all tries back, after one has succeeded. One storage call.</summary>
    public Task ForgetAsync(string who, CancellationToken cancel) => _table.DeleteAsync(index.Of("tries", who), Row, cancel);
}
