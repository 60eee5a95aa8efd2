using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Lists;

/// <summary>The city's trust list, as storage holds it.</summary>
/// <param name="Token">The signed list that the server publishes.</param>
/// <param name="Sequence">The sequence number of the list.</param>
/// <param name="Content">
/// A hash of the list without its sequence number and times (<see cref="TrustListCodec.ContentOf"/>).
/// </param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="Version">The ETag of the row.</param>
public sealed record StoredTrustList(byte[] Token, long Sequence, string Content, DateTimeOffset SignedAt, ETag Version);

/// <summary>
/// Reads and writes the city's trust list: table <c>Trust</c>, partition <c>trust</c>, one row. With many partners the list is
/// longer than one table property can hold. The rest is then in the properties <c>Token1</c>, <c>Token2</c>, … of the same row.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="seals">Seals and checks the row.</param>
/// <param name="random">Random source for operation ids.</param>
public sealed class TrustListStore(StorageClients clients, RowSeal seals, RandomSource random)
{
    private const string Partition = "trust";
    private const string Row = "list";
    private static readonly RowShape _shape = new(
        "trust-list", ["Sequence", "Content", "SignedAt", .. Enumerable.Range(0, 1 + TrustListCodec.MaxBytes / LongBinary.PartBytes).Select(Token)]);

    private readonly Table _table = clients.Table(StorageLayout.Trust);

    /// <summary>
    /// Reads the list; null when it was never published. A list that is not trusted is empty and as old as can be, so that the next
    /// one replaces it. One storage call.
    /// </summary>
    public async Task<StoredTrustList?> FindAsync(CancellationToken cancel) => await _table.FindAsync(Partition, Row, cancel) switch
    {
        null => null,
        { } row when seals.Accepts(_shape, row) => new StoredTrustList(
            LongBinary.Find(row, Token)!, row.GetInt64("Sequence")!.Value, row.GetString("Content"), row.GetDateTimeOffset("SignedAt")!.Value, row.ETag),
        { } row => new StoredTrustList([], 0, "", DateTimeOffset.MinValue, row.ETag),
    };

    /// <summary>Writes the next list. One storage call. False when another process wrote it first.</summary>
    public async Task<bool> WriteAsync(StoredTrustList list, ETag? before, CancellationToken cancel)
    {
        var row = new TableEntity(Partition, Row)
        {
            ["Sequence"] = list.Sequence,
            ["Content"] = list.Content,
            ["SignedAt"] = list.SignedAt,
        };
        LongBinary.Set(row, list.Token, Token);
        var transaction = new Transaction(Partition, OperationId.New(random));
        seals.Seal(_shape, row);
        _ = before is { } version ? transaction.Replace(row, version) : transaction.Add(row);
        return await _table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    private static string Token(int part) => part == 0 ? "Token" : $"Token{part}";
}
