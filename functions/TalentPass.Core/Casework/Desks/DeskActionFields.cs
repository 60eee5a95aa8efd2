using System.Text.Json;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// Reads the fields of an action one by one and collects the errors. A field that was sent but not read is not known to the
/// action.
/// </summary>
internal sealed class DeskActionFields
{
    private const int MaxAccount = 64;
    private readonly Dictionary<string, object> _unread;
    private readonly ValidationErrors _errors = new();

    public DeskActionFields(DeskActionBody sent) => _unread = new (string Name, object? Value)[]
    {
        ("note", sent.Note),
        ("reason", sent.Reason),
        ("result", sent.Result),
        ("how", sent.How),
        ("text", sent.Text),
        ("internal", sent.Internal),
        ("rightAuthority", sent.RightAuthority),
        ("kind", sent.Kind),
        ("workingDays", sent.WorkingDays),
        ("approver", sent.Approver),
        ("to", sent.To),
        ("missing", sent.Missing),
        ("items", sent.Items),
        ("dueWorkingDays", sent.DueWorkingDays),
        ("department", sent.Department),
        ("callBack", sent.CallBack),
        ("decision", sent.Decision),
        ("of", sent.Of),
        ("point", sent.Point),
        ("met", sent.Met),
    }.Where(each => each.Value is not null).ToDictionary(each => each.Name, each => each.Value!, StringComparer.Ordinal);

    /// <summary>
    /// The refusal with all errors, including one for each field that was sent but not read; null when there are none.
    /// </summary>
    public Refusal? Wrong()
    {
        foreach (var field in _unread.Keys)
        {
            _errors.Add($"/{field}", ValidationCodes.UnknownField);
        }

        return _errors.ToRefusal();
    }

    /// <summary>Reads an optional text.</summary>
    public string? TextOrNull(string field)
    {
        var text = Take<string>(field);
        Check(field, TextRules.FindFault(text, DeskAction.MaxText, least: 0));
        return text;
    }

    /// <summary>Reads a required text that is not blank.</summary>
    public string Text(string field)
    {
        var text = Take<string>(field);
        Check(field, TextRules.FindFault(text, DeskAction.MaxText));
        return text ?? "";
    }

    /// <summary>
    /// Reads a required account name: at most 64 ASCII letters, digits, <c>-</c>, <c>_</c>, <c>.</c> and <c>@</c>.
    /// </summary>
    public string Account(string field)
    {
        var account = Text(field);
        if (!_errors.Has($"/{field}") && (account.Length > MaxAccount || account.Any(each => !char.IsAsciiLetterOrDigit(each) && each is not ('-' or '_' or '.' or '@'))))
        {
            Check(field, ValidationCodes.InvalidFormat);
        }

        return account;
    }

    /// <summary>Reads a required number, at least 1: of working days, or of a step.</summary>
    public int Number(string field, int most)
    {
        var days = Take<int?>(field);
        Check(field, days is null ? ValidationCodes.Required : days < 1 || days > most ? ValidationCodes.OutOfRange : null);
        return days ?? 0;
    }

    /// <summary>Reads an optional flag, which has this value when it was not sent.</summary>
    public bool Flag(string field, bool otherwise) => Take<bool?>(field) ?? otherwise;

    /// <summary>Reads an optional value whose form depends on the service. It is checked with the request.</summary>
    public JsonElement? Json(string field) => Take<JsonElement?>(field);

    /// <summary>Reads a required flag.</summary>
    public bool YesOrNo(string field)
    {
        var flag = Take<bool?>(field);
        Check(field, flag is null ? ValidationCodes.Required : null);
        return flag ?? false;
    }

    /// <summary>
    /// Reads a required list with 1 to <see cref="DeskAction.MostItems"/> elements. The text of each element must not be blank.
    /// </summary>
    public IReadOnlyList<T> List<T>(string field, Func<T, string?> textOf)
    {
        var list = Take<IReadOnlyList<T>>(field) ?? [];
        Check(field, list.Count == 0 ? ValidationCodes.Required : list.Count > DeskAction.MostItems ? ValidationCodes.TooMany : null);
        for (var index = 0; index < list.Count && list.Count <= DeskAction.MostItems; index++)
        {
            var text = list[index] is { } item ? textOf(item) : null;
            Check($"{field}/{index}", TextRules.FindFault(text, DeskAction.MaxText));
        }

        return list;
    }

    private T? Take<T>(string field) => _unread.Remove(field, out var value) ? (T)value : default;

    private void Check(string field, string? wrong)
    {
        if (wrong is not null)
        {
            _errors.Add($"/{field}", wrong);
        }
    }
}
