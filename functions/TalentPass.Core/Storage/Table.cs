using System.Net;
using Azure;
using Azure.Data.Tables;

namespace TalentPass.Core.Storage;

/// <summary>
/// A table as the stores use it: reads of one row, reads of a key range, and transactions that
/// <see cref="TransactionGuard"/> checks first. A conflict with another writer is returned as <see cref="Commit.Lost"/>. Other
/// failures are thrown as <see cref="StorageException"/>.
/// </summary>
/// <param name="client">The SDK's client.</param>
public class Table(TableClient client)
{
    /// <summary>The SDK's client, for operations that this class does not have.</summary>
    public TableClient Client => client;

    /// <summary>Creates the table if it is missing.</summary>
    public Task CreateIfMissingAsync(CancellationToken cancel) =>
        StorageCall.RunAsync(token => client.CreateIfNotExistsAsync(token), cancel);

    /// <summary>Reads one row by its keys; returns null when it does not exist. One storage call.</summary>
    public Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancel, IEnumerable<string>? select = null) =>
        StorageCall.RunAsync(token => FindInTimeAsync(partition, row, select, token), cancel);

    /// <summary>
    /// Reads up to <paramref name="take"/> rows in key order. One storage call; more only when the service returns a page that is
    /// not full.
    /// </summary>
    /// <param name="filter">A filter of <see cref="TableFilter"/>.</param>
    /// <param name="take">The most rows, at most 1,000.</param>
    /// <param name="cancel">Stops the read.</param>
    /// <param name="select">The properties to read, the keys included when needed; null reads all.</param>
    public Task<RowPage> ReadAsync(string filter, int take, CancellationToken cancel, IEnumerable<string>? select = null) =>
        StorageCall.RunAsync(token => ReadInTimeAsync(filter, take, select, token), cancel);

    /// <summary>
    /// Reads all rows of a range that has a limit of its own, in key order. One storage call for each 1,000 rows.
    /// </summary>
    public Task<IReadOnlyList<TableEntity>> ReadAllAsync(string filter, CancellationToken cancel, IEnumerable<string>? select = null) =>
        StorageCall.RunAsync(token => ReadAllInTimeAsync(filter, select, token), cancel);

    /// <summary>
    /// Commits a transaction. When it conflicts with an earlier success of the same operation, it counts as written. One storage
    /// call; one more after a conflict when the transaction has a witness.
    /// </summary>
    public async Task<Commit> CommitAsync(Transaction transaction, CancellationToken cancel)
    {
        TransactionGuard.Check(transaction);
        var commit = await StorageCall.RunAsync(token => SubmitAsync(transaction, token), cancel);
        return commit is Commit.Lost && transaction.Witness is { } witness
            && await FindAsync(transaction.Partition, witness, cancel, [OperationId.Property]) is { } row
            && row.GetString(OperationId.Property) == transaction.Operation
            ? new Commit.Written(null)
            : commit;
    }

    /// <summary>Deletes a row. A row that does not exist is no error. One storage call.</summary>
    public Task DeleteAsync(string partition, string row, CancellationToken cancel) =>
        StorageCall.RunAsync(token => client.DeleteEntityAsync(partition, row, ETag.All, token), cancel);

    private async Task<TableEntity?> FindInTimeAsync(string partition, string row, IEnumerable<string>? select, CancellationToken cancel)
    {
        var found = await client.GetEntityIfExistsAsync<TableEntity>(partition, row, select, cancel);
        if (!found.HasValue && found.GetRawResponse().Headers.TryGetValue("x-ms-error-code", out var code) && code == "TableNotFound")
        {
            throw new RequestFailedException(404, $"Table {client.Name} is missing.", code, null);
        }

        return found.HasValue ? found.Value : null;
    }

    private async Task<RowPage> ReadInTimeAsync(string filter, int take, IEnumerable<string>? select, CancellationToken cancel)
    {
        var rows = new List<TableEntity>(Math.Min(take, 64));
        DateTimeOffset? serverTime = null;
        var pages = client.QueryAsync<TableEntity>(filter, take, select, cancel).AsPages();
        await foreach (var page in pages)
        {
            serverTime ??= page.GetRawResponse().Headers.Date;
            rows.AddRange(page.Values);
            // A page may be empty and still have a continuation token: only enough rows or the last page end the loop.
            if (rows.Count >= take)
            {
                break;
            }
        }

        return new RowPage(rows.Count > take ? rows[..take] : rows, serverTime);
    }

    private async Task<IReadOnlyList<TableEntity>> ReadAllInTimeAsync(string filter, IEnumerable<string>? select, CancellationToken cancel)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in client.QueryAsync<TableEntity>(filter, null, select, cancel))
        {
            rows.Add(row);
        }

        return rows;
    }

    private async Task<Commit> SubmitAsync(Transaction transaction, CancellationToken cancel)
    {
        try
        {
            var response = await client.SubmitTransactionAsync(transaction.Actions, cancel);
            return new Commit.Written([.. response.Value.Select(each => each.Headers.ETag ?? default)]);
        }
        catch (RequestFailedException failed) when (IsLostRace(failed))
        {
            return new Commit.Lost((failed as TableTransactionFailedException)?.FailedTransactionActionIndex);
        }
    }

    private static bool IsLostRace(RequestFailedException failed) =>
        failed.Status is (int)HttpStatusCode.Conflict or (int)HttpStatusCode.PreconditionFailed
        || (failed.Status == (int)HttpStatusCode.NotFound && failed.ErrorCode != "TableNotFound");
}

/// <summary>Rows in key order, with the time of the storage server.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="ServerTime">
/// The header <c>Date</c> of the response. Ages of rows are measured with it, so wrong clocks of our instances do no harm.
/// </param>
public sealed record RowPage(IReadOnlyList<TableEntity> Rows, DateTimeOffset? ServerTime);
