using Azure;
using Azure.Data.Tables;

namespace TalentPass.Core.Storage;

/// <summary>
/// One entity-group transaction: rows of one partition, of which all are written or none. Each row carries the id of the
/// operation. One row is the witness, usually the first row added. When the commit conflicts and the witness in storage has our
/// operation id, then our own earlier attempt did succeed.
/// </summary>
/// <param name="partition">The partition all rows are in.</param>
/// <param name="operation">The id of the operation, see <see cref="OperationId"/>.</param>
public sealed class Transaction(string partition, string operation)
{
    /// <summary>
    /// The most bytes of a row that is merged into without being read as a whole, besides the change. The rows of passes are the
    /// largest of these; only the rows of requests are larger.
    /// </summary>
    public const int SmallRow = 128 * 1024;

    private readonly List<TableTransactionAction> _actions = [];
    private readonly List<long> _beside = [];

    /// <summary>The partition all rows are in.</summary>
    public string Partition => partition;

    /// <summary>The id of the operation.</summary>
    public string Operation => operation;

    /// <summary>
    /// The row key of the witness: the first row of <see cref="Add"/>, or the row named by <see cref="WitnessedBy"/>; null when
    /// there is neither.
    /// </summary>
    public string? Witness { get; private set; }

    /// <summary>The actions that were added so far.</summary>
    public IReadOnlyList<TableTransactionAction> Actions => _actions;

    /// <summary>For each action: the bytes of the row that the action does not write itself; only a merge leaves any.</summary>
    public IReadOnlyList<long> Beside => _beside;

    /// <summary>Adds a row. The commit is lost when the row exists already.</summary>
    public Transaction Add(TableEntity entity)
    {
        Witness ??= entity.RowKey;
        return Do(TableTransactionActionType.Add, entity, default);
    }

    /// <summary>
    /// Sets the witness of a transaction that may add no row. The witness must be a row that this transaction always writes. When
    /// another operation has written that row since, our earlier success cannot be recognised, and the commit counts as lost.
    /// </summary>
    public Transaction WitnessedBy(string row)
    {
        Witness = row;
        return this;
    }

    /// <summary>Merges into a row. The commit is lost when the row no longer has the ETag.</summary>
    /// <param name="entity">The properties to write.</param>
    /// <param name="etag">The version of the row.</param>
    /// <param name="beside">
    /// The bytes of the row's other properties, see <see cref="TransactionGuard.Beside"/>, or the most bytes they can have.
    /// </param>
    public Transaction Merge(TableEntity entity, ETag etag, long beside = SmallRow) =>
        Do(TableTransactionActionType.UpdateMerge, entity, etag, beside);

    /// <summary>Replaces a row. The commit is lost when the row no longer has the ETag.</summary>
    public Transaction Replace(TableEntity entity, ETag etag) => Do(TableTransactionActionType.UpdateReplace, entity, etag);

    /// <summary>Adds or replaces a row without a condition. Only for rows where the last writer may win.</summary>
    public Transaction Put(TableEntity entity) => Do(TableTransactionActionType.UpsertReplace, entity, default);

    /// <summary>Deletes a row. The commit is lost when the row does not exist, or no longer has the ETag if one is given.</summary>
    public Transaction Delete(string row, ETag? etag = null) =>
        Do(TableTransactionActionType.Delete, new TableEntity(partition, row), etag ?? ETag.All);

    private Transaction Do(TableTransactionActionType type, TableEntity entity, ETag etag, long beside = 0)
    {
        entity.PartitionKey = partition;
        if (type != TableTransactionActionType.Delete)
        {
            entity[OperationId.Property] = operation;
        }

        _actions.Add(new TableTransactionAction(type, entity, etag));
        _beside.Add(beside);
        return this;
    }
}

/// <summary>The result of a commit.</summary>
public abstract record Commit
{
    private Commit()
    {
    }

    /// <summary>All rows are written.</summary>
    /// <param name="ETags">The new ETag of each action's row, in order; null when an earlier attempt of ours wrote the rows.</param>
    public sealed record Written(IReadOnlyList<ETag>? ETags) : Commit;

    /// <summary>Nothing is written: a row existed already, had changed, or did not exist any more.</summary>
    /// <param name="ActionIndex">The index of the action that failed; null when the service did not name it.</param>
    public sealed record Lost(int? ActionIndex) : Commit;
}
