using System.Text.Json;
using System.Text.RegularExpressions;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>The JSON Schema keywords that a form may use for each type of field, and the allowed values of each keyword.</summary>
internal static class FormKeywords
{
    private const int MaxLength = 4000;
    private const int MaxItems = 50;
    private const int MaxPattern = 200;

    private static readonly string[] _texts = ["type", "title", "x-title-en", "description", "x-description-en"];

    private static readonly Dictionary<string, string[]> _ofType = new(StringComparer.Ordinal)
    {
        ["string"] = [.. _texts, "enum", "x-enum-titles", "format", "minLength", "maxLength", "pattern", "x-multiline"],
        ["integer"] = [.. _texts, "minimum", "maximum"],
        ["boolean"] = _texts,
        ["array"] = [.. _texts, "items", "minItems", "maxItems"],
        ["object"] = [.. _texts, "properties", "required", "additionalProperties", "allOf"],
    };

    private static readonly Dictionary<string, Func<JsonElement, bool>> _values = new(StringComparer.Ordinal)
    {
        ["type"] = IsText,
        ["title"] = IsText,
        ["x-title-en"] = IsText,
        ["description"] = IsText,
        ["x-description-en"] = IsText,
        ["enum"] = value => IsTexts(value) && value.GetArrayLength() > 0,
        ["x-enum-titles"] = value => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(each => IsBilingual(each.Value)),
        ["format"] = value => IsText(value) && AnswerFormats.All.ContainsKey(value.GetString()!),
        ["minLength"] = value => IsBetween(value, 0, MaxLength),
        ["maxLength"] = value => IsBetween(value, 1, MaxLength),
        ["pattern"] = IsPattern,
        ["x-multiline"] = value => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        ["minimum"] = value => IsBetween(value, long.MinValue, long.MaxValue),
        ["maximum"] = value => IsBetween(value, long.MinValue, long.MaxValue),
        ["items"] = value => value.ValueKind == JsonValueKind.Object,
        ["minItems"] = value => IsBetween(value, 0, MaxItems),
        ["maxItems"] = value => IsBetween(value, 1, MaxItems),
        ["properties"] = value => value.ValueKind == JsonValueKind.Object,
        ["required"] = IsTexts,
        ["additionalProperties"] = value => value.ValueKind == JsonValueKind.False,
        ["allOf"] = FormCondition.AreValid,
    };

    /// <summary>The types of fields that a form may use.</summary>
    public static IEnumerable<string> Types => _ofType.Keys;

    /// <summary>
    /// Returns the problems of the keywords of one schema. When there are none, every keyword has a value of the expected type.
    /// </summary>
    public static IEnumerable<CatalogueProblem> Check(JsonElement schema, string at)
    {
        if (TypeOf(schema) is not { } type)
        {
            yield return new(at, "unknown_type", $"A field's type is one of {string.Join(", ", Types)}.");
            yield break;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            if (!_ofType[type].Contains(keyword.Name, StringComparer.Ordinal))
            {
                yield return new(at, "unknown_keyword", $"'{keyword.Name}' is not among the keywords of a form's {type}.");
            }
            else if (!_values[keyword.Name](keyword.Value))
            {
                yield return new($"{at}/{keyword.Name}", "invalid_value", $"'{keyword.Name}' cannot be this.");
            }
        }
    }

    /// <summary>The type of a schema, or null when it has none we know.</summary>
    public static string? TypeOf(JsonElement schema) =>
        TextOf(schema, "type") is { } type && _ofType.ContainsKey(type) ? type : null;

    /// <summary>The text of a keyword, or null.</summary>
    public static string? TextOf(JsonElement schema, string keyword) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString() : null;

    /// <summary>
    /// Makes the matcher of a pattern. It matches in time linear to the answer's length, so no pattern with any answer can keep a
    /// processor busy.
    /// </summary>
    /// <exception cref="ArgumentException">The pattern is not valid.</exception>
    /// <exception cref="NotSupportedException">The pattern looks around or back, or is too large.</exception>
    public static Regex CompilePattern(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is not "";

    /// <summary>Whether a value is a list of different texts.</summary>
    internal static bool IsTexts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().All(IsText)
        && value.EnumerateArray().DistinctBy(each => each.GetString()).Count() == value.GetArrayLength();

    private static bool IsBilingual(JsonElement value) => TextOf(value, "zh") is not (null or "") && TextOf(value, "en") is not (null or "");

    private static bool IsBetween(JsonElement value, long least, long most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least && number <= most;

    private static bool IsPattern(JsonElement value)
    {
        try
        {
            return IsText(value) && value.GetString() is { Length: <= MaxPattern } pattern && CompilePattern(pattern) is not null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
