namespace TalentPass.Core.Storage;

/// <summary>A queue as this product uses it: a message only wakes somebody up, and the tables hold what it says.</summary>
/// <param name="clients">The storage clients.</param>
/// <param name="name">The queue's name in <see cref="StorageLayout"/>.</param>
public sealed class MessageQueue(StorageClients clients, string name)
{
    private const int MostPeeked = 32;
    private static readonly TimeSpan _never = TimeSpan.FromSeconds(-1);

    /// <summary>Sends a message that never expires. One call.</summary>
    /// <exception cref="StorageException">The queue did not take it.</exception>
    public Task SendAsync(string message, CancellationToken cancel)
    {
        var queue = clients.Queue(name);
        return StorageCall.RunAsync(token => queue.SendMessageAsync(message, timeToLive: _never, cancellationToken: token), cancel);
    }

    /// <summary>
    /// The number of visible messages, at most 32. One call. Messages that a dead host took but never finished stay hidden for ten
    /// minutes. They are not counted, since they would stop a sweep exactly when it is needed.
    /// </summary>
    /// <exception cref="StorageException">Storage is not available.</exception>
    public async Task<int> WaitingAsync(CancellationToken cancel)
    {
        var queue = clients.RawQueue(name);
        return (await StorageCall.RunAsync(token => queue.PeekMessagesAsync(MostPeeked, token), cancel)).Value.Length;
    }
}
