using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// A call that is carried out once, however often it is sent. The row of its key is written in the transaction of what the
/// call brings into being, so the row itself is the guard: of two at once one is lost. Kept 7 days.
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

    /// <summary>A call that is nobody's in particular, under keys of the caller's choice.</summary>
    /// <param name="table">The table that is written.</param>
    /// <param name="partition">The partition that is written.</param>
    /// <param name="row">The row of the key.</param>
    /// <param name="call">The key and the fingerprint of the body; null when none was sent.</param>
    public Idempotency(Table table, string partition, string row, IdempotentCall? call) =>
        (_table, _partition, _row, _call) = (table, partition, row, call);

    /// <summary>A call that concerns a talent: <c>tid|9|…</c> in its shard.</summary>
    public static Idempotency Of(TalentsTable talents, string talentId, IdempotentCall? call) => new(
        talents, Shard.Of(talentId), call is null ? "" : StorageKey.Join(talentId, "9", Base32.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(call.Key)).AsSpan(0, 20))), call);

    /// <summary>What is known of the call. One call of storage, none without a key.</summary>
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
    /// Has a transaction remember the call; nothing without a key. Adds the row, or replaces the one that was found where the
    /// caller goes on in spite of it: it is too old, or what it answers is gone. Whoever was faster makes the transaction lose.
    /// </summary>
    /// <param name="transaction">In the partition of the key.</param>
    /// <param name="answer">What the first answer is made of, without personal data; null where there is nothing to say.</param>
    /// <param name="now">When.</param>
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

/// <summary>What is known of a call that is carried out once.</summary>
public abstract record IdempotencyMatch
{
    private IdempotencyMatch()
    {
    }

    /// <summary>It is new, it came without a key, or its key is older than keys are kept.</summary>
    public sealed record None : IdempotencyMatch
    {
        /// <summary>The one value.</summary>
        public static None Value { get; } = new();
    }

    /// <summary>The key came with another body.</summary>
    public sealed record Reused : IdempotencyMatch;

    /// <summary>The same call: answer the same.</summary>
    public sealed record Same(string Answer) : IdempotencyMatch;
}
