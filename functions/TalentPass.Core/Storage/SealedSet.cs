using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>The rows of a sealed set as they were read.</summary>
/// <param name="Rows">The rows that are trusted, in key order.</param>
/// <param name="Sequence">Grows with every change of the set; 0 before the first change.</param>
/// <param name="IsTrusted">
/// Whether the set as a whole is trusted. When it is not, <paramref name="Rows"/> is empty.
/// </param>
/// <param name="Head">The head row as it is in storage, for the next change; null when there is none.</param>
public sealed record SealedRows(IReadOnlyList<TableEntity> Rows, long Sequence, bool IsTrusted, TableEntity? Head)
{
    /// <summary>The keys that the head names, also of rows that are missing or refused.</summary>
    internal HashSet<ulong> Named { get; init; } = [];

    /// <summary>Whether the head names a row with this key, even when the row itself is missing or refused.</summary>
    public bool Names(string rowKey) => Named.Contains(SealedSet.NameOf(rowKey));
}

/// <summary>
/// A partition whose rows are sealed one by one (<see cref="RowSeal"/>) and as a set. The row <c>!head</c> names every row with its
/// seal, and is sealed itself. So a row that was added, removed, or set back to an earlier version of its own is found out: it is
/// refused, and the others stay in use. Each change replaces the head under its ETag, so only one change wins. A set that is set
/// back as a whole is found out only by a process that has seen a later one.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="partition">The partition. It holds nothing but this set.</param>
/// <param name="shape">The kind of its rows.</param>
/// <param name="seals">Seals and checks the rows.</param>
/// <param name="random">Makes operation ids.</param>
public sealed class SealedSet(Table table, string partition, RowShape shape, RowSeal seals, RandomSource random)
{
    /// <summary>The most rows of a set. The head names them in one property, which has room for 2,730.</summary>
    internal const int Most = 2000;

    private const string Key = "!head";
    private const string Sequence = "Sequence";
    private const string Members = "Members";
    private const int NameSize = sizeof(ulong);
    private const int MarkSize = 16;
    private readonly RowShape _head = new($"{shape.Name}-head", Sequence, Members);
    private long _seen;

    /// <summary>Reads the set. One storage call for each 1,000 rows. Everything that is refused is logged.</summary>
    public async Task<SealedRows> ReadAsync(CancellationToken cancel)
    {
        // Taken before the read: a read that began earlier may return an earlier set.
        var seen = Interlocked.Read(ref _seen);
        var rows = await table.ReadAllAsync(TableFilter.Partition(partition), cancel);
        var head = rows.FirstOrDefault(row => row.RowKey == Key);
        if (head is null && rows.Count == 0 && seen == 0)
        {
            return new SealedRows([], 0, IsTrusted: true, null);
        }

        if (head is null)
        {
            seals.Refuse(_head, partition, Key, "it is missing");
            return new SealedRows([], 0, IsTrusted: false, null);
        }

        if (!seals.Accepts(_head, head))
        {
            return new SealedRows([], 0, IsTrusted: false, head);
        }

        var sequence = head.GetInt64(Sequence)!.Value;
        if (sequence < seen)
        {
            seals.Refuse(_head, partition, Key, "the whole set was set back to an earlier one");
            return new SealedRows([], sequence, IsTrusted: false, head);
        }

        See(sequence);
        var members = MembersOf(head);
        foreach (var missing in members.Keys.Except(rows.Select(row => NameOf(row.RowKey))))
        {
            seals.Refuse(shape, partition, $"{missing:x16}", "it is missing");
        }

        var good = rows.Where(row => row.RowKey != Key && IsMember(row, members)).ToArray();
        return new SealedRows(good, sequence, IsTrusted: true, head) { Named = [.. members.Keys] };
    }

    /// <summary>
    /// Writes a change of the set in one transaction. One storage call. False when another change was first. A change of a set that
    /// is not trusted begins a new one, with these rows only.
    /// </summary>
    /// <param name="before">The set on which the change is based.</param>
    /// <param name="put">New rows, and rows that replace those with the same key.</param>
    /// <param name="gone">The keys of rows to delete. They must be among the trusted rows.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<bool> WriteAsync(SealedRows before, IReadOnlyList<TableEntity> put, IReadOnlyList<string> gone, CancellationToken cancel)
    {
        var sealedRows = put.Select(row => seals.Seal(shape, row)).ToArray();
        var changed = put.Select(row => row.RowKey).Concat(gone).ToHashSet(StringComparer.Ordinal);
        var sequence = Math.Max(before.Sequence, Interlocked.Read(ref _seen)) + 1;
        var head = new TableEntity(partition, Key)
        {
            [Sequence] = sequence,
            [Members] = Write(before.Rows.Where(row => !changed.Contains(row.RowKey)).Concat(sealedRows)),
        };
        var transaction = new Transaction(partition, OperationId.New(random)).WitnessedBy(Key);
        _ = before.Head is { } last ? transaction.Replace(seals.Seal(_head, head), last.ETag) : transaction.Add(seals.Seal(_head, head));
        foreach (var row in gone)
        {
            transaction.Delete(row);
        }

        // The ETag of the head protects every row, so the rows need no condition of their own.
        foreach (var row in sealedRows)
        {
            transaction.Put(row);
        }

        if (await table.CommitAsync(transaction, cancel) is not Commit.Written)
        {
            return false;
        }

        See(sequence);
        return true;
    }

    /// <summary>A short form of a row key, for the list in the head.</summary>
    internal static ulong NameOf(string rowKey) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes(rowKey)));

    private bool IsMember(TableEntity row, Dictionary<ulong, byte[]> members)
    {
        if (!seals.Accepts(shape, row))
        {
            return false;
        }

        if (members.TryGetValue(NameOf(row.RowKey), out var mark) && MarkOf(row).SequenceEqual(mark))
        {
            return true;
        }

        seals.Refuse(shape, row.PartitionKey, row.RowKey, mark is null ? "it does not belong to the set" : "it was set back to an earlier version");
        return false;
    }

    private static ReadOnlySpan<byte> MarkOf(TableEntity row) => RowText.Bytes(row[RowSeal.Property]).AsSpan()[^MarkSize..];

    private static byte[] Write(IEnumerable<TableEntity> rows)
    {
        var all = rows.OrderBy(row => row.RowKey, StringComparer.Ordinal).ToArray();
        var list = new byte[all.Length * (NameSize + MarkSize)];
        foreach (var (index, row) in all.Index())
        {
            var entry = list.AsSpan(index * (NameSize + MarkSize));
            BinaryPrimitives.WriteUInt64BigEndian(entry, NameOf(row.RowKey));
            MarkOf(row).CopyTo(entry[NameSize..]);
        }

        return list;
    }

    private static Dictionary<ulong, byte[]> MembersOf(TableEntity head) => (RowText.Bytes(head[Members]) ?? [])
        .Chunk(NameSize + MarkSize)
        .ToDictionary(entry => BinaryPrimitives.ReadUInt64BigEndian(entry), entry => entry[NameSize..]);

    private void See(long sequence)
    {
        for (var seen = Interlocked.Read(ref _seen); seen < sequence;)
        {
            seen = Interlocked.CompareExchange(ref _seen, sequence, seen);
        }
    }
}
