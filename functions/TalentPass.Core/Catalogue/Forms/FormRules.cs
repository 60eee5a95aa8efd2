using System.Text.Json;
using System.Text.RegularExpressions;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>
/// Checks a form. A form may use only a part of JSON Schema 2020-12: keywords that the app enforces, texts in both languages, and
/// sizes with limits. A form is an object without additional fields. A field has one <c>type</c>, a <c>title</c> (Chinese) and
/// an <c>x-title-en</c>. It may have a <c>description</c> with an <c>x-description-en</c>. An <c>enum</c> has an
/// <c>x-enum-titles</c> with both texts for each value.
/// </summary>
public static partial class FormRules
{
    private const int MaxDepth = 3;

    /// <summary>Whether the form has the field, with this format unless <paramref name="format"/> is null.</summary>
    public static bool HasField(JsonElement form, string field, string? format = null) =>
        form.ValueKind == JsonValueKind.Object
        && form.TryGetProperty("properties", out var properties)
        && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty(field, out var schema)
        && (format is null || FormKeywords.TextOf(schema, "format") == format);

    /// <summary>
    /// Whether the form has the field with this type, and with this format unless <paramref name="format"/> is null. With a
    /// <paramref name="list"/> the field must be in the items of that list.
    /// </summary>
    internal static bool HasField(JsonElement form, string? list, string field, string type, string? format = null) =>
        list is null
            ? HasField(form, field, format) && FormKeywords.TypeOf(form.GetProperty("properties").GetProperty(field)) == type
            : HasField(form, list) && form.GetProperty("properties").GetProperty(list).TryGetProperty("items", out var items)
                && HasField(items, null, field, type, format);

    /// <summary>Whether the form has the field, and the field's <c>enum</c> has this value.</summary>
    internal static bool HasChoice(JsonElement form, string field, string value) =>
        HasField(form, field) && IsChoice(form.GetProperty("properties").GetProperty(field), value);

    /// <summary>Returns all problems of a form.</summary>
    internal static IEnumerable<CatalogueProblem> Check(JsonElement form, string at) =>
        FormKeywords.TypeOf(form) == "object" ? CheckSchema(form, at, 0) : [new(at, "form_open", "A form is a closed object.")];

    private static IEnumerable<CatalogueProblem> CheckSchema(JsonElement schema, string at, int depth)
    {
        if (depth > MaxDepth)
        {
            return [new(at, "too_deep", $"Forms nest at most {MaxDepth} deep.")];
        }

        CatalogueProblem[] problems = [.. FormKeywords.Check(schema, at)];
        return problems.Length > 0 ? problems : FormKeywords.TypeOf(schema) switch
        {
            "object" => CheckObject(schema, at, depth),
            "array" => CheckArray(schema, at, depth),
            "string" => [.. CheckTitles(schema, at), .. CheckBounds(schema, at, "enum", "format", "maxLength")],
            "integer" => [.. CheckBounds(schema, at, "minimum"), .. CheckBounds(schema, at, "maximum")],
            _ => [],
        };
    }

    private static IEnumerable<CatalogueProblem> CheckObject(JsonElement schema, string at, int depth)
    {
        if (!schema.TryGetProperty("properties", out var properties)
            || !schema.TryGetProperty("required", out var required)
            || !schema.TryGetProperty("additionalProperties", out _)
            || required.EnumerateArray().Any(each => !properties.TryGetProperty(each.GetString()!, out _)))
        {
            return [new(at, "form_open", "An object has properties, required (of them) and additionalProperties false.")];
        }

        return properties.EnumerateObject().SelectMany(field => FieldName().IsMatch(field.Name)
            ? CheckTexts(field.Value, $"{at}/properties/{field.Name}")
                .Concat(CheckSchema(field.Value, $"{at}/properties/{field.Name}", depth + 1))
            : [new CatalogueProblem($"{at}/properties", "invalid_id", $"'{field.Name}' is not a camelCase field name.")])
            .Concat(CheckConditions(schema, properties, at));
    }

    private static IEnumerable<CatalogueProblem> CheckConditions(JsonElement schema, JsonElement properties, string at) =>
        FormCondition.Named(schema).Any(each => !properties.TryGetProperty(each.Field, out var field) || !each.Values.All(value => IsChoice(field, value)))
            ? [new($"{at}/allOf", "unknown_field", "A condition looks at a choice of this object and makes fields of it required.")]
            : [];

    private static bool IsChoice(JsonElement field, string value) =>
        field.ValueKind == JsonValueKind.Object && field.TryGetProperty("enum", out var list) && list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().Any(each => each.ValueKind == JsonValueKind.String && each.ValueEquals(value));

    private static IEnumerable<CatalogueProblem> CheckArray(JsonElement schema, string at, int depth) =>
        schema.TryGetProperty("items", out var items) && schema.TryGetProperty("maxItems", out _)
            ? CheckSchema(items, $"{at}/items", depth + 1)
            : [new(at, "unbounded", "An array has items and maxItems.")];

    private static IEnumerable<CatalogueProblem> CheckTexts(JsonElement field, string at)
    {
        if (FormKeywords.TextOf(field, "title") is null || FormKeywords.TextOf(field, "x-title-en") is null)
        {
            yield return new(at, "text_missing", "A field has title and x-title-en.");
        }

        if (FormKeywords.TextOf(field, "description") is null != (FormKeywords.TextOf(field, "x-description-en") is null))
        {
            yield return new(at, "text_missing", "A description comes with x-description-en, and the other way round.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckTitles(JsonElement schema, string at)
    {
        var values = schema.TryGetProperty("enum", out var list) ? list.EnumerateArray().Select(each => each.GetString()!) : [];
        var titles = schema.TryGetProperty("x-enum-titles", out var map) ? map.EnumerateObject().Select(each => each.Name) : [];
        if (!values.ToHashSet(StringComparer.Ordinal).SetEquals(titles))
        {
            yield return new($"{at}/enum", "text_missing", "Each value, and nothing else, has zh and en in x-enum-titles.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckBounds(JsonElement schema, string at, params string[] anyOf)
    {
        if (!anyOf.Any(each => schema.TryGetProperty(each, out _)))
        {
            yield return new(at, "unbounded", $"The field needs {string.Join(" or ", anyOf)}.");
        }
    }

    [GeneratedRegex("^[a-z][a-zA-Z0-9]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();
}
