using System.Buffers.Binary;
using System.Security.Cryptography;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Lists;

/// <summary>
/// Gives each pass, phone and card its own index in the status lists. Storage holds a counter; a process takes 1,000 numbers
/// at a time. A keyed permutation then shuffles the numbers of each list. So no index is given twice, and an index does not
/// show when it was given.
/// </summary>
public sealed class StatusIndexes : IDisposable
{
    private const string Partition = "status";
    private const string Row = "!next";
    private const string Next = "Next";
    private const int Block = 1000;
    private const int Rounds = 6;
    private const int HalfBits = 9;
    private const uint HalfMask = (1 << HalfBits) - 1;
    private static readonly RowShape _shape = new("status-indexes", Next);

    private readonly Table _table;
    private readonly byte[] _key;
    private readonly RowSeal _seals;
    private readonly RandomSource _random;
    private readonly SemaphoreSlim _one = new(1, 1);
    private long _next;
    private long _end;

    /// <summary>
    /// The indexes of one deployment. The key of the permutation is derived from the deployment's first master key.
    /// </summary>
    public StatusIndexes(StorageClients clients, MasterKey key, RowSeal seals, RandomSource random)
    {
        _table = clients.Table(StorageLayout.Trust);
        _key = key.DerivePermanent("status-index");
        (_seals, _random) = (seals, random);
    }

    /// <summary>
    /// An index that nobody has. Costs two storage calls for every 1,000 indexes. A restart loses the rest of its 1,000; the
    /// unused indexes do no harm.
    /// </summary>
    /// <exception cref="UntrustedRowException">The counter is not as this app wrote it.</exception>
    public async ValueTask<uint> NextAsync(CancellationToken cancel)
    {
        // The one in front may wait for storage. Those behind it share its deadline instead of waiting one after another.
        await StorageDeadline.WaitAsync(_one.WaitAsync, cancel);
        try
        {
            if (_next == _end)
            {
                _next = await TakeBlockAsync(cancel);
                _end = _next + Block;
            }

            return Scramble(checked((uint)_next++));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>How many lists the numbers taken so far reach into; at least one. One storage call.</summary>
    public async Task<int> ListsAsync(CancellationToken cancel)
    {
        var (_, next) = await ReadAsync(cancel);
        return 1 + (int)(Math.Max(0, next - 1) / StatusList.Capacity);
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>
    /// The index for the n-th number: the lists are filled one after the other, the entry within a list is shuffled.
    /// </summary>
    internal uint Scramble(uint count)
    {
        var list = count & ~(uint)(StatusList.Capacity - 1);
        var entry = count & (StatusList.Capacity - 1);
        do
        {
            // The Feistel network permutes 18-bit values, a list has 17-bit entries. Repeating it until the value fits
            // ("cycle walking") gives a permutation of the list.
            entry = Permute(list, entry);
        }
        while (entry >= StatusList.Capacity);
        return list | entry;
    }

    private uint Permute(uint list, uint entry)
    {
        var (left, right) = (entry >> HalfBits, entry & HalfMask);
        Span<byte> block = stackalloc byte[9];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        for (var round = 0; round < Rounds; round++)
        {
            block[0] = (byte)round;
            BinaryPrimitives.WriteUInt32BigEndian(block[1..], list);
            BinaryPrimitives.WriteUInt32BigEndian(block[5..], right);
            HMACSHA256.HashData(_key, block, hash);
            (left, right) = (right, left ^ (BinaryPrimitives.ReadUInt32BigEndian(hash) & HalfMask));
        }

        return left << HalfBits | right;
    }

    private async Task<long> TakeBlockAsync(CancellationToken cancel) => (await Contest.MustAsync<TableEntity>("the next place in the status lists", async () =>
    {
        var (row, next) = await ReadAsync(cancel);
        if (next < _end)
        {
            _seals.Refuse(_shape, Partition, Row, "it is missing, or was set back to an earlier version");
            throw Untrusted();
        }

        var entity = _seals.Seal(_shape, new TableEntity(Partition, Row) { [Next] = next + Block });
        var transaction = new Transaction(Partition, OperationId.New(_random));
        _ = row is null ? transaction.Add(entity) : transaction.Replace(entity, row.ETag);
        return await _table.CommitAsync(transaction, cancel) is Commit.Written ? entity : null;
    })).GetInt64(Next)!.Value - Block;

    private async Task<(TableEntity? Row, long Next)> ReadAsync(CancellationToken cancel) => await _table.FindAsync(Partition, Row, cancel) switch
    {
        null => (null, 0),
        { } row when _seals.Accepts(_shape, row) => (row, row.GetInt64(Next)!.Value),
        _ => throw Untrusted(),
    };

    private static UntrustedRowException Untrusted() =>
        new($"Row {Row} of table Trust is not trusted: no pass can get a place in the status lists. Restore it from a backup.");
}
