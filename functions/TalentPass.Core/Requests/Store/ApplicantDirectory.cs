using TalentPass.Core.Calendar;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Requests.Store;

/// <summary>
/// A cache of the applicants' data that a filing needs. An entry is kept for one minute, so that filing usually costs no read. If
/// the tier changes in this time, only the request's place in the desk's list is affected.
/// </summary>
/// <param name="talents">Reads the talents.</param>
/// <param name="time">The clock.</param>
public sealed class ApplicantDirectory(TalentStore talents, TimeProvider time)
{
    /// <summary>How long an entry is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private const int MostKept = 10_000;
    private readonly Cache<string, Applicant> _kept = new(Kept, MostKept, time);

    /// <summary>
    /// Finds the applicant; null when there is no such talent. No call when the entry is in the cache, otherwise two in parallel.
    /// </summary>
    public ValueTask<Applicant?> FindAsync(string talentId, CancellationToken cancel) =>
        _kept.FindAsync(talentId, async id => await talents.FindDetailsAsync(id, cancel) is { Talent: var talent } details
            ? new Applicant(id, talent.Name.Mask(), talent.On(LegalDay.Today(time)).Best?.Level ?? RequestCase.NoTier, details)
            : null);
}
