using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Lists;

/// <summary>The city's trust list as it is stored.</summary>
/// <param name="Token">The signed form that is served.</param>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Content">The hash of what it says.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="Version">The row's version.</param>
public sealed record StoredTrustList(byte[] Token, long Sequence, string Content, DateTimeOffset SignedAt, ETag Version);

/// <summary>
/// The city's trust list in table <c>Trust</c>, partition <c>trust</c>, one row. With many partners it is longer than one
/// property holds: what follows stands in <c>Token1</c>, <c>Token2</c>, … .
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="random">For operation ids.</param>
public sealed class TrustListStore(StorageClients clients, RandomSource random)
{
    private const string Partition = "trust";
    private const string Row = "list";
    private const int Part = 60 * 1024;
    private readonly Table _table = clients.Table(StorageLayout.Trust);

    /// <summary>The list, or null when it was never published. One call.</summary>
    public async Task<StoredTrustList?> FindAsync(CancellationToken cancel) =>
        await _table.FindAsync(Partition, Row, cancel) is not { } row ? null : new StoredTrustList(
            Joined(row),
            row.GetInt64("Sequence")!.Value,
            row.GetString("Content"),
            row.GetDateTimeOffset("SignedAt")!.Value,
            row.ETag);

    /// <summary>Writes the next list. One call. False when another instance wrote it first.</summary>
    public async Task<bool> WriteAsync(StoredTrustList list, ETag? before, CancellationToken cancel)
    {
        var row = new TableEntity(Partition, Row)
        {
            ["Sequence"] = list.Sequence,
            ["Content"] = list.Content,
            ["SignedAt"] = list.SignedAt,
        };
        foreach (var (number, part) in list.Token.Chunk(Part).Index())
        {
            row[Name(number)] = part;
        }

        var transaction = new Transaction(Partition, OperationId.New(random));
        _ = before is { } version ? transaction.Replace(row, version) : transaction.Add(row);
        return await _table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    private static byte[] Joined(TableEntity row) =>
        [.. Enumerable.Range(0, 1 + TrustListCodec.MaxBytes / Part).Select(number => row.GetBinary(Name(number))).TakeWhile(part => part is not null).SelectMany(part => part)];

    private static string Name(int number) => number == 0 ? "Token" : $"Token{number}";
}
