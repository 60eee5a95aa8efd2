using TalentPass.Core.Calendar;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Requests.Store;

/// <summary>
/// Who talents are, as far as filing needs it. Kept for a minute, so that filing costs no read as a rule; a tier that
/// changed meanwhile only moves the request's place in the desk's list.
/// </summary>
/// <param name="talents">Talents.</param>
/// <param name="time">The clock.</param>
public sealed class ApplicantDirectory(TalentStore talents, TimeProvider time)
{
    /// <summary>How long an applicant is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private const int MostKept = 10_000;
    private readonly Cache<string, Applicant> _kept = new(Kept, MostKept, time);

    /// <summary>The applicant, or null when there is no such talent. No call when read within a minute, else one.</summary>
    public ValueTask<Applicant?> FindAsync(string talentId, CancellationToken cancel) =>
        _kept.FindAsync(talentId, async id => await talents.FindAsync(id, cancel) is { } talent
            ? new Applicant(id, talent.Name.Mask(), talent.On(LegalDay.Today(time)).Best?.Level ?? RequestCase.NoTier)
            : null);
}
