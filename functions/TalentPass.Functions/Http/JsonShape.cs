using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TalentPass.Core;
using TalentPass.Core.Validation;

namespace TalentPass.Functions.Http;

/// <summary>
/// Compares a body with the type it is to become and reports each difference by JSON pointer (RFC 6901). It stops after
/// about 50 differences; the serializer would stop at the first.
/// </summary>
/// <param name="json">Knows the metadata of the types.</param>
internal sealed class JsonShape(WireJson json)
{
    private static readonly ConditionalWeakTable<JsonTypeInfo, Dictionary<string, JsonPropertyInfo>> _known = [];
    private readonly ValidationErrors _errors = new();

    /// <summary>What is wrong; null when the body fits.</summary>
    public static Refusal? Check(JsonElement body, JsonTypeInfo type, WireJson json)
    {
        var shape = new JsonShape(json);
        shape.Visit(body, type, "", null);
        return shape._errors.ToRefusal();
    }

    private void Visit(JsonElement value, JsonTypeInfo type, string pointer, JsonPropertyInfo? property)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (property is { IsSetNullable: false } || (property is null && Nullable.GetUnderlyingType(type.Type) is null))
            {
                _errors.Add(pointer, ValidationCodes.NotNull);
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
            _errors.Add(pointer, ValidationCodes.WrongType);
            return;
        }

        var known = _known.GetValue(type, Known);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, member, at) in Members(value, pointer, seen))
        {
            if (known.TryGetValue(name, out var property))
            {
                Visit(member, json.Of(property.PropertyType), at, property);
            }
            else
            {
                _errors.Add(at, ValidationCodes.UnknownField);
            }
        }

        foreach (var missing in known.Values.Where(each => IsRequired(each) && !seen.Contains(each.Name)))
        {
            _errors.Add(ValidationErrors.Join(pointer, missing.Name), ValidationCodes.Required);
        }
    }

    private static Dictionary<string, JsonPropertyInfo> Known(JsonTypeInfo type) => type.Properties
        .Where(each => each.Set is not null || each.AssociatedParameter is not null)
        .ToDictionary(each => each.Name, StringComparer.Ordinal);

    /// <summary>
    /// Whether a body must have the property: it is <c>required</c>, or a constructor parameter without a default.
    /// </summary>
    internal static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false };

    private void VisitArray(JsonElement value, JsonTypeInfo type, string pointer, JsonPropertyInfo? property)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            _errors.Add(pointer, ValidationCodes.WrongType);
            return;
        }

        if (property is not null)
        {
            JsonLimits.CheckCount(property, value.GetArrayLength(), pointer, _errors);
        }

        var element = json.Of(type.ElementType!);
        foreach (var (index, item) in Items(value))
        {
            Visit(item, element, $"{pointer}/{index}", null);
        }
    }

    private void VisitDictionary(JsonElement value, JsonTypeInfo type, string pointer)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(pointer, ValidationCodes.WrongType);
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
            if (!isText)
            {
                _errors.Add(pointer, ValidationCodes.WrongType);
            }

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
            _errors.Add(
                pointer,
                isText && type.Type != typeof(bool) && !JsonLimits.IsNumber(type.Type) ? ValidationCodes.InvalidFormat : ValidationCodes.WrongType);
            return;
        }

        if (property is not null)
        {
            JsonLimits.Check(property, value, pointer, _errors);
        }
    }

    /// <summary>
    /// Checks every text inside a value whose form is free (a string, or any JSON). False when a text is not clean.
    /// </summary>
    private bool VisitTexts(JsonElement value, string pointer)
    {
        var before = _errors.Found;
        switch (value.ValueKind)
        {
            case JsonValueKind.String when Text(value) is null:
                _errors.Add(pointer, ValidationCodes.InvalidText);
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in Items(value))
                {
                    VisitTexts(item, $"{pointer}/{index}");
                }

                break;
            case JsonValueKind.Object:
                foreach (var (_, member, at) in Members(value, pointer, new(StringComparer.Ordinal)))
                {
                    VisitTexts(member, at);
                }

                break;
        }

        return _errors.Found == before;
    }

    private IEnumerable<(int Index, JsonElement Value)> Items(JsonElement value) =>
        value.EnumerateArray().Index().TakeWhile(_ => !_errors.IsFull);

    private IEnumerable<(string Name, JsonElement Value, string At)> Members(JsonElement value, string pointer, HashSet<string> seen)
    {
        foreach (var member in value.EnumerateObject().TakeWhile(_ => !_errors.IsFull))
        {
            if (Name(member) is not { } name)
            {
                _errors.Add(pointer, ValidationCodes.InvalidText);
            }
            else if (!seen.Add(name))
            {
                _errors.Add(ValidationErrors.Join(pointer, name), ValidationCodes.DuplicateField);
            }
            else
            {
                yield return (name, member.Value, ValidationErrors.Join(pointer, name));
            }
        }
    }

    private static string? Name(JsonProperty member)
    {
        try
        {
            return TextRules.IsClean(member.Name) ? member.Name : null;
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
            return value.GetString() is { } text && TextRules.IsClean(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
