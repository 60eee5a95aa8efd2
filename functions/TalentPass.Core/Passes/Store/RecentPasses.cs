using TalentPass.Core.Storage;

namespace TalentPass.Core.Passes.Store;

/// <summary>
/// Caches passes for some seconds, so that a phone that asks for the next code often costs no read. When another process freezes
/// a pass, codes can still be made for these seconds. That does no harm: a scan always reads the row and refuses such a code.
/// </summary>
/// <param name="store">Reads passes.</param>
/// <param name="time">The clock.</param>
public sealed class RecentPasses(PassStore store, TimeProvider time)
{
    /// <summary>
    /// How long a pass stays in the cache. A phone asks for a new code every 45 seconds, an open page more often.
    /// </summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private const int MostKept = 20_000;
    private readonly Cache<string, Pass> _kept = new(Kept, MostKept, time);

    /// <summary>The talent's newest pass, or null. One storage call, or none within ten seconds after the last read.</summary>
    public async ValueTask<Pass?> FindAsync(string talentId, CancellationToken cancel)
    {
        if (_kept.Get(talentId) is { } kept)
        {
            return kept;
        }

        var pass = await store.FindNewestAsync(talentId, cancel);
        if (pass is not null)
        {
            Keep(pass);
        }

        return pass;
    }

    /// <summary>
    /// Caches a pass that was just read or written. A revoked pass is removed from the cache instead, because a new pass may be
    /// issued at any moment. The cache holds at most 20,000 passes and is cleared when it is full.
    /// </summary>
    public void Keep(Pass pass)
    {
        if (pass.IsRevoked)
        {
            Forget(pass.Ref.TalentId);
            return;
        }

        _kept.Keep(pass.Ref.TalentId, pass);
    }

    /// <summary>Removes a talent's pass from the cache, because its row may have changed.</summary>
    public void Forget(string talentId) => _kept.Forget(talentId);
}
