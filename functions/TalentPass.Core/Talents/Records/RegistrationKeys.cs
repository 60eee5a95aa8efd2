using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>
/// The idempotency keys of calls that record a talent. The shard of the new talent is not known yet, so the key cannot be
/// checked there. It is reserved in table <c>Lookup</c> first, together with the fingerprint of its body.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="index">Makes blind indexes of the keys.</param>
/// <param name="seals">Seals and checks the rows.</param>
/// <param name="random">Makes operation ids.</param>
/// <param name="time">The clock.</param>
public sealed class RegistrationKeys(StorageClients clients, BlindIndex index, RowSeal seals, RandomSource random, TimeProvider time)
{
    private const string Row = "u";
    private readonly Table _table = clients.Table(StorageLayout.Lookup);

    /// <summary>
    /// Reserves a key. Returns true when the key is new, has expired, or was used with the same body before. One storage call for
    /// a new key, three for a known key, four for an expired key.
    /// </summary>
    /// <param name="account">The account that sent the key. Equal keys of two accounts are different keys.</param>
    /// <param name="call">The key and the fingerprint of the body.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<bool> TryReserveAsync(string account, IdempotentCall call, CancellationToken cancel)
    {
        var partition = index.Of("registration", $"{account}\n{call.Key}");
        var now = time.GetUtcNow();
        var once = new Idempotency(seals, _table, partition, Row, call);
        return await Contest.MustAsync("the key of a registration", async () =>
        {
            var transaction = once.Remember(new Transaction(partition, OperationId.New(random)), answer: null, now);
            return await _table.CommitAsync(transaction, cancel) is Commit.Written ? new IdempotencyMatch.Same("")
                : await once.MatchAsync(now, cancel) is var match and not IdempotencyMatch.None ? match
                : (IdempotencyMatch?)null;
        }) is IdempotencyMatch.Same;
    }
}
