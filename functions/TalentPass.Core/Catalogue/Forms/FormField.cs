using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>
/// A field of a form, made from its JSON Schema once, for checking answers. The form passed <see cref="FormRules"/>, so it has
/// only the keywords of <see cref="FormKeywords"/>.
/// </summary>
internal sealed class FormField
{
    private static readonly ConditionalWeakTable<ServiceItem, FormField> _ofServices = [];
    private static readonly ConditionalWeakTable<ServiceResult, FormField> _ofResults = [];

    private FormField(JsonElement schema)
    {
        Type = FormKeywords.TypeOf(schema)!;
        Least = Number(schema, "minLength") ?? Number(schema, "minItems") ?? Number(schema, "minimum");
        Most = Number(schema, "maxLength") ?? Number(schema, "maxItems") ?? Number(schema, "maximum");
        Multiline = schema.TryGetProperty("x-multiline", out var lines) && lines.ValueKind == JsonValueKind.True;
        Choices = schema.TryGetProperty("enum", out var list) ? Texts(list).ToFrozenSet(StringComparer.Ordinal) : null;
        Format = FormKeywords.TextOf(schema, "format") is { } format ? AnswerFormats.All[format] : null;
        Pattern = FormKeywords.TextOf(schema, "pattern") is { } pattern ? FormKeywords.CompilePattern(pattern) : null;
        Items = schema.TryGetProperty("items", out var items) ? new FormField(items) : null;
        if (schema.TryGetProperty("properties", out var properties))
        {
            Fields = properties.EnumerateObject().Index()
                .ToFrozenDictionary(each => each.Item.Name, each => (each.Index, new FormField(each.Item.Value)), StringComparer.Ordinal);
            Required = [.. Texts(schema.GetProperty("required"))];
            Conditions = [.. FormCondition.Of(schema)];
        }
    }

    /// <summary><c>string</c>, <c>integer</c>, <c>boolean</c>, <c>array</c> or <c>object</c>.</summary>
    public string Type { get; }

    /// <summary>The shortest text in code points, the fewest items, or the smallest number; null when there is no limit.</summary>
    public long? Least { get; }

    /// <summary>The longest text in code points, the most items, or the greatest number; null when there is no limit.</summary>
    public long? Most { get; }

    /// <summary>Whether a text may have several lines.</summary>
    public bool Multiline { get; }

    /// <summary>The allowed texts; null when any text may be given.</summary>
    public FrozenSet<string>? Choices { get; }

    /// <summary>The check of a text's format; null when it has none.</summary>
    public Func<string, string?>? Format { get; }

    /// <summary>What a text must match; null when it may be anything.</summary>
    public Regex? Pattern { get; }

    /// <summary>The items of a list.</summary>
    public FormField? Items { get; }

    /// <summary>The fields of an object, each with its place in the form.</summary>
    public FrozenDictionary<string, (int Place, FormField Field)> Fields { get; } = FrozenDictionary<string, (int, FormField)>.Empty;

    /// <summary>The fields that an object must have.</summary>
    public IReadOnlyList<string> Required { get; } = [];

    /// <summary>What makes more fields of an object required.</summary>
    public IReadOnlyList<FormCondition> Conditions { get; } = [];

    /// <summary>The form of a service. It is made once for each published version of the service.</summary>
    public static FormField Of(ServiceItem service) => _ofServices.GetValue(service, static each => new FormField(each.Form));

    /// <summary>The form of a result. It is made once for each published version of the service.</summary>
    public static FormField Of(ServiceResult result) => _ofResults.GetValue(result, static each => new FormField(each.Form));

    private static long? Number(JsonElement schema, string name) => schema.TryGetProperty(name, out var number) ? number.GetInt64() : null;

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(each => each.GetString()!);
}
