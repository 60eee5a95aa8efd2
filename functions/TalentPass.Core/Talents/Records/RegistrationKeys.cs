using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>
/// The idempotency keys of recording talents. A new talent has no shard yet that could hold its key, so the key is
/// reserved in table <c>Lookup</c> first; it leads to the one body it came with.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="index">Hides the keys.</param>
/// <param name="random">For operation ids.</param>
/// <param name="time">The clock.</param>
public sealed class RegistrationKeys(StorageClients clients, BlindIndex index, RandomSource random, TimeProvider time)
{
    private const string Row = "u";
    private readonly Table _table = clients.Table(StorageLayout.Lookup);

    /// <summary>Whether the key is free, expired, or came with this body before. One call, or two when it is known.</summary>
    /// <param name="account">Whose key it is: keys of two accounts never meet.</param>
    /// <param name="call">The key and the body's fingerprint.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<bool> TryReserveAsync(string account, IdempotentCall call, CancellationToken cancel)
    {
        var partition = index.Of("registration", $"{account}\n{call.Key}");
        var now = time.GetUtcNow();
        var once = new Idempotency(_table, partition, Row, call);
        return await Contest.MustAsync("the key of a registration", async () =>
        {
            var transaction = once.Remember(new Transaction(partition, OperationId.New(random)), answer: null, now);
            return await _table.CommitAsync(transaction, cancel) is Commit.Written ? new IdempotencyMatch.Same("")
                : await once.MatchAsync(now, cancel) is var match and not IdempotencyMatch.None ? match
                : (IdempotencyMatch?)null;
        }) is IdempotencyMatch.Same;
    }
}
