using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TalentPass.Functions.Http;

/// <summary>
/// Compares a body with the type it is to become and reports each difference by JSON pointer (RFC 6901). It stops after
/// about 50 differences; the serializer would stop at the first.
/// </summary>
/// <param name="json">Knows the metadata of the types.</param>
internal sealed class JsonShape(WireJson json)
{
    private const int MostErrors = 50;
    private const int LongestPointer = 200;
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    /// <summary>Returns the error codes by JSON pointer; empty when the body fits.</summary>
    public static IReadOnlyDictionary<string, string[]> Check(JsonElement body, JsonTypeInfo type, WireJson json)
    {
        var shape = new JsonShape(json);
        shape.Visit(body, type, "", null);
        return shape._errors;
    }

    private void Visit(JsonElement value, JsonTypeInfo type, string pointer, JsonPropertyInfo? property)
    {
        if (_errors.Count >= MostErrors)
        {
            return;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            if (property is { IsSetNullable: false } || (property is null && Nullable.GetUnderlyingType(type.Type) is null))
            {
                Add(pointer, "not_null");
            }

            return;
        }

        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                VisitObject(value, type, pointer);
                break;
            case JsonTypeInfoKind.Enumerable:
                VisitArray(value, type, pointer, property);
                break;
            case JsonTypeInfoKind.Dictionary:
                VisitDictionary(value, type, pointer);
                break;
            default:
                VisitLeaf(value, type, pointer, property);
                break;
        }
    }

    private void VisitObject(JsonElement value, JsonTypeInfo type, string pointer)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Add(pointer, "wrong_type");
            return;
        }

        var known = type.Properties.Where(each => each.Set is not null || each.AssociatedParameter is not null)
            .ToDictionary(each => each.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, member, at) in Members(value, pointer, seen))
        {
            if (known.TryGetValue(name, out var property))
            {
                Visit(member, json.Of(property.PropertyType), at, property);
            }
            else
            {
                Add(at, "unknown_field");
            }
        }

        foreach (var missing in known.Values.Where(each => IsRequired(each) && !seen.Contains(each.Name)))
        {
            Add(Child(pointer, missing.Name), "required");
        }
    }

    /// <summary>
    /// Whether a body must have the property: it is <c>required</c>, or a constructor parameter without a default.
    /// </summary>
    internal static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false };

    private void VisitArray(JsonElement value, JsonTypeInfo type, string pointer, JsonPropertyInfo? property)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Add(pointer, "wrong_type");
            return;
        }

        if (property is not null)
        {
            AddAll(pointer, JsonLimits.CheckCount(property, value.GetArrayLength()));
        }

        var element = json.Of(type.ElementType!);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            Visit(item, element, $"{pointer}/{index++}", null);
        }
    }

    private void VisitDictionary(JsonElement value, JsonTypeInfo type, string pointer)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Add(pointer, "wrong_type");
            return;
        }

        var element = json.Of(type.ElementType!);
        foreach (var (_, member, at) in Members(value, pointer, new(StringComparer.Ordinal)))
        {
            Visit(member, element, at, null);
        }
    }

    private void VisitLeaf(JsonElement value, JsonTypeInfo type, string pointer, JsonPropertyInfo? property)
    {
        var isText = value.ValueKind == JsonValueKind.String;
        if (property?.CustomConverter is AnyTextConverter)
        {
            AddAll(pointer, isText ? [] : ["wrong_type"]);
            return;
        }

        if (!VisitTexts(value, pointer))
        {
            return;
        }

        try
        {
            value.Deserialize(type);
        }
        catch (JsonException)
        {
            Add(pointer, isText && type.Type != typeof(bool) && !JsonLimits.IsNumber(type.Type) ? "invalid_format" : "wrong_type");
            return;
        }

        if (property is not null)
        {
            AddAll(pointer, JsonLimits.Check(property, value));
        }
    }

    /// <summary>
    /// Checks every text inside a value whose form is free (a string, or any JSON). False when a text is not clean.
    /// </summary>
    private bool VisitTexts(JsonElement value, string pointer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when Text(value) is null:
                Add(pointer, "invalid_text");
                return false;
            case JsonValueKind.Array:
                var index = 0;
                return value.EnumerateArray().All(item => VisitTexts(item, $"{pointer}/{index++}"));
            case JsonValueKind.Object:
                return Members(value, pointer, new(StringComparer.Ordinal)).ToList().TrueForAll(each => VisitTexts(each.Value, each.At));
            default:
                return true;
        }
    }

    private IEnumerable<(string Name, JsonElement Value, string At)> Members(JsonElement value, string pointer, HashSet<string> seen)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (Name(member) is not { } name)
            {
                Add(pointer, "invalid_text");
            }
            else if (!seen.Add(name))
            {
                Add(Child(pointer, name), "duplicate_field");
            }
            else
            {
                yield return (name, member.Value, Child(pointer, name));
            }
        }
    }

    private static string? Name(JsonProperty member)
    {
        try
        {
            return WireText.IsClean(member.Name) ? member.Name : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString() is { } text && WireText.IsClean(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Child(string pointer, string name)
    {
        var child = $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
        return child.Length <= LongestPointer ? child : child[..LongestPointer];
    }

    private void AddAll(string pointer, IEnumerable<string> codes)
    {
        foreach (var code in codes)
        {
            Add(pointer, code);
        }
    }

    private void Add(string pointer, string code) =>
        _errors[pointer] = _errors.TryGetValue(pointer, out var codes) ? [.. codes, code] : [code];
}
