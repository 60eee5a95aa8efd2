using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>A decision that was checked against the results of its service.</summary>
/// <param name="Type">The type of the result.</param>
/// <param name="Fields">The fields of the decision, without its type.</param>
public sealed record CheckedDecision(string Type, JsonElement Fields);

/// <summary>Checks the content of an approval against the results that its service declares.</summary>
public static class DecisionCheck
{
    /// <summary>The most bytes of a decision, as JSON in UTF-8 without white space and escapes.</summary>
    public const int MostBytes = 4 * 1024;

    private const string At = "/decision";

    /// <summary>Checks a decision.</summary>
    /// <param name="service">The service.</param>
    /// <param name="sent">
    /// <c>{type, …fields}</c>; null when it was not sent, which is allowed where there is one result and all its fields are optional.
    /// </param>
    /// <param name="today">The legal day of the decision. What is granted may not have ended before it.</param>
    /// <returns>
    /// The decision; null when the service has no results; <see cref="RefusalCodes.ValidationFailed"/> with the codes of
    /// <see cref="AnswerCheck"/> under <c>/decision</c>.
    /// </returns>
    public static Outcome<CheckedDecision?> Check(ServiceItem service, JsonElement? sent, DateOnly today)
    {
        if (service.Results is not { Count: > 0 } results)
        {
            return sent is null ? new Outcome<CheckedDecision?>.Done(null) : Refusal.Invalid(At, ValidationCodes.UnknownField);
        }

        if (sent is not { } decision)
        {
            return results is [var only] && FormField.Of(only).Required.Count == 0
                ? new CheckedDecision(only.Type, JsonElement.Parse("{}"))
                : Refusal.Invalid(At, ValidationCodes.Required);
        }

        if (decision.ValueKind != JsonValueKind.Object)
        {
            return Refusal.Invalid(At, ValidationCodes.WrongType);
        }

        var errors = new ValidationErrors();
        if (!AnswerWalk.CheckNames(decision, At, errors))
        {
            return errors.ToRefusal()!;
        }

        if (!decision.TryGetProperty(ServiceResult.TypeField, out var type) || type.ValueKind != JsonValueKind.String)
        {
            var code = type.ValueKind == JsonValueKind.Undefined ? ValidationCodes.Required : ValidationCodes.WrongType;
            return Refusal.Invalid($"{At}/{ServiceResult.TypeField}", code);
        }

        return results.FirstOrDefault(each => type.ValueEquals(each.Type)) is { } result
            ? CheckFields(result, Fields(decision), today)
            : Refusal.Invalid($"{At}/{ServiceResult.TypeField}", ValidationCodes.NotInList);
    }

    /// <summary>Checks the fields of a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="fields">The fields, without the type.</param>
    /// <param name="today">The legal day of the decision; null leaves out the check of the last day.</param>
    /// <param name="at">The JSON pointer of the decision.</param>
    internal static Outcome<CheckedDecision?> CheckFields(ServiceResult result, JsonElement fields, DateOnly? today, string at = At)
    {
        var errors = new ValidationErrors();
        if (AnswerWalk.Check(fields, FormField.Of(result), at, errors))
        {
            if (Encoding.UTF8.GetByteCount(StoredJson.Compact(fields)) > MostBytes)
            {
                return Refusal.Invalid(at, ValidationCodes.TooLong);
            }

            CheckDays(fields, today, at, errors);
        }

        return errors.ToRefusal() is { } wrong ? wrong : new CheckedDecision(result.Type, fields);
    }

    /// <summary>A date among the fields; null when it is not there.</summary>
    public static DateOnly? Day(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var day) && day.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(day.GetString(), "yyyy-MM-dd", out var date) ? date : null;

    private static void CheckDays(JsonElement fields, DateOnly? today, string at, ValidationErrors errors)
    {
        if (Day(fields, ServiceResult.ValidTo) is not { } last)
        {
            return;
        }

        if (last < Day(fields, ServiceResult.ValidFrom))
        {
            errors.Add($"{at}/{ServiceResult.ValidTo}", ValidationCodes.BeforeStart);
        }
        else if (last < today)
        {
            errors.Add($"{at}/{ServiceResult.ValidTo}", ValidationCodes.Expired);
        }
    }

    private static JsonElement Fields(JsonElement decision)
    {
        var fields = JsonObject.Create(decision)!;
        fields.Remove(ServiceResult.TypeField);
        return JsonElement.Parse(fields.ToJsonString());
    }
}
