using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Casework.Desks;

/// <summary>Which fields each action takes and which it must have.</summary>
public static class DeskActionFields
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int MaxText = 1000;

    private const int MostPauseDays = 120;
    private const int MostSupplyDays = 60;
    private const int MostItems = 50;

    // A field that must be there has an exclamation mark.
    private static readonly Dictionary<string, string[]> _fields = new(StringComparer.Ordinal)
    {
        [Claim] = [],
        [Release] = ["note"],
        [Assign] = ["to!", "note"],
        [Transfer] = ["department!", "reason!"],
        [TransferOut] = ["reason!", "rightAuthority!"],
        [AnswerUrge] = ["text!"],
        [Accept] = ["note"],
        [AcceptTolerant] = ["missing!", "dueWorkingDays!"],
        [RequestSupplement] = ["items!", "dueWorkingDays!"],
        [NotAccept] = ["reason!", "rightAuthority"],
        [Pause] = ["kind!", "workingDays!", "note!"],
        [Resume] = ["note"],
        [Extend] = ["workingDays!", "reason!", "approver!"],
        [Approve] = ["note", "result"],
        [Refuse] = ["reason!"],
        [Deliver] = ["how!", "callBack"],
        [Note] = ["text!", "internal"],
    };

    /// <summary>Checks what came with an action: null when it is right.</summary>
    public static Refusal? Check(string verb, DeskAction action)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (field, value) in Given(action))
        {
            var required = _fields[verb].Contains($"{field}!");
            if (value is not null && !required && !_fields[verb].Contains(field))
            {
                errors[$"/{field}"] = ["unknown_field"];
            }
            else if (required && IsEmpty(value))
            {
                errors[$"/{field}"] = ["required"];
            }
            else if (WrongText(value as string) is { } wrong)
            {
                errors[$"/{field}"] = [wrong];
            }
        }

        if (errors.Count == 0)
        {
            CheckFigures(verb, action, errors);
        }

        return errors.Count == 0 ? null : new Refusal(RefusalCodes.ValidationFailed) { Errors = errors };
    }

    private static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        System.Collections.ICollection list => list.Count == 0,
        _ => false,
    };

    private static string? WrongText(string? text) => text switch
    {
        null => null,
        _ when text.EnumerateRunes().Count() > MaxText => "too_long",
        _ when text.Any(each => char.IsControl(each) && each is not ('\n' or '\t')) => "control_character",
        _ => null,
    };

    private static Dictionary<string, object?> Given(DeskAction action) => new(StringComparer.Ordinal)
    {
        ["note"] = action.Note,
        ["reason"] = action.Reason,
        ["result"] = action.Result,
        ["how"] = action.How,
        ["text"] = action.Text,
        ["internal"] = action.Internal,
        ["rightAuthority"] = action.RightAuthority,
        ["kind"] = action.Kind,
        ["workingDays"] = action.WorkingDays,
        ["approver"] = action.Approver,
        ["to"] = action.To,
        ["missing"] = action.Missing,
        ["items"] = action.Items,
        ["dueWorkingDays"] = action.DueWorkingDays,
        ["department"] = action.Department,
        ["callBack"] = action.CallBack,
    };

    private static void CheckFigures(string verb, DeskAction action, Dictionary<string, string[]> errors)
    {
        if (action.WorkingDays < 1 || (verb == Pause && action.WorkingDays > MostPauseDays))
        {
            errors["/workingDays"] = ["out_of_range"];
        }

        if (action.DueWorkingDays is < 1 or > MostSupplyDays)
        {
            errors["/dueWorkingDays"] = ["out_of_range"];
        }

        CheckList("/missing", action.Missing, text => text, errors);
        CheckList("/items", action.Items, item => item.Text, errors);
        if (action.To is { } to && (to.Length > 64 || to.Any(each => !char.IsAsciiLetterOrDigit(each) && each is not ('-' or '_' or '.' or '@'))))
        {
            errors["/to"] = ["wrong_format"];
        }
    }

    private static void CheckList<T>(string at, IReadOnlyList<T>? items, Func<T, string?> textOf, Dictionary<string, string[]> errors)
    {
        if (items?.Count > MostItems)
        {
            errors[at] = ["too_many"];
            return;
        }

        for (var index = 0; index < (items?.Count ?? 0); index++)
        {
            var text = items![index] is { } item ? textOf(item) : null;
            if ((string.IsNullOrWhiteSpace(text) ? "required" : WrongText(text)) is { } wrong)
            {
                errors[$"{at}/{index}"] = [wrong];
            }
        }
    }
}
