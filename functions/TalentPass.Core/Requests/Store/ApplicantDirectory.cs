using System.Collections.Concurrent;
using TalentPass.Core.Calendar;
using TalentPass.Core.Requests.Record;
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
    private readonly ConcurrentDictionary<string, (Applicant Applicant, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);

    /// <summary>The applicant, or null when there is no such talent. No call when read within a minute, else one.</summary>
    public async ValueTask<Applicant?> FindAsync(string talentId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_kept.TryGetValue(talentId, out var kept) && kept.Until > now)
        {
            return kept.Applicant;
        }

        if (await talents.FindAsync(talentId, cancel) is not { } talent)
        {
            return null;
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        var applicant = new Applicant(talentId, talent.Name.Mask(), talent.On(LegalDay.Of(now)).Best?.Level ?? RequestCase.NoTier);
        _kept[talentId] = (applicant, now + Kept);
        return applicant;
    }
}
