using System.Buffers.Binary;
using System.Security.Cryptography;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Lists;

/// <summary>
/// Hands out places in the status lists. A counter, taken from storage in blocks of 1,000, is scrambled by a keyed
/// permutation of the list: no place is given twice, and a place tells nothing about when it was given.
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

    private readonly Table _table;
    private readonly byte[] _key;
    private readonly RandomSource _random;
    private readonly SemaphoreSlim _one = new(1, 1);
    private long _next;
    private long _end;

    /// <summary>Places of one deployment; the permutation's key derives from its first master key.</summary>
    public StatusIndexes(StorageClients clients, MasterKey key, RandomSource random)
    {
        _table = clients.Table(StorageLayout.Trust);
        _key = key.DerivePermanent("status-index");
        _random = random;
    }

    /// <summary>A place nobody has. Two calls for every thousand; gaps after a restart are harmless.</summary>
    public async ValueTask<uint> NextAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
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

    /// <summary>How many lists the places given so far reach into; at least one. One call.</summary>
    public async Task<int> ListsAsync(CancellationToken cancel)
    {
        var row = await _table.FindAsync(Partition, Row, cancel);
        return 1 + (int)(Math.Max(0, (row?.GetInt64(Next) ?? 0) - 1) / StatusList.Capacity);
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>The place of the n-th pass: the list by order, the entry within it scrambled.</summary>
    internal uint Scramble(uint count)
    {
        var list = count & ~(uint)(StatusList.Capacity - 1);
        var entry = count & (StatusList.Capacity - 1);
        do
        {
            // A Feistel network over 18 bits; walking on until the value has 17 makes it a permutation of the list.
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
        var row = await _table.FindAsync(Partition, Row, cancel);
        var entity = new TableEntity(Partition, Row) { [Next] = (row?.GetInt64(Next) ?? 0) + Block };
        var transaction = new Transaction(Partition, OperationId.New(_random));
        _ = row is null ? transaction.Add(entity) : transaction.Replace(entity, row.ETag);
        return await _table.CommitAsync(transaction, cancel) is Commit.Written ? entity : null;
    })).GetInt64(Next)!.Value - Block;
}
