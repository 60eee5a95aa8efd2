namespace TalentPass.Core.Validation;

/// <summary>
/// Collects what is wrong with something that was sent: JSON pointer (RFC 6901) → codes, each once, in the order of the
/// pointers. It is bounded, so that no body makes a long answer: whoever walks a body stops once <see cref="IsFull"/>.
/// </summary>
public sealed class ValidationErrors
{
    /// <summary>The most pointers that are told: beyond these a list of mistakes helps nobody.</summary>
    public const int Most = 50;

    /// <summary>The longest pointer, in UTF-16 units: names in it come from the caller and may be anything.</summary>
    public const int LongestPointer = 200;

    private readonly SortedDictionary<string, List<string>> _codes = new(StringComparer.Ordinal);

    /// <summary>How many mistakes were found, those that are not told included: what grew has a mistake.</summary>
    public int Found { get; private set; }

    /// <summary>Whether one more pointer would not be told.</summary>
    public bool IsFull => _codes.Count == Most;

    /// <summary>Adds codes to a pointer.</summary>
    /// <param name="pointer">Where, made with <see cref="Join"/> where a name is the caller's.</param>
    /// <param name="codes">Of <see cref="ValidationCodes"/>.</param>
    public void Add(string pointer, params ReadOnlySpan<string> codes)
    {
        Found++;
        if (!_codes.TryGetValue(pointer, out var list))
        {
            if (IsFull)
            {
                return;
            }

            _codes[pointer] = list = [];
        }

        foreach (var code in codes)
        {
            if (!list.Contains(code, StringComparer.Ordinal))
            {
                list.Add(code);
            }
        }
    }

    /// <summary>Adds what another check found.</summary>
    public void Add(Refusal? refusal)
    {
        foreach (var (pointer, codes) in refusal?.Errors ?? new Dictionary<string, string[]>())
        {
            Add(pointer, codes);
        }
    }

    /// <summary>Whether a mistake is told at the pointer.</summary>
    public bool Has(string pointer) => _codes.ContainsKey(pointer);

    /// <summary>The refusal, or null when nothing is wrong.</summary>
    public Refusal? ToRefusal() => _codes.Count == 0 ? null : new Refusal(RefusalCodes.ValidationFailed)
    {
        Errors = _codes.ToDictionary(each => each.Key, each => each.Value.ToArray(), StringComparer.Ordinal),
    };

    /// <summary>A pointer one step deeper, cut where it grows too long.</summary>
    public static string Join(string at, string name)
    {
        // What is cut off anyway is not escaped first.
        var step = name.Length <= LongestPointer ? name : name[..LongestPointer];
        var pointer = $"{at}/{step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
        if (pointer.Length <= LongestPointer)
        {
            return pointer;
        }

        // Not through the middle of a character or of an escape.
        return pointer[..(char.IsHighSurrogate(pointer[LongestPointer - 1]) ? LongestPointer - 1 : LongestPointer)].TrimEnd('~');
    }
}
