using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Makes sure that a call takes effect only once when a client sends it several times. The row of the idempotency key is
/// written in the same transaction as the call's other rows, so only one of two concurrent calls commits. A key is kept for
/// 7 days. Its row is sealed (<see cref="RowSeal"/>), because it says what the call is answered; a row that is refused counts as a
/// key that was used for another call.
/// </summary>
public sealed class Idempotency
{
    /// <summary>How long a key is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const string Fingerprint = "Fingerprint";
    private const string Answer = "Answer";
    private const string At = "At";
    private static readonly RowShape _shape = new("idempotency", Fingerprint, Answer, At);
    private readonly RowSeal _seals;
    private readonly Table _table;
    private readonly string _partition;
    private readonly string _row;
    private readonly IdempotentCall? _call;
    private TableEntity? _found;

    /// <summary>A call that concerns no talent. The caller chooses the table, partition and row of the key.</summary>
    /// <param name="seals">Seals and checks the row of the key.</param>
    /// <param name="table">The table of the transaction.</param>
    /// <param name="partition">The partition of the transaction.</param>
    /// <param name="row">The row key of the idempotency key.</param>
    /// <param name="call">The key and the fingerprint of the call; null when the client sent no key.</param>
    public Idempotency(RowSeal seals, Table table, string partition, string row, IdempotentCall? call) =>
        (_seals, _table, _partition, _row, _call) = (seals, table, partition, row, call);

    /// <summary>A call that concerns a talent. The row of the key is <c>tid|9|…</c> in the talent's shard.</summary>
    public static Idempotency Of(TalentsTable talents, string talentId, IdempotentCall? call) => new(
        talents.Seals, talents, Shard.Of(talentId), call is null ? "" : StorageKey.Join(talentId, "9", Base32.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(call.Key)).AsSpan(0, 20))), call);

    /// <summary>Finds out whether the call was made before. One storage call, or none without a key.</summary>
    public async ValueTask<IdempotencyMatch> MatchAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (_call is null)
        {
            return IdempotencyMatch.None.Value;
        }

        _found = await _table.FindAsync(_partition, _row, cancel);
        return _found is null ? IdempotencyMatch.None.Value
            : !_seals.Accepts(_shape, _found) ? new IdempotencyMatch.Reused()
            : _found.GetDateTimeOffset(At) + Kept < now ? IdempotencyMatch.None.Value
            : _found.GetString(Fingerprint) != _call.Fingerprint ? new IdempotencyMatch.Reused()
            : new IdempotencyMatch.Same(_found.GetString(Answer));
    }

    /// <summary>
    /// Adds the row of the key to a transaction; adds nothing without a key. <see cref="MatchAsync"/> may have found a row that
    /// the caller may replace, because the row has expired or the thing it refers to is gone. Then the transaction replaces that
    /// row under its ETag. The transaction is lost when another call with the same key commits first.
    /// </summary>
    /// <param name="transaction">A transaction in the partition of the key.</param>
    /// <param name="answer">Data to make the same answer again, without personal data; null when none is needed.</param>
    /// <param name="now">The time now.</param>
    public Transaction Remember(Transaction transaction, string? answer, DateTimeOffset now)
    {
        if (_call is null)
        {
            return transaction;
        }

        var row = _seals.Seal(_shape, new TableEntity(_partition, _row) { [Fingerprint] = _call.Fingerprint, [Answer] = answer, [At] = now });
        return _found is null ? transaction.Add(row) : transaction.Replace(row, _found.ETag);
    }
}

/// <summary>Whether a call was made before.</summary>
public abstract record IdempotencyMatch
{
    private IdempotencyMatch()
    {
    }

    /// <summary>The call was not made before: its key is new, absent, or expired after 7 days.</summary>
    public sealed record None : IdempotencyMatch
    {
        /// <summary>The only instance.</summary>
        public static None Value { get; } = new();
    }

    /// <summary>The key was used before with another call or body, or its row is not trusted.</summary>
    public sealed record Reused : IdempotencyMatch;

    /// <summary>The same call was made before. It gets the same answer again.</summary>
    public sealed record Same(string Answer) : IdempotencyMatch;
}
