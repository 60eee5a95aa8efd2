using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// The record of an idempotency key: written in the same transaction as what the call brought into being, so the row
/// itself is the guard. Kept 7 days.
/// </summary>
public static class IdempotencyRow
{
    /// <summary>How long a key is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>The row key within the talent's shard.</summary>
    public static string Key(string talentId, IdempotentCall call) =>
        StorageKey.Join(talentId, "9", Base32.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(call.Key)).AsSpan(0, 20)));

    /// <summary>The row of a call.</summary>
    /// <param name="talentId">Whose shard it goes to.</param>
    /// <param name="call">The key and the fingerprint of the body.</param>
    /// <param name="answer">What the first answer is made of, as JSON without personal data.</param>
    /// <param name="now">When.</param>
    public static TableEntity New(string talentId, IdempotentCall call, string answer, DateTimeOffset now) =>
        New(Shard.Of(talentId), Key(talentId, call), call, answer, now);

    /// <summary>The row of a call that is nobody's in particular, under keys of the caller's choice.</summary>
    public static TableEntity New(string partition, string row, IdempotentCall call, string answer, DateTimeOffset now) =>
        new(partition, row) { ["Fingerprint"] = call.Fingerprint, ["Answer"] = answer, ["At"] = now };

    /// <summary>What a row found under the key means for the call at hand.</summary>
    public static IdempotencyMatch Match(TableEntity? row, IdempotentCall call, DateTimeOffset now) => row switch
    {
        null => new IdempotencyMatch.None(),
        _ when row.GetDateTimeOffset("At") + Kept < now => new IdempotencyMatch.Expired(row),
        _ when row.GetString("Fingerprint") != call.Fingerprint => new IdempotencyMatch.Reused(),
        _ => new IdempotencyMatch.Same(row.GetString("Answer")),
    };
}

/// <summary>What an idempotency row means.</summary>
public abstract record IdempotencyMatch
{
    private IdempotencyMatch()
    {
    }

    /// <summary>No such key.</summary>
    public sealed record None : IdempotencyMatch;

    /// <summary>The key is older than it is kept; the row may be replaced.</summary>
    public sealed record Expired(TableEntity Row) : IdempotencyMatch;

    /// <summary>The key came with another body.</summary>
    public sealed record Reused : IdempotencyMatch;

    /// <summary>The same call: answer the same.</summary>
    public sealed record Same(string Answer) : IdempotencyMatch;
}
