using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>Whether a talent is recognised on a day, and by which status.</summary>
/// <param name="Standing">The standing of the talent.</param>
/// <param name="Best">
/// The status that counts for the talent. Of several statuses in force it is the one with the highest tier, and among equal
/// tiers the one that ends last. Without a status in force it is the one that begins next, else the one that ended last. Null only
/// for <see cref="Standing.NotRecognised"/>.
/// </param>
/// <param name="InForce">Every status in force, best first.</param>
public sealed record Recognition(Standing Standing, TalentStatus? Best, IReadOnlyList<TalentStatus> InForce)
{
    /// <summary>Whether the person has a status in force on that day.</summary>
    public bool IsRecognised => Standing == Standing.InForce;

    /// <summary>
    /// The refusal for a person who is not recognised: <c>not_recognised</c> or <c>status_expired</c>; null for others.
    /// </summary>
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

/// <summary>Decides which status counts for a talent, and converts statuses to and from their stored form.</summary>
public static class TalentStatuses
{
    /// <summary>The most statuses of one talent.</summary>
    public const int Max = 40;

    /// <summary>
    /// Whether the statuses fit into the one property in which rows hold a copy of all of them, also after all were revoked.
    /// </summary>
    public static bool Fit(IReadOnlyList<TalentStatus> statuses) =>
        statuses.Count <= Max
        && Serialize([.. statuses.Select(each => each with { RevokedAt = DateTimeOffset.MaxValue })]).Length <= TransactionGuard.MaxText;

    /// <summary>
    /// Returns the recognition on a day. A status in force counts first, then a status that begins later. When all statuses have
    /// ended, the one that ended last decides whether the talent's standing is expired or revoked.
    /// </summary>
    public static Recognition Evaluate(IEnumerable<TalentStatus> statuses, DateOnly day)
    {
        // The sorts below are stable, so this order by id decides between equal statuses.
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
            // When one status expires and another is revoked on the same day, the expired one counts.
            ?? all.OrderByDescending(EndOf).ThenBy(status => status.On(day) == Standing.Revoked).First();
        return new Recognition(speaks.On(day), speaks, inForce);
    }

    /// <summary>Converts statuses to JSON, the form in which rows store them.</summary>
    public static string Serialize(IReadOnlyList<TalentStatus> statuses) =>
        JsonSerializer.Serialize(statuses, TalentJson.Stored.IReadOnlyListTalentStatus);

    /// <summary>The inverse of <see cref="Serialize"/>. Null or an empty text means no status.</summary>
    public static IReadOnlyList<TalentStatus> Deserialize(string? json) =>
        string.IsNullOrEmpty(json) ? [] : JsonSerializer.Deserialize(json, TalentJson.Stored.IReadOnlyListTalentStatus) ?? [];

    private static DateOnly EndOf(TalentStatus status)
    {
        var last = status.ValidTo ?? DateOnly.MaxValue;
        return status.RevokedAt is { } revoked && LegalDay.Of(revoked) < last ? LegalDay.Of(revoked) : last;
    }
}
