using System.Text.Json;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>
/// Checks answers against a form in one pass: which fields are there, their types, texts, choices, numbers and lists. The pass
/// stops when the list of mistakes is full. A JSON pointer is built only for a mistake, a list or an object inside.
/// </summary>
internal sealed class AnswerWalk
{
    private readonly ValidationErrors _errors;

    /// <summary>Whether the later checks can read these answers.</summary>
    private bool _sane = true;

    private AnswerWalk(ValidationErrors errors) => _errors = errors;

    /// <summary>
    /// Adds the mistakes. Returns false when later checks must not run: a text is not valid Unicode, a field is there twice, or
    /// the list of mistakes is full.
    /// </summary>
    public static bool Check(JsonElement answers, FormField form, string at, ValidationErrors errors)
    {
        var walk = new AnswerWalk(errors);
        walk.CheckObject(answers, form, at);
        return walk._sane && !errors.IsFull;
    }

    /// <summary>Whether the names of an object can be read and are different. Adds the mistakes.</summary>
    public static bool CheckNames(JsonElement answers, string at, ValidationErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in answers.EnumerateObject().TakeWhile(_ => !errors.IsFull))
        {
            var name = Read(member, static each => each.Name);
            if (name is null || !names.Add(name))
            {
                errors.Add(name is null ? at : ValidationErrors.Join(at, name), name is null ? ValidationCodes.InvalidText : ValidationCodes.DuplicateField);
            }
        }

        return errors.Found == 0;
    }

    private void Check(JsonElement value, FormField field, string at, string name)
    {
        switch (field.Type, value.ValueKind)
        {
            case ("string", JsonValueKind.String):
                CheckText(value, field, at, name);
                break;
            case ("integer", JsonValueKind.Number):
                CheckNumber(value, field, at, name);
                break;
            case ("boolean", JsonValueKind.True or JsonValueKind.False):
                break;
            case ("array", JsonValueKind.Array):
                CheckList(value, field, $"{at}/{name}");
                break;
            case ("object", JsonValueKind.Object):
                CheckObject(value, field, $"{at}/{name}");
                break;
            default:
                Add(at, name, ValidationCodes.WrongType);
                break;
        }
    }

    private void CheckObject(JsonElement value, FormField form, string at)
    {
        Span<bool> given = form.Fields.Count <= 128 ? stackalloc bool[form.Fields.Count] : new bool[form.Fields.Count];
        foreach (var member in value.EnumerateObject())
        {
            if (_errors.IsFull)
            {
                return;
            }

            if (Read(member, static each => each.Name) is not { } name)
            {
                Spoil(at, ValidationCodes.InvalidText);
            }
            else if (!form.Fields.TryGetValue(name, out var known))
            {
                _errors.Add(ValidationErrors.Join(at, name), ValidationCodes.UnknownField);
            }
            else if (given[known.Place])
            {
                Spoil($"{at}/{name}", ValidationCodes.DuplicateField);
            }
            else
            {
                given[known.Place] = true;
                Check(member.Value, known.Field, at, name);
            }
        }

        RequireAll(form.Required, form, given, at);
        foreach (var condition in form.Conditions)
        {
            if (_sane && condition.Holds(value))
            {
                RequireAll(condition.Required, form, given, at);
            }
        }
    }

    private void RequireAll(IReadOnlyList<string> names, FormField form, ReadOnlySpan<bool> given, string at)
    {
        foreach (var name in names)
        {
            if (!given[form.Fields[name].Place])
            {
                Add(at, name, ValidationCodes.Required);
            }
        }
    }

    private void CheckList(JsonElement value, FormField field, string at)
    {
        var length = value.GetArrayLength();
        if (length > field.Most || length < field.Least)
        {
            _errors.Add(at, length > field.Most ? ValidationCodes.TooMany : ValidationCodes.TooFew);
            return;
        }

        foreach (var (index, item) in value.EnumerateArray().Index().TakeWhile(_ => !_errors.IsFull))
        {
            Check(item, field.Items!, at, $"{index}");
        }
    }

    private void CheckNumber(JsonElement value, FormField field, string at, string name)
    {
        if (value.TryGetInt64(out var number))
        {
            if (number > field.Most || number < field.Least)
            {
                Add(at, name, ValidationCodes.OutOfRange);
            }
        }
        else
        {
            // Beyond 10^15 a number with a fraction cannot be told from one without.
            var huge = !value.TryGetDouble(out var real) || !(Math.Abs(real) < 1e15);
            Add(at, name, huge ? ValidationCodes.OutOfRange : ValidationCodes.WrongType);
        }
    }

    private void CheckText(JsonElement value, FormField field, string at, string name)
    {
        if (Read(value, static each => each.GetString()) is not { } text)
        {
            Spoil($"{at}/{name}", ValidationCodes.InvalidText);
            return;
        }

        if (!TextRules.IsPlain(text, field.Multiline))
        {
            Add(at, name, ValidationCodes.InvalidText);
            return;
        }

        if (field.Choices?.Contains(text) is false)
        {
            Add(at, name, ValidationCodes.NotInList);
            return;
        }

        // A text of invisible characters only is refused, even where an empty text is allowed.
        var fault = TextRules.FindFault(text, (int)(field.Most ?? int.MaxValue), (int)Math.Max(field.Least ?? 0, Math.Min(text.Length, 1)));
        if (fault is not null)
        {
            Add(at, name, fault);
        }

        if (fault != ValidationCodes.Required)
        {
            CheckForm(text, field, at, name);
        }
    }

    private void CheckForm(string text, FormField field, string at, string name)
    {
        if (field.Pattern?.IsMatch(text) is false)
        {
            Add(at, name, ValidationCodes.InvalidFormat);
        }

        if (text.Length > 0 && field.Format?.Invoke(text) is { } code)
        {
            _errors.Add($"{at}/{name}", ValidationCodes.InvalidFormat, code);
        }
    }

    private void Add(string at, string name, string code) => _errors.Add($"{at}/{name}", code);

    private void Spoil(string pointer, string code)
    {
        _sane = false;
        _errors.Add(pointer, code);
    }

    // Reading throws when an escape is half a surrogate pair; there is no other way to find out.
    private static string? Read<T>(T from, Func<T, string?> read)
    {
        try
        {
            return read(from);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
