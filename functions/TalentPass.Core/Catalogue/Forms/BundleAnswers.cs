using System.Text.Json;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>
/// Splits the answers of one filing between the services of a bundle. A client may send an object of answers by service id, or
/// one flat object. From a flat object each service takes the fields of its form, so no question is asked twice (浙规 7).
/// </summary>
public static class BundleAnswers
{
    /// <summary>
    /// Returns the answers of each service, or a refusal with all mistakes. Pointers refer to the answers as received.
    /// </summary>
    /// <param name="catalogue">The catalogue of the bundle.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="answers">The answers as received.</param>
    /// <param name="filed">The day of filing.</param>
    /// <param name="at">The JSON pointer of the answers in the body.</param>
    public static Outcome<IReadOnlyDictionary<string, JsonElement>> Split(
        ServiceCatalogue catalogue, Bundle bundle, JsonElement answers, DateOnly filed, string at = "/answers")
    {
        if (answers.ValueKind != JsonValueKind.Object)
        {
            return Refusal.Invalid(at, answers.ValueKind == JsonValueKind.Undefined ? ValidationCodes.Required : ValidationCodes.WrongType);
        }

        var errors = new ValidationErrors();
        if (!AnswerWalk.CheckNames(answers, at, errors))
        {
            return errors.ToRefusal()!;
        }

        ServiceItem[] services = [.. bundle.Services.Select(each => catalogue.Service(each)!)];
        var names = answers.EnumerateObject().Select(each => each.Name).ToArray();
        var byItem = names.Any(each => bundle.Services.Contains(each, StringComparer.Ordinal));
        foreach (var unknown in names.Where(each => byItem
            ? !bundle.Services.Contains(each, StringComparer.Ordinal)
            : !services.Any(service => FormRules.HasField(service.Form, each))).TakeWhile(_ => !errors.IsFull))
        {
            errors.Add(ValidationErrors.Join(at, unknown), ValidationCodes.UnknownField);
        }

        var split = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            var part = byItem ? answers.TryGetProperty(service.Id, out var own) ? own : JsonElement.Parse("{}") : Take(answers, service);
            var pointer = byItem ? $"{at}/{service.Id}" : at;
            split[service.Id] = part;
            errors.Add(AnswerCheck.Check(service, part, filed, pointer));
            foreach (var field in bundle.Requires?.GetValueOrDefault(service.Id) ?? [])
            {
                if (part.ValueKind == JsonValueKind.Object && IsEmpty(part, field))
                {
                    errors.Add($"{pointer}/{field}", ValidationCodes.Required);
                }
            }
        }

        return errors.ToRefusal() is { } refusal ? refusal : new Outcome<IReadOnlyDictionary<string, JsonElement>>.Done(split);
    }

    /// <summary>The JSON pointer of a service's answers in the answers as received.</summary>
    internal static string PointerOf(Bundle bundle, JsonElement answers, ServiceItem service, string at = "/answers") =>
        answers.EnumerateObject().Any(each => bundle.Services.Contains(each.Name, StringComparer.Ordinal)) ? $"{at}/{service.Id}" : at;

    // The names are names of form fields, so they need no escaping.
    private static JsonElement Take(JsonElement answers, ServiceItem service) => JsonElement.Parse($"{{{string.Join(',', answers
        .EnumerateObject()
        .Where(each => FormRules.HasField(service.Form, each.Name))
        .Select(each => $"\"{each.Name}\":{each.Value.GetRawText()}"))}}}");

    private static bool IsEmpty(JsonElement answers, string field) =>
        !answers.TryGetProperty(field, out var value) || value is { ValueKind: JsonValueKind.Array } && value.GetArrayLength() == 0;
}
