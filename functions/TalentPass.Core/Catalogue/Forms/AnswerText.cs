using System.Globalization;
using System.Text;
using System.Text.Json;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>
/// Looks at every text and number of the answers along the form: characters, formats, numbers that no validator should
/// have to meet. What a schema can say is left to the schema.
/// </summary>
internal sealed class AnswerText
{
    private readonly ValidationErrors _errors;

    private AnswerText(ValidationErrors errors) => _errors = errors;

    /// <summary>True when the rest of the checks may see these answers.</summary>
    private bool _sane = true;

    /// <summary>Adds what is wrong; false when the answers are not fit for further checks.</summary>
    public static bool Check(JsonElement answers, JsonElement form, string at, ValidationErrors errors)
    {
        var check = new AnswerText(errors);
        check.Walk(answers, form, at);
        return check._sane;
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
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    Walk(item, items, $"{at}/{index}");
                }

                break;
            case JsonValueKind.Number when !value.TryGetInt64(out _) && !(value.TryGetDouble(out var number) && Math.Abs(number) < 1e15):
                Refuse(at, "out_of_range");
                break;
            case JsonValueKind.String:
                CheckText(Text(value), schema, at);
                break;
        }
    }

    private void WalkObject(JsonElement value, JsonElement? properties, string at)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            var name = Name(member);
            if (name is null)
            {
                Refuse(at, "invalid_text");
                continue;
            }

            var pointer = ValidationErrors.Join(at, name);
            if (!seen.Add(name))
            {
                Refuse(pointer, "duplicate_field");
            }

            Walk(member.Value, Child(properties, name), pointer);
        }
    }

    private void CheckText(string? text, JsonElement? schema, string at)
    {
        if (text is null)
        {
            Refuse(at, "invalid_text");
            return;
        }

        var multiline = Child(schema, "x-multiline") is { ValueKind: JsonValueKind.True };
        if (text.EnumerateRunes().Any(rune => IsControl(rune, multiline)))
        {
            _errors.Add(at, "control_character");
        }
        else if (text.Length > 0 && string.IsNullOrWhiteSpace(text))
        {
            _errors.Add(at, "blank");
        }
        else if (text.Length > 0
            && Child(schema, "format") is { ValueKind: JsonValueKind.String } format
            && AnswerFormats.All[format.GetString()!](text) is { } code)
        {
            _errors.Add(at, "wrong_format", code);
        }
    }

    // Controls hide or break text; so do the marks that turn the reading direction.
    private static bool IsControl(Rune rune, bool multiline) => rune.Value switch
    {
        '\n' or '\r' or '\t' => !multiline,
        >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 => true,
        _ => Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
    };

    private void Refuse(string at, string code)
    {
        _sane = false;
        _errors.Add(at, code);
    }

    private static JsonElement? Child(JsonElement? schema, string name) =>
        schema is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out var child) ? child : null;

    // The reader has no way but an exception to say that an escape is half a surrogate pair.
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
