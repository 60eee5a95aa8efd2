namespace TalentPass.Core.Validation;

/// <summary>
/// Collects the mistakes of a request: JSON pointer (RFC 6901) → codes, each code once, sorted by pointer. The list is limited,
/// so that no request can cause a long answer. Code that checks a body stops once <see cref="IsFull"/>.
/// </summary>
public sealed class ValidationErrors
{
    /// <summary>The most pointers in an answer. A longer list of mistakes would not help the caller.</summary>
    public const int Most = 50;

    /// <summary>The longest pointer, in UTF-16 units. The limit is needed because names of fields come from the caller.</summary>
    public const int LongestPointer = 200;

    private readonly SortedDictionary<string, List<string>> _codes = new(StringComparer.Ordinal);

    /// <summary>
    /// The number of mistakes found, including those that the full list left out. A check found a mistake when this number grew.
    /// </summary>
    public int Found { get; private set; }

    /// <summary>Whether the list is full, so that a new pointer would be left out.</summary>
    public bool IsFull => _codes.Count == Most;

    /// <summary>Adds codes to a pointer. A full list ignores new pointers.</summary>
    /// <param name="pointer">The pointer. Use <see cref="Join"/> when a name in it comes from the caller.</param>
    /// <param name="codes">Codes of <see cref="ValidationCodes"/>.</param>
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

    /// <summary>Adds the mistakes of another check; null adds nothing.</summary>
    public void Add(Refusal? refusal)
    {
        foreach (var (pointer, codes) in refusal?.Errors ?? new Dictionary<string, string[]>())
        {
            Add(pointer, codes);
        }
    }

    /// <summary>Whether the list has a mistake at the pointer.</summary>
    public bool Has(string pointer) => _codes.ContainsKey(pointer);

    /// <summary>Returns the refusal with all mistakes; null when there is none.</summary>
    public Refusal? ToRefusal() => _codes.Count == 0 ? null : new Refusal(RefusalCodes.ValidationFailed)
    {
        Errors = _codes.ToDictionary(each => each.Key, each => each.Value.ToArray(), StringComparer.Ordinal),
    };

    /// <summary>
    /// Returns the pointer with one more step. Escapes <c>~</c> and <c>/</c> (RFC 6901), and cuts the pointer at
    /// <see cref="LongestPointer"/>.
    /// </summary>
    public static string Join(string at, string name)
    {
        // Cut a long name before escaping it, to save work.
        var step = name.Length <= LongestPointer ? name : name[..LongestPointer];
        var pointer = $"{at}/{step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
        if (pointer.Length <= LongestPointer)
        {
            return pointer;
        }

        // Do not cut inside a surrogate pair or an escape.
        return pointer[..(char.IsHighSurrogate(pointer[LongestPointer - 1]) ? LongestPointer - 1 : LongestPointer)].TrimEnd('~');
    }
}
