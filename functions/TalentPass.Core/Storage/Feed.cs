using Azure.Data.Tables;

namespace TalentPass.Core.Storage;

/// <summary>
/// The feed rows of a shard, <c>!f|ticks|key|seq</c>: one for everything that happened, written in the transaction that
/// made it happen; the audit trail and the counters are folded from them. They name accounts and ids, never people.
/// </summary>
public static class Feed
{
    /// <summary>Rows of a shard, oldest first.</summary>
    public static string Filter(string shard) => TableFilter.Prefix(shard, "!f|");

    /// <summary>A row.</summary>
    /// <param name="shard">The shard of the talent concerned.</param>
    /// <param name="at">When.</param>
    /// <param name="key">What it is about, unique with <paramref name="seq"/>: a request's key, a scan's id.</param>
    /// <param name="seq">Its step.</param>
    /// <param name="action">What happened, e.g. <c>request.accept</c>.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="talentId">Whom it concerns.</param>
    public static TableEntity Row(string shard, DateTimeOffset at, string key, int seq, string action, Actor actor, string talentId) =>
        new(shard, StorageKey.Join("!f", StorageKey.Time(at), key, StorageKey.Number(seq, 4)))
        {
            ["Action"] = action,
            ["Actor"] = actor.Account,
            ["Department"] = actor.Department ?? "",
            ["Talent"] = talentId,
        };
}
