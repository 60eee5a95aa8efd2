using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <summary>A request as a desk's list shows it: a projection of the request's own row, never the truth.</summary>
/// <param name="RequestKey">The request's number as a key.</param>
/// <param name="Seq">The step it was taken at.</param>
/// <param name="Service">The service.</param>
/// <param name="State">The state's published name.</param>
/// <param name="Tier">The applicant's tier level, 9 when none.</param>
/// <param name="Applicant">The masked name.</param>
/// <param name="SubmittedAt">When it was received.</param>
/// <param name="Start">The day the clock started.</param>
/// <param name="Due">The binding date.</param>
/// <param name="ClaimedBy">Who claimed it (认领).</param>
/// <param name="Urged">Whether an urging (催办) waits for an answer.</param>
/// <param name="PausedUntil">The last day of a pause (中止); its light is green until then.</param>
/// <param name="Provisional">Whether the date reaches into a year whose calendar is not published.</param>
/// <param name="Excluded">Working days until it that pauses exclude.</param>
public sealed record DeskEntry(
    string RequestKey,
    int Seq,
    string Service,
    string State,
    int Tier,
    string Applicant,
    DateTimeOffset SubmittedAt,
    DateOnly Start,
    DateOnly? Due,
    string? ClaimedBy,
    bool Urged,
    DateOnly? PausedUntil = null,
    bool Provisional = false,
    int Excluded = 0)
{
    /// <summary>
    /// Where the entry stands in the desk's list: by binding date, then by tier (the higher level first), then by
    /// number. Null for a request that is no longer open.
    /// </summary>
    public static string? Key(string requestKey, DateOnly? due, int tier, bool closed) => closed
        ? null
        : StorageKey.Join("o", (due ?? DateOnly.MaxValue).ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), StorageKey.Number(tier, 1), requestKey);

    /// <summary>Where an open entry stands in its desk's list.</summary>
    public static string Key(DeskEntry entry) => Key(entry.RequestKey, entry.Due, entry.Tier, closed: false)!;

    /// <summary>Where a request stands in its desk's list.</summary>
    public static string? Key(RequestCase request) => Key(request.Ref.Key, request.Clocks.Due, request.Tier, request.IsClosed || !request.IsAtDesk);

    /// <summary>The entry of a request.</summary>
    public static DeskEntry Of(RequestCase request) => new(
        request.Ref.Key,
        request.Seq,
        request.Service,
        request.State.Name(),
        request.Tier,
        request.Applicant,
        request.SubmittedAt,
        request.Clocks.Start,
        request.Clocks.Due,
        request.ClaimedBy,
        request.Course.Urge is { AnsweredAt: null },
        request.Course.Pause?.Until,
        request.Clocks.Provisional,
        request.Clocks.Counts.Excluded);

    /// <summary>The entry as it travels, with the name sealed.</summary>
    public DeskEntryV1 ToMessage(FieldSealer sealer) => new(
        Seq, Service, State, Tier, Convert.ToBase64String(sealer.Seal(Applicant, Place)), SubmittedAt, Start, Due, ClaimedBy, Urged, PausedUntil, Provisional,
        Excluded);

    /// <summary>The inverse of <see cref="ToMessage"/>.</summary>
    public static DeskEntry From(string requestKey, DeskEntryV1 message, FieldSealer sealer) => new(
        requestKey,
        message.Seq,
        message.Service,
        message.State,
        message.Tier,
        sealer.Open(Convert.FromBase64String(message.Applicant), $"{requestKey}|desk"),
        message.SubmittedAt,
        message.Start,
        message.Due,
        message.ClaimedBy,
        message.Urged,
        message.PausedUntil,
        message.Provisional,
        message.Excluded);

    /// <summary>Where the sealed name stands.</summary>
    public string Place => $"{RequestKey}|desk";
}
