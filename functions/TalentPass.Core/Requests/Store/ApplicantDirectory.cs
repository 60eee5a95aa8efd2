using TalentPass.Core.Calendar;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Requests.Store;

/// <summary>
/// A cache of the applicants' data that a filing needs. An entry is kept for one minute, so that filing usually costs no read. The
/// transaction of the filing fails when the talent's statuses have changed since (<see cref="FactMark"/>); then they are read
/// again.
/// </summary>
/// <param name="table">The table of the talents.</param>
/// <param name="talents">Reads the talents.</param>
/// <param name="time">The clock.</param>
public sealed class ApplicantDirectory(TalentsTable table, TalentStore talents, TimeProvider time)
{
    /// <summary>How long an entry is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private const int MostKept = 10_000;
    private readonly Cache<string, Applicant> _kept = new(Kept, MostKept, time);

    /// <summary>Removes a talent from the cache, because the tier may have changed.</summary>
    public void Forget(string talentId) => _kept.Forget(talentId);

    /// <summary>
    /// Finds the applicant; null when there is no such talent. No call when the entry is in the cache and need not be fresh,
    /// otherwise two in parallel, and one more when it has to be fresh.
    /// </summary>
    public ValueTask<Applicant?> FindAsync(string talentId, bool fresh, CancellationToken cancel)
    {
        if (fresh)
        {
            _kept.Forget(talentId);
        }

        return _kept.FindAsync(talentId, async id => await talents.FindDetailsAsync(id, cancel) is { Talent: var talent } details
            ? new Applicant(id, talent.Name.Mask(), talent.On(LegalDay.Today(time)).Best?.Level ?? RequestCase.NoTier, details)
            {
                Mark = fresh ? await FactMark.OfStatuses(talent).LookedForAsync(table, cancel) : FactMark.OfStatuses(talent),
            }
            : null);
    }
}
