using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Requests.Rules;

/// <summary>An action that an applicant takes on a request of their own.</summary>
public abstract record TalentAction
{
    private protected TalentAction(string verb) => Verb = verb;

    /// <summary>The name of the action in the table of <see cref="RequestMachine"/>.</summary>
    [JsonIgnore]
    public string Verb { get; }
}

/// <summary>Withdraws the request (撤回); possible until the request is accepted.</summary>
/// <param name="Reason">Why the applicant withdraws, 1–1,000 code points.</param>
public sealed record WithdrawRequest([property: StringLength(TextLimits.Explanation, MinimumLength = 1)] string Reason) : TalentAction(Withdraw);

/// <summary>Supplies all that is missing (补正), in one call.</summary>
/// <param name="Answers">The new values of the fields that were asked for.</param>
/// <param name="Materials">The papers that were asked for.</param>
public sealed record SupplyMissing(JsonElement? Answers = null, IReadOnlyList<SubmittedMaterial>? Materials = null) : TalentAction(Supplement);

/// <summary>Urges the desk (催办). The desk must answer. Possible at most once in 24 hours.</summary>
/// <param name="Text">The applicant's words, 1–1,000 code points.</param>
public sealed record UrgeRequest([property: StringLength(TextLimits.Explanation, MinimumLength = 1)] string Text) : TalentAction(Urge);

/// <summary>Rates the service (好差评). A rating is voluntary, and a request can be rated only once.</summary>
/// <param name="Grade">5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意.</param>
/// <param name="Channel">Where the rating is given: <c>pc</c>, <c>mobile</c>, <c>qr</c>, <c>hall</c> or <c>other</c>.</param>
/// <param name="Text">The rating in words, at most 1,000 code points.</param>
public sealed record RateRequest(
    [property: Range(1, 5)] int Grade, string Channel, [property: StringLength(TextLimits.Explanation)] string? Text = null) : TalentAction(Rating);

/// <summary>
/// Appeals against a decision that went against the applicant. The appeal is a new request, linked to this one.
/// </summary>
/// <param name="Text">Why the applicant appeals, 1–1,000 code points.</param>
public sealed record AppealRequest([property: StringLength(TextLimits.Explanation, MinimumLength = 1)] string Text) : TalentAction(Appeal);
