namespace TalentPass.Core.Storage;

/// <summary>
/// Counts the storage calls of one operation: every HTTP request to storage, retries included. The count belongs to the
/// asynchronous flow that called <see cref="Begin"/>. When counters are nested, a call counts in all of them.
/// </summary>
public sealed class StorageCalls : IDisposable
{
    private static readonly AsyncLocal<StorageCalls?> _current = new();
    private readonly StorageCalls? _outer = _current.Value;
    private readonly List<string> _calls = [];

    private StorageCalls()
    {
    }

    /// <summary>The number of calls so far.</summary>
    public int Count
    {
        get
        {
            lock (_calls)
            {
                return _calls.Count;
            }
        }
    }

    /// <summary>The calls in order, e.g. <c>POST Talents/$batch</c>. They contain no keys of table rows.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Starts counting in the current asynchronous flow.</summary>
    public static StorageCalls Begin() => _current.Value = new StorageCalls();

    /// <summary>Stops counting.</summary>
    public void Dispose() => _current.Value = _outer;

    internal static void Record(string call)
    {
        for (var scope = _current.Value; scope is not null; scope = scope._outer)
        {
            lock (scope._calls)
            {
                scope._calls.Add(call);
            }
        }
    }
}
