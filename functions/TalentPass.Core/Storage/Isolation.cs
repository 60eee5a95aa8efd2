using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace TalentPass.Core.Storage;

/// <summary>
/// Handles the items of one run separately. An item that fails is skipped, so that the items after it are still handled. The
/// log names the item by its key and the type of the exception, not what the item holds. Errors that concern all items end the
/// run: storage is unavailable, memory is exhausted, or the app stops.
/// </summary>
/// <param name="work">The name of the work, for the log.</param>
/// <param name="log">The log of the class that runs.</param>
public sealed partial class Isolation(string work, ILogger log)
{
    private Exception? _first;

    /// <summary>Handles one item. Returns false when the item failed. Several items may be handled in parallel.</summary>
    /// <param name="item">The key of the item's row, or another name without personal data.</param>
    /// <param name="treat">Handles the item.</param>
    public async Task<bool> TryAsync(string item, Func<Task> treat)
    {
        try
        {
            await treat();
            return true;
        }
        catch (Exception fault) when (IsOfOneItem(fault))
        {
            PassOver(item, fault);
            return false;
        }
    }

    /// <summary>Reads one item. Returns the default value when the item cannot be read.</summary>
    /// <param name="item">The key of the item's row, or another name without personal data.</param>
    /// <param name="read">Reads the item.</param>
    public T? TryRead<T>(string item, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (IsOfOneItem(fault))
        {
            PassOver(item, fault);
            return default;
        }
    }

    /// <summary>Ends the run. Throws the exception of the first item that failed, so that the run is reported as failed.</summary>
    public void End()
    {
        if (_first is not null)
        {
            ExceptionDispatchInfo.Throw(_first);
        }
    }

    /// <summary>
    /// Passes over a part of the run that the caller found it cannot handle, e.g. because storage refuses what concerns one queue
    /// while it serves the others.
    /// </summary>
    /// <param name="item">The name of the part.</param>
    /// <param name="fault">Why it cannot be handled.</param>
    public void PassOver(string item, Exception fault)
    {
        Interlocked.CompareExchange(ref _first, fault, null);
        // Our keys hold nothing personal. A row with another kind of key may hold anything.
        Log.PassedOver(log, work, StorageKey.IsValid(item) ? item : "a foreign key", fault.GetType().Name);
    }

    private static bool IsOfOneItem(Exception fault) =>
        fault is not (OperationCanceledException or OutOfMemoryException) && StorageException.From(fault) is not { Failure: StorageFailure.Unavailable };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "One item failed and was skipped; the rest goes on. {Work}: {Item}: {Fault}.")]
        public static partial void PassedOver(ILogger log, string work, string item, string fault);
    }
}
