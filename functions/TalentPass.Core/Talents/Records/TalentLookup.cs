using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>What leads to a talent.</summary>
public enum LookupKind
{
    /// <summary>An account that signs in; leads to one talent.</summary>
    Account,

    /// <summary>A document of a country; leads to one talent.</summary>
    Identity,

    /// <summary>A document number as somebody types it; two passports may share one.</summary>
    Document,

    /// <summary>A phone, which a family may share.</summary>
    Phone,

    /// <summary>A name.</summary>
    Name,
}

/// <summary>
/// Table <c>Lookup</c>: blind index → talent. Row <c>u</c> of a partition is the one talent a unique value leads to;
/// other rows are named by talents that share a value. Rows are written before the talent and may outlive a value, so
/// whoever reads here looks at the talent before believing it.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="index">Hides the values.</param>
/// <param name="random">For operation ids.</param>
public sealed class TalentLookup(StorageClients clients, BlindIndex index, RandomSource random)
{
    private const string Unique = "u";
    private const string Owner = "Talent";
    private readonly Table _table = clients.Table(StorageLayout.Lookup);

    /// <summary>
    /// Claims a unique value for a talent. Answers whom it leads to: this talent, or the one that came first. One call,
    /// or two when it was taken.
    /// </summary>
    public async Task<string> ClaimAsync(LookupKind kind, string value, string talentId, CancellationToken cancel)
    {
        var partition = Partition(kind, value);
        var row = new TableEntity(partition, Unique) { [Owner] = talentId };
        if (await _table.CommitAsync(new Transaction(partition, OperationId.New(random)).Add(row), cancel) is Commit.Written)
        {
            return talentId;
        }

        return (await _table.FindAsync(partition, Unique, cancel))?.GetString(Owner) ?? talentId;
    }

    /// <summary>
    /// Takes a unique value over from a talent that never came into being. Answers whom it leads to now. Two calls.
    /// </summary>
    public async Task<string> TakeOverAsync(LookupKind kind, string value, string from, string talentId, CancellationToken cancel)
    {
        var partition = Partition(kind, value);
        if (await _table.FindAsync(partition, Unique, cancel) is not { } row || row.GetString(Owner) != from)
        {
            return await ClaimAsync(kind, value, talentId, cancel);
        }

        var taken = new Transaction(partition, OperationId.New(random))
            .Replace(new TableEntity(partition, Unique) { [Owner] = talentId }, row.ETag);
        return await _table.CommitAsync(taken, cancel) is Commit.Written
            ? talentId
            : await FindAsync(kind, value, cancel) ?? talentId;
    }

    /// <summary>The talent a unique value leads to, or null. One call.</summary>
    public async Task<string?> FindAsync(LookupKind kind, string value, CancellationToken cancel) =>
        (await _table.FindAsync(Partition(kind, value), Unique, cancel))?.GetString(Owner);

    /// <summary>Notes that a value leads to a talent, among others. One call.</summary>
    public async Task NoteAsync(LookupKind kind, string value, string talentId, CancellationToken cancel)
    {
        var partition = Partition(kind, value);
        await _table.CommitAsync(
            new Transaction(partition, OperationId.New(random)).Put(new TableEntity(partition, talentId)), cancel);
    }

    /// <summary>The talents a shared value leads to, in the order of their ids. One call.</summary>
    /// <param name="kind">What the value is.</param>
    /// <param name="value">The value in its normal form.</param>
    /// <param name="after">The last talent of the page before, or null.</param>
    /// <param name="take">At most 1,000.</param>
    /// <param name="cancel">Stops the read.</param>
    public async Task<IReadOnlyList<string>> ListAsync(
        LookupKind kind, string value, string? after, int take, CancellationToken cancel)
    {
        var partition = Partition(kind, value);
        var filter = after is null ? TableFilter.Partition(partition) : TableFilter.After(partition, after, "{");
        var page = await _table.ReadAsync(filter, take, cancel, ["PartitionKey", "RowKey"]);
        return [.. page.Rows.Select(row => row.RowKey)];
    }

    // The names stand in stored indexes: they are not the enum's to change.
    private string Partition(LookupKind kind, string value) => index.Of(
        kind switch
        {
            LookupKind.Account => "account",
            LookupKind.Identity => "identity",
            LookupKind.Document => "document",
            LookupKind.Phone => "phone",
            LookupKind.Name => "name",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        },
        value);
}
