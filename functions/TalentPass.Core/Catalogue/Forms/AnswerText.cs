using System.Text.Json;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>
/// Checks every text and number of the answers: characters, lengths, formats, and numbers that are too large. The schema
/// validator checks the rest. The check stops when the list of mistakes is full.
/// </summary>
internal sealed class AnswerText
{
    private readonly ValidationErrors _errors;

    private AnswerText(ValidationErrors errors) => _errors = errors;

    /// <summary>Whether the later checks can read these answers.</summary>
    private bool _sane = true;

    /// <summary>
    /// Adds the mistakes. Returns false when later checks must not run: a text is not valid Unicode, a field is there twice, a
    /// number is too large (10^15 or more, unless it fits 64 bits as an integer), or the list of mistakes is full.
    /// </summary>
    public static bool Check(JsonElement answers, JsonElement form, string at, ValidationErrors errors)
    {
        var check = new AnswerText(errors);
        check.Walk(answers, form, at);
        return check._sane && !errors.IsFull;
    }

    private void Walk(JsonElement value, JsonElement? schema, string at)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WalkObject(value, Child(schema, "properties"), at);
                break;
            case JsonValueKind.Array:
                var items = Child(schema, "items");
                foreach (var (index, item) in value.EnumerateArray().Index().TakeWhile(_ => !_errors.IsFull))
                {
                    Walk(item, items, $"{at}/{index}");
                }

                break;
            case JsonValueKind.Number when !value.TryGetInt64(out _) && !(value.TryGetDouble(out var number) && Math.Abs(number) < 1e15):
                Refuse(at, ValidationCodes.OutOfRange);
                break;
            case JsonValueKind.String:
                CheckText(Text(value), schema, at);
                break;
        }
    }

    private void WalkObject(JsonElement value, JsonElement? properties, string at)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject().TakeWhile(_ => !_errors.IsFull))
        {
            var name = Name(member);
            if (name is null)
            {
                Refuse(at, ValidationCodes.InvalidText);
                continue;
            }

            var pointer = ValidationErrors.Join(at, name);
            if (!seen.Add(name))
            {
                Refuse(pointer, ValidationCodes.DuplicateField);
            }

            Walk(member.Value, Child(properties, name), pointer);
        }
    }

    private void CheckText(string? text, JsonElement? schema, string at)
    {
        if (text is null)
        {
            Refuse(at, ValidationCodes.InvalidText);
            return;
        }

        // A text of invisible characters only is refused, even where an empty text is allowed.
        var least = Math.Max(Number(schema, "minLength") ?? 0, Math.Min(text.Length, 1));
        if (!TextRules.IsPlain(text, Child(schema, "x-multiline") is { ValueKind: JsonValueKind.True }))
        {
            _errors.Add(at, ValidationCodes.InvalidText);
            return;
        }

        if (TextRules.FindFault(text, Number(schema, "maxLength") ?? int.MaxValue, least) is { } fault)
        {
            _errors.Add(at, fault);
        }

        if (!TextRules.IsBlank(text)
            && Child(schema, "format") is { ValueKind: JsonValueKind.String } format
            && AnswerFormats.All[format.GetString()!](text) is { } code)
        {
            _errors.Add(at, ValidationCodes.InvalidFormat, code);
        }
    }

    private void Refuse(string at, string code)
    {
        _sane = false;
        _errors.Add(at, code);
    }

    private static JsonElement? Child(JsonElement? schema, string name) =>
        schema is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out var child) ? child : null;

    private static int? Number(JsonElement? schema, string name) => Child(schema, name)?.GetInt32();

    // GetString throws when an escape is half a surrogate pair; there is no other way to find out.
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
