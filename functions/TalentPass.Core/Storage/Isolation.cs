using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace TalentPass.Core.Storage;

/// <summary>
/// Keeps the items of one run apart: one that fails is told in the log, by the kind of fault and never by what it holds, and
/// passed over, so that it keeps nobody behind it from its turn. What concerns all of them alike is not passed over: that
/// storage is away, that the app stops.
/// </summary>
/// <param name="work">What is done to the items, for the log.</param>
/// <param name="log">The log of who runs.</param>
public sealed partial class Isolation(string work, ILogger log)
{
    private Exception? _first;

    /// <summary>Treats one item; false when it failed. Items may be treated at the same time.</summary>
    public async Task<bool> TryAsync(Func<Task> treat)
    {
        try
        {
            await treat();
            return true;
        }
        catch (Exception fault) when (IsOfOneItem(fault))
        {
            PassOver(fault);
            return false;
        }
    }

    /// <summary>Reads one item; the default when it cannot be read.</summary>
    public T? TryRead<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (IsOfOneItem(fault))
        {
            PassOver(fault);
            return default;
        }
    }

    /// <summary>Ends a run that has to be seen to have failed when an item did: with the fault of the first one.</summary>
    public void End()
    {
        if (_first is not null)
        {
            ExceptionDispatchInfo.Throw(_first);
        }
    }

    private void PassOver(Exception fault)
    {
        Interlocked.CompareExchange(ref _first, fault, null);
        Log.PassedOver(log, work, fault.GetType().Name);
    }

    private static bool IsOfOneItem(Exception fault) =>
        fault is not (OperationCanceledException or OutOfMemoryException) && StorageException.From(fault) is not { Failure: StorageFailure.Unavailable };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "One item failed and is passed over, the rest goes on. {Work}: {Fault}.")]
        public static partial void PassedOver(ILogger log, string work, string fault);
    }
}
