using System.Text.Json;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>
/// Conditions that make fields required because of an answer. A condition is one <c>if</c> (a field has one of some values)
/// with one <c>then</c> (<c>required</c>) in <c>allOf</c>: plain JSON Schema 2020-12, which clients can apply too. The validator
/// library does not support these keywords, so this class applies them.
/// </summary>
internal static class FormConditions
{
    private const int Most = 20;

    /// <summary>Whether the value of <c>allOf</c> has only conditions that this class applies: 1 to 20 of them.</summary>
    public static bool IsValid(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and <= Most && value.EnumerateArray().All(IsOne);

    /// <summary>
    /// Returns every field that the conditions of an object name, and the values that the conditions test. A field that a
    /// condition makes required comes without values.
    /// </summary>
    public static IEnumerable<(string Field, string[] Values)> Named(JsonElement schema) =>
        Of(schema).SelectMany(each => each.Required.Select(field => (field, Array.Empty<string>())).Prepend((each.Field, each.Values)));

    /// <summary>Returns the fields of a form that some condition makes required.</summary>
    public static IEnumerable<string> Needed(JsonElement form) => Of(form).SelectMany(each => each.Required).Distinct();

    /// <summary>Adds <c>required</c> for missing fields that a condition makes required, also inside lists.</summary>
    public static void Check(JsonElement schema, JsonElement answers, string at, ValidationErrors errors)
    {
        if (errors.IsFull)
        {
            return;
        }

        switch (answers.ValueKind)
        {
            case JsonValueKind.Object when schema.TryGetProperty("properties", out var properties):
                foreach (var field in Of(schema).Where(each => each.Holds(answers)).SelectMany(each => each.Required).Where(each => !answers.TryGetProperty(each, out _)))
                {
                    errors.Add($"{at}/{field}", ValidationCodes.Required);
                }

                foreach (var answer in answers.EnumerateObject().Where(each => properties.TryGetProperty(each.Name, out _)))
                {
                    Check(properties.GetProperty(answer.Name), answer.Value, $"{at}/{answer.Name}", errors);
                }

                break;
            case JsonValueKind.Array when schema.TryGetProperty("items", out var items):
                foreach (var (index, item) in answers.EnumerateArray().Index())
                {
                    Check(items, item, $"{at}/{index}", errors);
                }

                break;
        }
    }

    private static IEnumerable<Condition> Of(JsonElement schema) => schema.TryGetProperty("allOf", out var all)
        ? all.EnumerateArray().Select(each =>
        {
            var field = each.GetProperty("if").GetProperty("properties").EnumerateObject().Single();
            return new Condition(field.Name, Texts(field.Value.GetProperty("enum")), Texts(each.GetProperty("then").GetProperty("required")));
        })
        : [];

    // Without "required" in the "if", an absent field would satisfy the "if".
    private static bool IsOne(JsonElement value) =>
        Has(value, "if", "then")
        && Has(value.GetProperty("if"), "properties", "required")
        && Has(value.GetProperty("then"), "required")
        && FormKeywords.IsTexts(value.GetProperty("then").GetProperty("required"))
        && value.GetProperty("if") is var condition
        && condition.GetProperty("properties") is { ValueKind: JsonValueKind.Object } properties
        && properties.EnumerateObject().Count() == 1
        && properties.EnumerateObject().Single() is var field
        && Has(field.Value, "enum")
        && FormKeywords.IsTexts(field.Value.GetProperty("enum"))
        && FormKeywords.IsTexts(condition.GetProperty("required"))
        && Texts(condition.GetProperty("required")) is [var required]
        && required == field.Name;

    private static bool Has(JsonElement value, params string[] members) =>
        value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().Select(each => each.Name).Order(StringComparer.Ordinal).SequenceEqual(members.Order(StringComparer.Ordinal));

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(each => each.GetString()!)];

    private sealed record Condition(string Field, string[] Values, string[] Required)
    {
        public bool Holds(JsonElement answers) =>
            answers.TryGetProperty(Field, out var answer) && answer.ValueKind == JsonValueKind.String && Values.Contains(answer.GetString(), StringComparer.Ordinal);
    }
}
