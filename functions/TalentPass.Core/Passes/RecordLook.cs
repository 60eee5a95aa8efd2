using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Passes;

/// <summary>Records that staff looked at what is a talent's, for the audit and for the talent, before it is shown (个人信息保护法 44, 51).</summary>
/// <param name="clients">Storage.</param>
/// <param name="access">Where talents read it.</param>
/// <param name="random">For ids.</param>
/// <param name="time">The clock.</param>
public sealed class RecordLook(StorageClients clients, AccessLog access, RandomSource random, TimeProvider time)
{
    private readonly Table _table = clients.Table(StorageLayout.Talents);

    /// <summary>Records a look. One call.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="talentId">At whom.</param>
    /// <param name="action">One of <see cref="AccessLog.Reading"/>, <see cref="AccessLog.CaseReading"/>, <see cref="AccessLog.FileReading"/>.</param>
    /// <param name="department">For which department.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public Task RunAsync(Actor actor, string talentId, string action, string department, CancellationToken cancel)
    {
        var (shard, now, id) = (Shard.Of(talentId), time.GetUtcNow(), random.Id(8));
        return _table.CommitAsync(
            new Transaction(shard, OperationId.New(random))
                .Add(Feed.Row(shard, now, id, 1, action, actor, talentId))
                .Add(access.Row(talentId, id, new AccessEntry(now, action, actor, department))),
            cancel);
    }
}
