using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>Where the figures of a service come from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimeBasis>))]
public enum TimeBasis
{
    /// <summary>A statute names the figure for this very service.</summary>
    [JsonStringEnumMemberName("law")]
    Law,

    /// <summary>The city promises it (承诺期限).</summary>
    [JsonStringEnumMemberName("promised")]
    Promised,
}

/// <summary>The time limits of a service, in working days (工作日). Day one is the day after the event.</summary>
/// <param name="LegalWorkingDays">From acceptance to decision by law (法定期限, 行政许可法 42); null where no law sets one.</param>
/// <param name="PromisedWorkingDays">From acceptance to decision by promise (承诺期限); the shorter binds (浙规 12).</param>
/// <param name="DeliveryWorkingDays">From decision to delivery of the result (许可法 44).</param>
/// <param name="Basis">Where the figures come from.</param>
/// <param name="Source">The articles or the promise, for people.</param>
/// <param name="AcceptanceWorkingDays">For telling everything that is missing, once (一次性告知, 许可法 32(4)).</param>
/// <param name="DeemedAccepted">Whether silence until then counts as acceptance on the day of receipt (逾期不告知视为受理).</param>
/// <param name="ExtensionWorkingDays">The one extension (许可法 42); 0 where the law knows none.</param>
/// <param name="Pauses">What may stop the clock when its length was told in writing (许可法 45).</param>
/// <param name="Faster">Shorter promises for some answers, e.g. a work permit of category A.</param>
/// <param name="CountsFromReceipt">
/// Whether the decision is counted from the receipt of the papers and not from acceptance (出境入境管理法 29, 30).
/// </param>
public sealed record TimeLimits(
    int? LegalWorkingDays,
    int? PromisedWorkingDays,
    int DeliveryWorkingDays,
    TimeBasis Basis,
    Bilingual Source,
    int AcceptanceWorkingDays,
    bool DeemedAccepted,
    int ExtensionWorkingDays,
    IReadOnlyList<string> Pauses,
    IReadOnlyList<FasterLimit>? Faster = null,
    bool CountsFromReceipt = false)
{
    /// <summary>The kinds of pause the law knows (许可法 45).</summary>
    public static IReadOnlyList<string> PauseKinds { get; } =
        ["hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert-review"];

    /// <summary>The limits for these answers: a shorter promise where one applies.</summary>
    /// <param name="answers">Answers that passed the check of answers.</param>
    public TimeLimits For(JsonElement answers)
    {
        var promise = Faster?.Where(each => each.Applies(answers)).Select(each => (int?)each.PromisedWorkingDays).Min();
        return promise is null ? this : this with { PromisedWorkingDays = Math.Min(promise.Value, PromisedWorkingDays ?? int.MaxValue) };
    }
}

/// <summary>A shorter promise for one answer.</summary>
/// <param name="Field">The field of the form.</param>
/// <param name="Value">The answer it holds for.</param>
/// <param name="PromisedWorkingDays">Working days from acceptance to decision.</param>
public sealed record FasterLimit(string Field, string Value, int PromisedWorkingDays)
{
    /// <summary>Whether the answers hold the value.</summary>
    public bool Applies(JsonElement answers) =>
        answers.ValueKind == JsonValueKind.Object
        && answers.TryGetProperty(Field, out var answer)
        && answer.ValueKind == JsonValueKind.String
        && answer.ValueEquals(Value);
}
