using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Requests.Rules;

/// <summary>What an applicant does with a request of its own.</summary>
public abstract record TalentAction
{
    private protected TalentAction(string verb) => Verb = verb;

    /// <summary>The verb of the table.</summary>
    [JsonIgnore]
    public string Verb { get; }
}

/// <summary>Takes the request back (撤回), before it is accepted.</summary>
/// <param name="Reason">Why.</param>
public sealed record WithdrawRequest([property: StringLength(TextLimits.Explanation, MinimumLength = 1)] string Reason) : TalentAction(Withdraw);

/// <summary>Supplies what is missing (补正), all of it at once.</summary>
/// <param name="Answers">The fields asked for, anew.</param>
/// <param name="Materials">The papers asked for.</param>
public sealed record SupplyMissing(JsonElement? Answers = null, IReadOnlyList<SubmittedMaterial>? Materials = null) : TalentAction(Supplement);

/// <summary>Urges the desk (催办); once a day at most, and the desk must answer.</summary>
/// <param name="Text">What the applicant says.</param>
public sealed record UrgeRequest([property: StringLength(TextLimits.Explanation, MinimumLength = 1)] string Text) : TalentAction(Urge);

/// <summary>Rates the service (好差评): one a request, voluntary.</summary>
/// <param name="Grade">5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意.</param>
/// <param name="Channel">Where it is given: <c>pc</c>, <c>mobile</c>, <c>qr</c>, <c>hall</c>, <c>other</c>.</param>
/// <param name="Text">In words.</param>
public sealed record RateRequest(
    [property: Range(1, 5)] int Grade, string Channel, [property: StringLength(TextLimits.Explanation)] string? Text = null) : TalentAction(Rating);

/// <summary>Appeals against what went against the applicant: a new, linked request.</summary>
/// <param name="Text">Why.</param>
public sealed record AppealRequest([property: StringLength(TextLimits.Explanation, MinimumLength = 1)] string Text) : TalentAction(Appeal);
