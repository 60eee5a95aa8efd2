using System.Text.Json;
using TalentPass.Core.Calendar;

namespace TalentPass.Core.Talents.Records;

/// <summary>What a talent's statuses come to on a day.</summary>
/// <param name="Standing">Where the talent stands.</param>
/// <param name="Best">
/// The status that speaks for the talent: in force, the highest tier, of equal ones the longest; otherwise the one that
/// begins next or ended last. Null only for <see cref="Standing.NotRecognised"/>.
/// </param>
/// <param name="InForce">Every status in force, best first.</param>
public sealed record Recognition(Standing Standing, TalentStatus? Best, IReadOnlyList<TalentStatus> InForce)
{
    /// <summary>Whether the person is a talent on that day.</summary>
    public bool IsRecognised => Standing == Standing.InForce;

    /// <summary>Why not, as <see cref="RefusalCodes"/> has it; null for a recognised talent.</summary>
    public Refusal? Refusal => Standing switch
    {
        Standing.InForce => null,
        Standing.NotRecognised => new Refusal(RefusalCodes.NotRecognised, new Bilingual("尚未认定为人才。", "Not recognised as a talent yet.")),
        Standing.NotYetValid => new Refusal(
            RefusalCodes.NotRecognised, new Bilingual("人才认定尚未生效。", "The talent status is not valid yet.")),
        Standing.Revoked => new Refusal(RefusalCodes.StatusExpired, new Bilingual("人才认定已被撤销。", "The talent status was revoked.")),
        _ => new Refusal(RefusalCodes.StatusExpired, new Bilingual("人才认定已过期。", "The talent status has expired.")),
    };
}

/// <summary>The rule by which statuses speak for a talent, and their form in storage.</summary>
public static class TalentStatuses
{
    /// <summary>The most statuses one talent may hold; bounds the rows that carry them.</summary>
    public const int Max = 40;

    /// <summary>
    /// What the statuses come to. In force beats everything; then a status that begins later; of ended ones the last to
    /// end says whether the talent is expired or revoked.
    /// </summary>
    public static Recognition Evaluate(IEnumerable<TalentStatus> statuses, DateOnly day)
    {
        // Sorting keeps equals as they stand, so this order settles every tie below.
        var all = statuses.OrderBy(status => status.StatusId, StringComparer.Ordinal).ToArray();
        if (all.Length == 0)
        {
            return new Recognition(Standing.NotRecognised, null, []);
        }

        var inForce = all.Where(status => status.On(day) == Standing.InForce)
            .OrderBy(status => status.Level)
            .ThenByDescending(status => status.ValidTo ?? DateOnly.MaxValue)
            .ToArray();
        var speaks = inForce.FirstOrDefault()
            ?? all.Where(status => status.On(day) == Standing.NotYetValid).MinBy(status => status.ValidFrom)
            // A status that lapses on a day outlasts one revoked on that day.
            ?? all.OrderByDescending(EndOf).ThenBy(status => status.On(day) == Standing.Revoked).First();
        return new Recognition(speaks.On(day), speaks, inForce);
    }

    /// <summary>The statuses as a row carries them.</summary>
    public static string Serialize(IReadOnlyList<TalentStatus> statuses) =>
        JsonSerializer.Serialize(statuses, TalentJson.Default.IReadOnlyListTalentStatus);

    /// <summary>The inverse of <see cref="Serialize"/>; an absent property means no status.</summary>
    public static IReadOnlyList<TalentStatus> Deserialize(string? json) =>
        string.IsNullOrEmpty(json) ? [] : JsonSerializer.Deserialize(json, TalentJson.Default.IReadOnlyListTalentStatus) ?? [];

    private static DateOnly EndOf(TalentStatus status)
    {
        var last = status.ValidTo ?? DateOnly.MaxValue;
        return status.RevokedAt is { } revoked && LegalDay.Of(revoked) < last ? LegalDay.Of(revoked) : last;
    }
}
