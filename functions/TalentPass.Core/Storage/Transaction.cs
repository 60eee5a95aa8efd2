using Azure;
using Azure.Data.Tables;

namespace TalentPass.Core.Storage;

/// <summary>
/// One entity-group transaction: rows of one partition that are written together or not at all, all stamped with the
/// id of the operation. One row is the witness, as a rule the first one added: found with our id after a conflict, it proves
/// that the conflict is our own earlier success.
/// </summary>
/// <param name="partition">The partition all rows are in.</param>
/// <param name="operation">The id of the operation, see <see cref="OperationId"/>.</param>
public sealed class Transaction(string partition, string operation)
{
    private readonly List<TableTransactionAction> _actions = [];

    /// <summary>The partition all rows are in.</summary>
    public string Partition => partition;

    /// <summary>The id of the operation.</summary>
    public string Operation => operation;

    /// <summary>The row key of the witness: the first row added, unless another one was named before.</summary>
    public string? Witness { get; private set; }

    /// <summary>The actions so far.</summary>
    public IReadOnlyList<TableTransactionAction> Actions => _actions;

    /// <summary>Adds a row that must not exist.</summary>
    public Transaction Add(TableEntity entity)
    {
        Witness ??= entity.RowKey;
        return Do(TableTransactionActionType.Add, entity, default);
    }

    /// <summary>
    /// Sets the witness of a transaction that may add no row: a row that every such transaction writes. When somebody else has
    /// written that row since, it proves nothing, and the conflict counts as lost.
    /// </summary>
    public Transaction WitnessedBy(string row)
    {
        Witness = row;
        return this;
    }

    /// <summary>Merges into a row that must be as the ETag says.</summary>
    public Transaction Merge(TableEntity entity, ETag etag) => Do(TableTransactionActionType.UpdateMerge, entity, etag);

    /// <summary>Replaces a row that must be as the ETag says.</summary>
    public Transaction Replace(TableEntity entity, ETag etag) => Do(TableTransactionActionType.UpdateReplace, entity, etag);

    /// <summary>Writes a row whatever was there. Only for rows where the last writer may win.</summary>
    public Transaction Put(TableEntity entity) => Do(TableTransactionActionType.UpsertReplace, entity, default);

    /// <summary>Deletes a row that must exist.</summary>
    public Transaction Delete(string row, ETag? etag = null) =>
        Do(TableTransactionActionType.Delete, new TableEntity(partition, row), etag ?? ETag.All);

    private Transaction Do(TableTransactionActionType type, TableEntity entity, ETag etag)
    {
        entity.PartitionKey = partition;
        if (type != TableTransactionActionType.Delete)
        {
            entity[OperationId.Property] = operation;
        }

        _actions.Add(new TableTransactionAction(type, entity, etag));
        return this;
    }
}

/// <summary>What became of a transaction.</summary>
public abstract record Commit
{
    private Commit()
    {
    }

    /// <summary>All rows are written.</summary>
    /// <param name="ETags">The new ETag of each action's row, in order; null when an earlier attempt of ours had written them.</param>
    public sealed record Written(IReadOnlyList<ETag>? ETags) : Commit;

    /// <summary>Nothing is written: a row was there already, had changed, or was gone.</summary>
    /// <param name="ActionIndex">The action that failed, if the service told.</param>
    public sealed record Lost(int? ActionIndex) : Commit;
}
