using System.Text.Json;
using Azure;

namespace TalentPass.Core.Storage;

/// <summary>
/// Runs calls of the SDK: all calls to storage go through here. A call ends at the latest with the
/// <see cref="StorageDeadline"/>, and every failure of it is thrown as <see cref="StorageException"/>.
/// </summary>
public static class StorageCall
{
    /// <summary>Runs a call.</summary>
    /// <param name="call">Calls the SDK and does nothing else, because its exceptions are taken for failures of storage.</param>
    /// <param name="cancel">Stops the call.</param>
    /// <exception cref="StorageException">Storage failed, or did not answer in time.</exception>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        using var wait = StorageDeadline.Enter(cancel);
        try
        {
            return await call(wait.Cancel);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException && cancel.IsCancellationRequested)
        {
            // A call that its caller has given up says nothing about storage, whatever it failed with.
            throw new OperationCanceledException(null, fault, cancel);
        }
        catch (Exception fault) when (fault is OperationCanceledException or AggregateException && wait.IsOver)
        {
            throw StorageException.TooLate(fault);
        }
        catch (Exception fault) when (StorageException.From(fault) is { } translated)
        {
            throw translated;
        }
        catch (Exception fault) when (fault is JsonException or SystemException and not (OutOfMemoryException or OperationCanceledException))
        {
            throw StorageException.Unreadable(fault);
        }
    }

    /// <inheritdoc cref="RunAsync{T}" />
    public static Task RunAsync(Func<CancellationToken, Task> call, CancellationToken cancel) => RunAsync<object?>(
        async token =>
        {
            await call(token);
            return null;
        },
        cancel);

    /// <summary>Runs a call that may find that its queue or blob does not exist (404).</summary>
    /// <returns>The result; <paramref name="otherwise"/> when it does not exist.</returns>
    /// <inheritdoc cref="RunAsync{T}" />
    public static Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> call, T otherwise, CancellationToken cancel) => RunAsync(
        async token =>
        {
            try
            {
                return await call(token);
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                return otherwise;
            }
        },
        cancel);
}
