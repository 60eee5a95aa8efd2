using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Writes audit entries for operations that change no row of a talent (个人信息保护法 51, 54). An operation that changes
/// rows of a talent writes its <see cref="Feed"/> row in its own transaction instead.
/// </summary>
/// <param name="table">The table of the feed.</param>
/// <param name="looks">Makes the rows in which a talent reads who looked at their data.</param>
/// <param name="sealer">Seals reasons.</param>
/// <param name="random">Makes ids.</param>
/// <param name="time">The clock.</param>
/// <param name="later">Writes without making the answer wait.</param>
public sealed class AuditTrail(
    TalentsTable table, LookRows looks, FieldSealer sealer, RandomSource random, TimeProvider time, LaterWrites later)
{
    /// <summary>
    /// Records an action that concerns no talent. The row goes to a random shard, which spreads the load. One storage call.
    /// </summary>
    /// <param name="actor">Who did it.</param>
    /// <param name="action">What was done, e.g. <c>desk.export</c>.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <param name="department">The department concerned; null stands for the actor's own department.</param>
    /// <param name="reason">Why. Stored sealed, because people write names into reasons.</param>
    /// <param name="subject">The id of the thing concerned, e.g. of a key.</param>
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

    /// <summary>
    /// Records that staff look at data of a talent: one row for the audit and one row that the talent can read. The caller must
    /// call this before it shows the data. One storage call.
    /// </summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="talentId">The talent whose data is shown.</param>
    /// <param name="action">One of <see cref="Look.TalentRead"/>, <see cref="Look.CaseRead"/>, <see cref="Look.FileRead"/>, <see cref="Look.DocumentRead"/>, <see cref="Look.WantedRead"/>.</param>
    /// <param name="department">The department for which the actor looks; null at a hall.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <param name="place">The hall or gate; null at a desk.</param>
    public Task RecordLookAsync(Actor actor, string talentId, string action, string? department, CancellationToken cancel, string? place = null)
    {
        var (shard, now, id) = (Shard.Of(talentId), time.GetUtcNow(), random.Id(8));
        return table.CommitAsync(
            new Transaction(shard, OperationId.New(random))
                .Add(Feed.Row(shard, now, id, 1, action, actor, talentId))
                .Add(looks.Row(talentId, id, new Look(now, action, actor, department, place))),
            cancel);
    }

    /// <summary>Starts the record of a look that the answer does not wait for; see <see cref="RecordLookAsync"/>.</summary>
    public Task RecordLookLaterAsync(Actor actor, string talentId, string action, string department) =>
        later.StartAsync(action, cancel => RecordLookAsync(actor, talentId, action, department, cancel));
}
