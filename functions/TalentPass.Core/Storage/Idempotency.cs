using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Makes a call that is sent several times take effect once. The row of its idempotency key is written in the same transaction
/// as the call's other rows, so of two calls at the same time only one commits. A key is kept for 7 days.
/// </summary>
public sealed class Idempotency
{
    /// <summary>How long a key is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private readonly Table _table;
    private readonly string _partition;
    private readonly string _row;
    private readonly IdempotentCall? _call;
    private TableEntity? _found;

    /// <summary>A call that concerns no talent; the caller chooses where its row is.</summary>
    /// <param name="table">The table of the transaction.</param>
    /// <param name="partition">The partition of the transaction.</param>
    /// <param name="row">The row key of the idempotency key.</param>
    /// <param name="call">The key and the fingerprint of the body; null when none was sent.</param>
    public Idempotency(Table table, string partition, string row, IdempotentCall? call) =>
        (_table, _partition, _row, _call) = (table, partition, row, call);

    /// <summary>A call that concerns a talent; its row is <c>tid|9|…</c> in the talent's shard.</summary>
    public static Idempotency Of(TalentsTable talents, string talentId, IdempotentCall? call) => new(
        talents, Shard.Of(talentId), call is null ? "" : StorageKey.Join(talentId, "9", Base32.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(call.Key)).AsSpan(0, 20))), call);

    /// <summary>Looks whether the call was made before. One storage call, or none without a key.</summary>
    public async ValueTask<IdempotencyMatch> MatchAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (_call is null)
        {
            return IdempotencyMatch.None.Value;
        }

        _found = await _table.FindAsync(_partition, _row, cancel);
        return _found is null || _found.GetDateTimeOffset("At") + Kept < now ? IdempotencyMatch.None.Value
            : _found.GetString("Fingerprint") != _call.Fingerprint ? new IdempotencyMatch.Reused()
            : new IdempotencyMatch.Same(_found.GetString("Answer"));
    }

    /// <summary>
    /// Adds the call's row to a transaction; nothing without a key. When <see cref="MatchAsync"/> found a row and the caller goes
    /// on all the same (the row is too old, or what it refers to is gone), that row is replaced under its ETag. When another call
    /// with the key commits first, the transaction is lost.
    /// </summary>
    /// <param name="transaction">A transaction in the partition of the key.</param>
    /// <param name="answer">What the answer can be made from again, without personal data; null when nothing is needed.</param>
    /// <param name="now">The time now.</param>
    public Transaction Remember(Transaction transaction, string? answer, DateTimeOffset now)
    {
        if (_call is null)
        {
            return transaction;
        }

        var row = new TableEntity(_partition, _row) { ["Fingerprint"] = _call.Fingerprint, ["Answer"] = answer, ["At"] = now };
        return _found is null ? transaction.Add(row) : transaction.Replace(row, _found.ETag);
    }
}

/// <summary>Whether a call was made before.</summary>
public abstract record IdempotencyMatch
{
    private IdempotencyMatch()
    {
    }

    /// <summary>It was not: it is new, has no key, or its key is more than 7 days old.</summary>
    public sealed record None : IdempotencyMatch
    {
        /// <summary>The one value.</summary>
        public static None Value { get; } = new();
    }

    /// <summary>The key was used with another body.</summary>
    public sealed record Reused : IdempotencyMatch;

    /// <summary>It was, with the same body, and gets the same answer.</summary>
    public sealed record Same(string Answer) : IdempotencyMatch;
}
