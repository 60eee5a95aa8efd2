using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>The source of a service's time limits.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimeBasis>))]
public enum TimeBasis
{
    /// <summary>A statute sets the limit for this service.</summary>
    [JsonStringEnumMemberName("law")]
    Law,

    /// <summary>The city promises the limit (承诺期限).</summary>
    [JsonStringEnumMemberName("promised")]
    Promised,
}

/// <summary>The day from which a promised limit counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PromiseStart>))]
public enum PromiseStart
{
    /// <summary>From acceptance (受理之日).</summary>
    [JsonStringEnumMemberName("acceptance")]
    Acceptance,

    /// <summary>
    /// From filing (提交之日); after a supplement, from the day on which it came. The promise then binds before acceptance too, so silence
    /// is late as well.
    /// </summary>
    [JsonStringEnumMemberName("filing")]
    Filing,
}

/// <summary>The time limits of a service in working days (工作日). The first day counted is the day after the event.</summary>
/// <param name="DeliveryWorkingDays">From decision to delivery of the result (许可法 44).</param>
/// <param name="Basis">The source of the limits.</param>
/// <param name="Source">The articles or the promise, in words.</param>
/// <param name="AcceptanceWorkingDays">
/// The time in which the department must say, once and completely, what is missing (一次性告知, 许可法 32(4)).
/// </param>
/// <param name="DeemedAccepted">
/// Whether a request counts as accepted on the day of receipt when the department says nothing in this time (逾期不告知视为受理).
/// </param>
/// <param name="ExtensionWorkingDays">The length of the only extension (许可法 42); 0 when the law allows none.</param>
/// <param name="Pauses">
/// The reasons that may stop the time limit. The department must tell the applicant the length of the pause in writing (许可法 45).
/// </param>
/// <param name="Faster">Shorter promised limits for certain answers, e.g. a work permit of category A.</param>
/// <param name="CountsFromReceipt">
/// Whether the limit for the decision counts from the receipt of the papers and not from acceptance (出境入境管理法 29, 30).
/// </param>
/// <param name="PromiseFrom">The day from which the promised limit counts.</param>
public sealed record TimeLimits(
    int DeliveryWorkingDays,
    TimeBasis Basis,
    Bilingual Source,
    int AcceptanceWorkingDays,
    bool DeemedAccepted,
    int ExtensionWorkingDays,
    IReadOnlyList<string> Pauses,
    IReadOnlyList<FasterLimit>? Faster = null,
    bool CountsFromReceipt = false,
    PromiseStart PromiseFrom = PromiseStart.Acceptance)
{
    /// <summary>From acceptance to decision by law (法定期限, 行政许可法 42); null when no law sets a limit.</summary>
    public int? LegalWorkingDays { get; init; }

    /// <summary>
    /// To the decision by promise (承诺期限), from the day that <see cref="PromiseFrom"/> names; null when nothing is promised. The
    /// earlier date is binding (浙规 12).
    /// </summary>
    public int? PromisedWorkingDays { get; init; }

    /// <summary>
    /// What the legal limit rests on; null counts as law. For what is no licence (行政许可), 许可法 42 does not bind, and the limit is a
    /// setting after its example.
    /// </summary>
    public FactTag? LegalTag { get; init; }

    /// <summary>The kinds of pause in the law (许可法 45).</summary>
    public static IReadOnlyList<string> PauseKinds { get; } =
        ["hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert-review"];

    /// <summary>The time limits for these answers, with a shorter promise when one applies.</summary>
    /// <param name="answers">Answers that are already checked.</param>
    public TimeLimits For(JsonElement answers)
    {
        var promise = Faster?.Where(each => each.Applies(answers)).Select(each => (int?)each.PromisedWorkingDays).Min();
        return promise is null ? this : this with { PromisedWorkingDays = Math.Min(promise.Value, PromisedWorkingDays ?? int.MaxValue) };
    }
}

/// <summary>A shorter promised limit for one answer.</summary>
/// <param name="Field">The field of the form.</param>
/// <param name="Value">The answer for which it applies.</param>
/// <param name="PromisedWorkingDays">Working days from acceptance to decision.</param>
public sealed record FasterLimit(string Field, string Value, int PromisedWorkingDays)
{
    /// <summary>Whether the answers contain this answer.</summary>
    public bool Applies(JsonElement answers) =>
        answers.ValueKind == JsonValueKind.Object
        && answers.TryGetProperty(Field, out var answer)
        && answer.ValueKind == JsonValueKind.String
        && answer.ValueEquals(Value);
}
