using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Passes.Store;

/// <summary>A pass that is in use, with the condition that it still is when a transaction is written.</summary>
/// <param name="Pass">The pass.</param>
/// <param name="Mark">The condition.</param>
public sealed record PresentPass(Pass Pass, FactMark Mark);

/// <summary>
/// A cache of the passes on whose scans hall staff file. An entry is kept for one minute; a filing is refused all the same when the
/// pass was frozen or revoked since, because its transaction requires the mark of the pass (<c>tid|1v|00001</c>).
/// </summary>
/// <param name="table">The table of the talents.</param>
/// <param name="passes">Reads the passes.</param>
/// <param name="time">The clock.</param>
public sealed class PresentPasses(TalentsTable table, PassStore passes, TimeProvider time)
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan _kept = TimeSpan.FromMinutes(1);
    private readonly Cache<PassRef, PresentPass> _passes = new(_kept, MostKept, time);

    /// <summary>The row key of the mark that a pass is in use.</summary>
    public static string MarkKey(PassRef pass) => StorageKey.Join(pass.TalentId, "1v", StorageKey.Number(pass.Ordinal, 5));

    /// <summary>
    /// Finds the pass when it is in use; null when it is frozen or revoked. No call when it is in the cache and need not be fresh,
    /// otherwise one, and one more when it has to be fresh.
    /// </summary>
    public ValueTask<PresentPass?> FindAsync(PassRef reference, bool fresh, CancellationToken cancel)
    {
        if (fresh)
        {
            _passes.Forget(reference);
        }

        return _passes.FindAsync(reference, async each =>
        {
            if (await passes.FindAsync(each, cancel) is not { State: PassState.Active } pass)
            {
                return null;
            }

            var mark = new FactMark(Shard.Of(each.TalentId), MarkKey(each), each.RowKey, pass.Version);
            return new PresentPass(pass, fresh ? await mark.LookedForAsync(table, cancel) : mark);
        });
    }
}
