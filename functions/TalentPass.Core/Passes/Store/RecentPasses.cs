using TalentPass.Core.Storage;

namespace TalentPass.Core.Passes.Store;

/// <summary>
/// Passes read or written seconds ago, so that a phone that refreshes its code costs no read. A pass frozen elsewhere
/// may mint for these seconds; scanning always reads the row, so such a code is good for nothing.
/// </summary>
/// <param name="store">Passes.</param>
/// <param name="time">The clock.</param>
public sealed class RecentPasses(PassStore store, TimeProvider time)
{
    /// <summary>How long a pass is kept: a phone refreshes every 45 seconds, a page in use more often.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private const int MostKept = 20_000;
    private readonly Cache<string, Pass> _kept = new(Kept, MostKept, time);

    /// <summary>The talent's newest pass, or null. One call, none within seconds of the last.</summary>
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

    /// <summary>Keeps a pass that was just read or written; not one that is revoked, since the next may be issued at any moment.</summary>
    public void Keep(Pass pass)
    {
        if (pass.State == PassState.Revoked)
        {
            Forget(pass.Ref.TalentId);
            return;
        }

        _kept.Keep(pass.Ref.TalentId, pass);
    }

    /// <summary>Forgets a talent's pass, whose row may have changed.</summary>
    public void Forget(string talentId) => _kept.Forget(talentId);
}
