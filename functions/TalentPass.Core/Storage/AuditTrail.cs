using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Writes down for the audit what no other transaction carries (个人信息保护法 51, 54). What changes a talent's rows writes
/// its <see cref="Feed"/> row in its own transaction instead.
/// </summary>
/// <param name="table">Where the feed is.</param>
/// <param name="looks">Where talents read who looked at them.</param>
/// <param name="sealer">Seals reasons.</param>
/// <param name="random">For ids.</param>
/// <param name="time">The clock.</param>
public sealed class AuditTrail(TalentsTable table, LookRows looks, FieldSealer sealer, RandomSource random, TimeProvider time)
{
    /// <summary>Records what concerns no talent, in a shard taken at random. One call.</summary>
    /// <param name="actor">Who did it.</param>
    /// <param name="action">What, e.g. <c>desk.export</c>.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <param name="department">The department concerned; the actor's own when null.</param>
    /// <param name="reason">Why; sealed, since people write names into reasons.</param>
    /// <param name="subject">The id of the thing concerned, e.g. a key's.</param>
    public Task RecordAsync(
        Actor actor, string action, CancellationToken cancel, string? department = null, string? reason = null, string? subject = null)
    {
        var key = random.Id(8);
        var shard = Shard.Of(key);
        var row = Feed.Row(shard, time.GetUtcNow(), key, 1, action, actor, "");
        row["Department"] = department ?? row["Department"];
        row["Reason"] = reason is null ? null : sealer.Seal(reason, row.RowKey);
        row["Key"] = subject;
        return table.CommitAsync(new Transaction(shard, OperationId.New(random)).Add(row), cancel);
    }

    /// <summary>Records that staff look at what is a talent's, for the audit and for the talent, before it is shown. One call.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="talentId">At whom.</param>
    /// <param name="action">One of <see cref="Look.TalentRead"/>, <see cref="Look.CaseRead"/>, <see cref="Look.FileRead"/>.</param>
    /// <param name="department">For which department.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public Task RecordLookAsync(Actor actor, string talentId, string action, string department, CancellationToken cancel)
    {
        var (shard, now, id) = (Shard.Of(talentId), time.GetUtcNow(), random.Id(8));
        return table.CommitAsync(
            new Transaction(shard, OperationId.New(random))
                .Add(Feed.Row(shard, now, id, 1, action, actor, talentId))
                .Add(looks.Row(talentId, id, new Look(now, action, actor, department))),
            cancel);
    }
}
