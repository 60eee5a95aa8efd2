using Azure.Data.Tables;

namespace TalentPass.Core.Storage;

/// <summary>
/// The feed rows of a shard, <c>!f|ticks|key|seq</c>. Each action writes one feed row in its own transaction. The audit trail
/// and the counters are computed from these rows. They contain accounts and ids, never names of people.
/// </summary>
public static class Feed
{
    /// <summary>The filter for all feed rows of a shard, oldest first.</summary>
    public static string Filter(string shard) => TableFilter.Prefix(shard, "!f|");

    /// <summary>Makes a feed row.</summary>
    /// <param name="shard">The shard of the talent concerned.</param>
    /// <param name="at">When the action happened.</param>
    /// <param name="key">The subject: a request's key or a scan's id. Unique together with <paramref name="seq"/>.</param>
    /// <param name="seq">The number of the step of this subject.</param>
    /// <param name="action">What happened, e.g. <c>request.accept</c>.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="talentId">The talent concerned; empty when there is none.</param>
    public static TableEntity Row(string shard, DateTimeOffset at, string key, int seq, string action, Actor actor, string talentId) =>
        new(shard, StorageKey.Join("!f", StorageKey.Time(at), key, StorageKey.Number(seq, 4)))
        {
            ["Action"] = action,
            ["Actor"] = actor.Account,
            ["Department"] = actor.Department ?? "",
            ["Talent"] = talentId,
        };
}
