using System.Collections.Concurrent;

namespace TalentPass.Benchmarks.InMemory;

/// <summary>What an account was asked since it was made.</summary>
/// <param name="Calls">HTTP requests to all three services.</param>
/// <param name="QueueCalls">Those of them to the queue service.</param>
/// <param name="RowsRead">Table rows in answers.</param>
/// <param name="RowsWritten">Table rows added, changed and deleted.</param>
/// <param name="BytesOut">Bytes of the bodies of answers.</param>
/// <param name="BytesIn">Bytes of the bodies of requests.</param>
internal sealed record StorageUsage(long Calls, long QueueCalls, long RowsRead, long RowsWritten, long BytesOut, long BytesIn)
{
    /// <summary>What was asked between two readings.</summary>
    public static StorageUsage operator -(StorageUsage later, StorageUsage earlier) => new(
        later.Calls - earlier.Calls,
        later.QueueCalls - earlier.QueueCalls,
        later.RowsRead - earlier.RowsRead,
        later.RowsWritten - earlier.RowsWritten,
        later.BytesOut - earlier.BytesOut,
        later.BytesIn - earlier.BytesIn);
}

/// <summary>One call as it was received, for repeating it with the bare SDK.</summary>
/// <param name="Service">0 tables, 1 queues, 2 blobs.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path after the account, decoded.</param>
/// <param name="Query">The query string, as received.</param>
/// <param name="IfMatch">The header <c>If-Match</c>; empty when there is none.</param>
/// <param name="Body">The body.</param>
internal sealed record RecordedCall(int Service, string Method, string Path, string Query, string IfMatch, byte[] Body);

/// <summary>An account of the stand-in: its tables, queues and containers, and what it was asked.</summary>
internal sealed class StorageAccount
{
    private ConcurrentQueue<RecordedCall>? _recorded;
    private long _calls;
    private long _queueCalls;
    private long _rowsRead;
    private long _rowsWritten;
    private long _bytesOut;
    private long _bytesIn;

    public ConcurrentDictionary<string, TableData> Tables { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentDictionary<string, QueueData> Queues { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, ConcurrentDictionary<string, BlobData>> Containers { get; } = new(StringComparer.Ordinal);

    /// <summary>Blocks that no blob has yet, by path and block id.</summary>
    public ConcurrentDictionary<string, byte[]> Blocks { get; } = new(StringComparer.Ordinal);

    /// <summary>What it was asked so far.</summary>
    public StorageUsage Usage => new(
        Interlocked.Read(ref _calls),
        Interlocked.Read(ref _queueCalls),
        Interlocked.Read(ref _rowsRead),
        Interlocked.Read(ref _rowsWritten),
        Interlocked.Read(ref _bytesOut),
        Interlocked.Read(ref _bytesIn));

    /// <summary>The number of its table rows.</summary>
    public int Rows => Tables.Values.Sum(table => table.Rows);

    /// <summary>Makes an empty account the copy of another one. Later changes of one do not change the other.</summary>
    public void CopyFrom(StorageAccount other)
    {
        foreach (var (name, table) in other.Tables)
        {
            Tables[name] = table.Copy();
        }

        foreach (var (name, queue) in other.Queues)
        {
            Queues[name] = queue.Copy();
        }

        foreach (var (name, blobs) in other.Containers)
        {
            Containers[name] = new(blobs, StringComparer.Ordinal);
        }
    }

    /// <summary>Begins to keep the calls.</summary>
    public void Record() => _recorded = new();

    /// <summary>Ends keeping the calls and returns them.</summary>
    public IReadOnlyList<RecordedCall> Recorded() => [.. Interlocked.Exchange(ref _recorded, null) ?? []];

    public void Keep(RecordedCall call) => _recorded?.Enqueue(call);

    public bool Recording => _recorded is not null;

    public void Count(int service)
    {
        Interlocked.Increment(ref _calls);
        if (service == 1)
        {
            Interlocked.Increment(ref _queueCalls);
        }
    }

    public void CountRows(int read, int written)
    {
        Interlocked.Add(ref _rowsRead, read);
        Interlocked.Add(ref _rowsWritten, written);
    }

    public void CountBytes(int received, int sent)
    {
        Interlocked.Add(ref _bytesIn, received);
        Interlocked.Add(ref _bytesOut, sent);
    }
}
