namespace TalentPass.Core.Storage;

/// <summary>
/// Lets calls of one shard in this process work one after another, so that each knows what the others have done. Other processes
/// are not kept waiting, so this only saves lost attempts and double work.
/// </summary>
internal sealed class ShardTurns
{
    private readonly SemaphoreSlim[] _turns = [.. Shard.All.Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the turn of a talent's shard. Dispose what is returned to end it.</summary>
    /// <exception cref="StorageException">The deadline of the call has passed.</exception>
    public async Task<IDisposable> TakeAsync(string talentId, CancellationToken cancel)
    {
        var turn = _turns[Shard.NumberOf(talentId)];
        await StorageDeadline.WaitAsync(turn.WaitAsync, cancel);
        return new Taken(turn);
    }

    private sealed class Taken(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
