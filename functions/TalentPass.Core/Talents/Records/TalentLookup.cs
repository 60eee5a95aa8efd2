using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>The kinds of values by which a talent can be found.</summary>
public enum LookupKind
{
    /// <summary>An account that signs in. Unique: it leads to one talent.</summary>
    Account,

    /// <summary>A document with its country, see <see cref="DocumentIndex"/>. Unique: it leads to one talent.</summary>
    Identity,

    /// <summary>A document number without its country, as an officer types it. Two passports may have the same number.</summary>
    Document,

    /// <summary>A phone number. A family may share one.</summary>
    Phone,

    /// <summary>A name.</summary>
    Name,

    /// <summary>A document with its country, of a guest from a partner city. Unique: it leads to one guest, who is no talent.</summary>
    Guest,

    /// <summary>A WeChat user of the city's mini-program (openid). Unique: it leads to one talent.</summary>
    WeChat,
}

/// <summary>
/// Table <c>Lookup</c>: blind index → talent. The partition is the blind index of a value. For a unique value, row <c>u</c>
/// names its one talent; these rows are sealed, because an account signs in as the talent it leads to. For other values, each row
/// key is the id of a talent with this value. Rows are written before the talent and may stay when a value changes, so every
/// reader must check the talent itself.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="index">Makes blind indexes of the values.</param>
/// <param name="seals">Seals and checks the rows of unique values.</param>
/// <param name="random">Makes operation ids.</param>
public sealed class TalentLookup(StorageClients clients, BlindIndex index, RowSeal seals, RandomSource random)
{
    private const string Unique = "u";
    private const string Owner = "Talent";
    private static readonly RowShape _shape = new("lookup", Owner);
    private readonly Table _table = clients.Table(StorageLayout.Lookup);

    /// <summary>
    /// Claims a unique value for a talent. Returns the id of the talent that has the value: this talent, or the one that claimed it
    /// first. Null when the row of the first claim is not trusted: then nobody gets the value. One storage call; three when the
    /// value was claimed before.
    /// </summary>
    public async Task<string?> ClaimAsync(LookupKind kind, string value, string talentId, CancellationToken cancel)
    {
        var partition = Partition(kind, value);
        return await _table.CommitAsync(new Transaction(partition, OperationId.New(random)).Add(Row(partition, talentId)), cancel) is Commit.Written
            ? talentId
            : await FindAsync(kind, value, cancel);
    }

    /// <summary>
    /// Takes a unique value over from a talent that was never recorded because its registration failed halfway. Returns the id of
    /// the talent that has the value now; null as in <see cref="ClaimAsync"/>. Two storage calls; more when another call takes it
    /// over at the same time.
    /// </summary>
    public async Task<string?> TakeOverAsync(LookupKind kind, string value, string from, string talentId, CancellationToken cancel)
    {
        var partition = Partition(kind, value);
        if (await _table.FindAsync(partition, Unique, cancel) is not { } row || OwnerOf(row) != from)
        {
            return await ClaimAsync(kind, value, talentId, cancel);
        }

        var taken = new Transaction(partition, OperationId.New(random)).Replace(Row(partition, talentId), row.ETag);
        return await _table.CommitAsync(taken, cancel) is Commit.Written ? talentId : await FindAsync(kind, value, cancel);
    }

    /// <summary>Returns the id of the talent that has a unique value; null when there is no row that is trusted. One storage call.</summary>
    public async Task<string?> FindAsync(LookupKind kind, string value, CancellationToken cancel) =>
        OwnerOf(await _table.FindAsync(Partition(kind, value), Unique, cancel));

    /// <summary>Records that a talent has a shared value. One storage call.</summary>
    public async Task NoteAsync(LookupKind kind, string value, string talentId, CancellationToken cancel)
    {
        var partition = Partition(kind, value);
        await _table.CommitAsync(
            new Transaction(partition, OperationId.New(random)).Put(new TableEntity(partition, talentId)), cancel);
    }

    /// <summary>Returns the ids of the talents with a shared value, in the order of the ids. One storage call.</summary>
    /// <param name="kind">What the value is.</param>
    /// <param name="value">The value in its normal form.</param>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="take">The most ids, at most 1,000.</param>
    /// <param name="cancel">Stops the read.</param>
    public async Task<IReadOnlyList<string>> ListAsync(
        LookupKind kind, string value, string? after, int take, CancellationToken cancel)
    {
        var partition = Partition(kind, value);
        var filter = after is null ? TableFilter.Partition(partition) : TableFilter.After(partition, after, "{");
        var page = await _table.ReadAsync(filter, take, cancel, ["PartitionKey", "RowKey"]);
        return [.. page.Rows.Select(row => row.RowKey)];
    }

    private TableEntity Row(string partition, string talentId) =>
        seals.Seal(_shape, new TableEntity(partition, Unique) { [Owner] = talentId });

    private string? OwnerOf(TableEntity? row) => seals.Read(_shape, row, each => each.GetString(Owner));

    // Stored blind indexes depend on these names, so they must not change, even when the enum does.
    private string Partition(LookupKind kind, string value) => index.Of(
        kind switch
        {
            LookupKind.Account => "account",
            LookupKind.Identity => "identity",
            LookupKind.Document => "document",
            LookupKind.Phone => "phone",
            LookupKind.Name => "name",
            LookupKind.Guest => "guest",
            LookupKind.WeChat => "wechat",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        },
        value);
}
