using System.Text.Json;
using System.Text.RegularExpressions;

namespace TalentPass.Core.Catalogue;

/// <summary>
/// The part of JSON Schema 2020-12 a form may use: what is enforced, shown in two languages and bounded. A form is a
/// closed object of fields; a field has one <c>type</c>, <c>title</c> (Chinese) and <c>x-title-en</c>, perhaps a
/// <c>description</c> with <c>x-description-en</c>, and for each value of an <c>enum</c> both texts in <c>x-enum-titles</c>.
/// </summary>
public static partial class FormRules
{
    private const int MaxDepth = 3;

    private static readonly Dictionary<string, string[]> _keywords = new(StringComparer.Ordinal)
    {
        ["string"] = ["enum", "x-enum-titles", "format", "minLength", "maxLength", "pattern", "x-multiline"],
        ["integer"] = ["minimum", "maximum"],
        ["boolean"] = [],
        ["array"] = ["items", "minItems", "maxItems"],
        ["object"] = ["properties", "required", "additionalProperties"],
    };

    private static readonly string[] _texts = ["type", "title", "x-title-en", "description", "x-description-en"];

    /// <summary>Whether the form has the field, of this format where one is wanted.</summary>
    public static bool HasField(JsonElement form, string field, string? format = null) =>
        form.ValueKind == JsonValueKind.Object
        && form.TryGetProperty("properties", out var properties)
        && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty(field, out var schema)
        && (format is null || (schema.TryGetProperty("format", out var named) && named.ValueEquals(format)));

    /// <summary>Everything that is wrong with a form.</summary>
    internal static IEnumerable<CatalogueProblem> Check(JsonElement form, string at) => CheckObject(form, at, 0);

    private static IEnumerable<CatalogueProblem> CheckObject(JsonElement schema, string at, int depth)
    {
        if (depth > MaxDepth)
        {
            return [new(at, "too_deep", $"Forms nest at most {MaxDepth} deep.")];
        }

        if (schema.ValueKind != JsonValueKind.Object
            || TextOf(schema, "type") != "object"
            || !schema.TryGetProperty("additionalProperties", out var closed) || closed.ValueKind != JsonValueKind.False
            || !schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object
            || !schema.TryGetProperty("required", out var required) || required.ValueKind != JsonValueKind.Array
            || required.EnumerateArray().Any(each => each.ValueKind != JsonValueKind.String || !properties.TryGetProperty(each.GetString()!, out _)))
        {
            return [new(at, "form_open", "An object has properties, required (of them) and additionalProperties false.")];
        }

        return CheckKeywords(schema, "object", at).Concat(properties.EnumerateObject().SelectMany(field =>
            FieldName().IsMatch(field.Name)
                ? CheckField(field.Value, $"{at}/properties/{field.Name}", depth + 1, titled: true)
                : [new CatalogueProblem($"{at}/properties", "invalid_id", $"'{field.Name}' is not a camelCase field name.")]));
    }

    private static IEnumerable<CatalogueProblem> CheckField(JsonElement schema, string at, int depth, bool titled)
    {
        if (schema.ValueKind != JsonValueKind.Object || TextOf(schema, "type") is not { } type || !_keywords.ContainsKey(type))
        {
            return [new(at, "unknown_type", $"A field's type is one of {string.Join(", ", _keywords.Keys)}.")];
        }

        var problems = CheckTexts(schema, at, titled);
        return type switch
        {
            "object" => problems.Concat(CheckObject(schema, at, depth)),
            "array" => [.. problems, .. CheckKeywords(schema, type, at), .. CheckArray(schema, at, depth)],
            _ => [.. problems, .. CheckKeywords(schema, type, at), .. CheckBounds(schema, type, at)],
        };
    }

    private static IEnumerable<CatalogueProblem> CheckArray(JsonElement schema, string at, int depth)
    {
        if (!schema.TryGetProperty("items", out var items) || !schema.TryGetProperty("maxItems", out _))
        {
            return [new(at, "unbounded", "An array has items and maxItems.")];
        }

        return CheckField(items, $"{at}/items", depth + 1, titled: false);
    }

    private static IEnumerable<CatalogueProblem> CheckTexts(JsonElement schema, string at, bool titled)
    {
        if ((titled || schema.TryGetProperty("title", out _)) && (TextOf(schema, "title") is null or "" || TextOf(schema, "x-title-en") is null or ""))
        {
            yield return new(at, "text_missing", "A field has title and x-title-en.");
        }

        if (TextOf(schema, "description") is null != (TextOf(schema, "x-description-en") is null))
        {
            yield return new(at, "text_missing", "A description comes with x-description-en.");
        }

        if (!schema.TryGetProperty("enum", out var values))
        {
            yield break;
        }

        foreach (var value in values.EnumerateArray())
        {
            if (value.ValueKind != JsonValueKind.String
                || !schema.TryGetProperty("x-enum-titles", out var titles)
                || !titles.TryGetProperty(value.GetString()!, out var title)
                || TextOf(title, "zh") is null or "" || TextOf(title, "en") is null or "")
            {
                yield return new($"{at}/enum", "text_missing", "Each value is a string with zh and en in x-enum-titles.");
            }
        }
    }

    private static IEnumerable<CatalogueProblem> CheckBounds(JsonElement schema, string type, string at)
    {
        var format = TextOf(schema, "format");
        if (format is not null && !AnswerFormats.All.ContainsKey(format))
        {
            yield return new($"{at}/format", "unknown_format", $"Formats are {string.Join(", ", AnswerFormats.All.Keys)}.");
        }

        var bounded = type switch
        {
            "string" => format is not null || schema.TryGetProperty("enum", out _) || schema.TryGetProperty("maxLength", out _),
            "integer" => schema.TryGetProperty("minimum", out _) && schema.TryGetProperty("maximum", out _),
            _ => true,
        };
        if (!bounded)
        {
            yield return new(at, "unbounded", "A string has enum, format or maxLength, an integer minimum and maximum.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckKeywords(JsonElement schema, string type, string at) =>
        schema.EnumerateObject().Select(each => each.Name).Except([.. _texts, .. _keywords[type]]).Select(each =>
            new CatalogueProblem(at, "unknown_keyword", $"'{each}' is not among the keywords of a form's {type}."));

    private static string? TextOf(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    [GeneratedRegex("^[a-z][a-zA-Z0-9]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();
}
