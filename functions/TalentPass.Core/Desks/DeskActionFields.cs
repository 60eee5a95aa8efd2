using TalentPass.Core.Requests;

namespace TalentPass.Core.Desks;

/// <summary>Which fields each action takes and which it must have.</summary>
public static class DeskActionFields
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int MaxText = 1000;

    private static readonly Dictionary<string, string[]> _taken = new(StringComparer.Ordinal)
    {
        [RequestMachine.Claim] = [],
        [RequestMachine.Release] = ["note"],
        [RequestMachine.Accept] = ["note"],
        [RequestMachine.Approve] = ["note", "result"],
        [RequestMachine.Refuse] = ["reason"],
        [RequestMachine.Deliver] = ["how"],
        [RequestMachine.Note] = ["text", "internal"],
    };

    private static readonly Dictionary<string, string> _required = new(StringComparer.Ordinal)
    {
        [RequestMachine.Refuse] = "reason",
        [RequestMachine.Deliver] = "how",
        [RequestMachine.Note] = "text",
    };

    /// <summary>Checks what came with an action: null when it is right.</summary>
    public static Refusal? Check(string verb, DeskAction action)
    {
        var given = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["note"] = action.Note,
            ["reason"] = action.Reason,
            ["result"] = action.Result,
            ["how"] = action.How,
            ["text"] = action.Text,
            ["internal"] = action.Internal,
        };
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (field, value) in given)
        {
            if (value is not null && !_taken[verb].Contains(field))
            {
                errors[$"/{field}"] = ["unknown_field"];
            }
            else if (value is string { Length: > MaxText })
            {
                errors[$"/{field}"] = ["too_long"];
            }
            else if (_required.GetValueOrDefault(verb) == field && (value is null || (value is string text && string.IsNullOrWhiteSpace(text))))
            {
                errors[$"/{field}"] = ["required"];
            }
            else if (value is string typed && typed.Any(each => char.IsControl(each) && each is not ('\n' or '\t')))
            {
                errors[$"/{field}"] = ["control_character"];
            }
        }

        return errors.Count == 0 ? null : new Refusal(RefusalCodes.ValidationFailed) { Errors = errors };
    }
}
