using System.Text.Json;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>
/// A condition that makes fields required because of an answer: one <c>if</c> (a field has one of some values) with one
/// <c>then</c> (<c>required</c>) in <c>allOf</c>. That is plain JSON Schema 2020-12, which clients can apply too.
/// </summary>
/// <param name="Field">The field that is looked at.</param>
/// <param name="Values">The values that make the condition hold.</param>
/// <param name="Required">The fields that are then required.</param>
internal sealed record FormCondition(string Field, IReadOnlyList<string> Values, IReadOnlyList<string> Required)
{
    private const int Most = 20;

    /// <summary>Whether the condition holds for an object of answers.</summary>
    public bool Holds(JsonElement answers) =>
        answers.TryGetProperty(Field, out var answer) && answer.ValueKind == JsonValueKind.String && Values.Any(answer.ValueEquals);

    /// <summary>The conditions of an object.</summary>
    public static IEnumerable<FormCondition> Of(JsonElement schema) => schema.TryGetProperty("allOf", out var all)
        ? all.EnumerateArray().Select(each =>
        {
            var field = each.GetProperty("if").GetProperty("properties").EnumerateObject().Single();
            return new FormCondition(field.Name, Texts(field.Value.GetProperty("enum")), Texts(each.GetProperty("then").GetProperty("required")));
        })
        : [];

    /// <summary>
    /// Returns every field that the conditions of an object name, and the values that the conditions test. A field that a
    /// condition makes required comes without values.
    /// </summary>
    public static IEnumerable<(string Field, IReadOnlyList<string> Values)> Named(JsonElement schema) =>
        Of(schema).SelectMany(each => each.Required.Select(field => (field, (IReadOnlyList<string>)[])).Prepend((each.Field, each.Values)));

    /// <summary>Returns the fields of a form that some condition makes required.</summary>
    public static IEnumerable<string> Needed(JsonElement form) => Of(form).SelectMany(each => each.Required).Distinct();

    /// <summary>Whether the value of <c>allOf</c> has only such conditions: 1 to 20 of them.</summary>
    public static bool AreValid(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and <= Most && value.EnumerateArray().All(IsOne);

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
}
