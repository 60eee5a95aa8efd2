using TalentPass.Core.Validation;

namespace TalentPass.Core.Casework.Desks;

/// <summary>Reads the fields that were sent one by one and keeps what is wrong with them. What nobody has read at the end is unknown.</summary>
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
    }.Where(each => each.Value is not null).ToDictionary(each => each.Name, each => each.Value!, StringComparer.Ordinal);

    /// <summary>Every mistake in what was read, and every field that was not; null when all is right.</summary>
    public Refusal? Wrong()
    {
        foreach (var field in _unread.Keys)
        {
            _errors.Add($"/{field}", ValidationCodes.UnknownField);
        }

        return _errors.ToRefusal();
    }

    /// <summary>A text that may be left out.</summary>
    public string? TextOrNull(string field)
    {
        var text = Take<string>(field);
        Check(field, TextRules.FindFault(text, DeskAction.MaxText, least: 0));
        return text;
    }

    /// <summary>A text that must be there and say something.</summary>
    public string Text(string field)
    {
        var text = Take<string>(field);
        Check(field, TextRules.FindFault(text, DeskAction.MaxText));
        return text ?? "";
    }

    /// <summary>A text that is an account.</summary>
    public string Account(string field)
    {
        var account = Text(field);
        if (!_errors.Has($"/{field}") && (account.Length > MaxAccount || account.Any(each => !char.IsAsciiLetterOrDigit(each) && each is not ('-' or '_' or '.' or '@'))))
        {
            Check(field, ValidationCodes.InvalidFormat);
        }

        return account;
    }

    /// <summary>Working days, from one on.</summary>
    public int Days(string field, int most)
    {
        var days = Take<int?>(field);
        Check(field, days is null ? ValidationCodes.Required : days < 1 || days > most ? ValidationCodes.OutOfRange : null);
        return days ?? 0;
    }

    /// <summary>A yes that may be left out.</summary>
    public bool Yes(string field) => Take<bool?>(field) ?? false;

    /// <summary>Things of which each says something; one at least.</summary>
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
