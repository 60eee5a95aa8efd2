namespace TalentPass.Core.Validation;

/// <summary>Collects what is wrong with answers: JSON pointer (RFC 6901) → codes, each once, in a fixed order.</summary>
internal sealed class ValidationErrors
{
    // Beyond this many fields a list of errors helps nobody.
    private const int MaxFields = 100;

    private readonly SortedDictionary<string, List<string>> _codes = new(StringComparer.Ordinal);

    public void Add(string pointer, params ReadOnlySpan<string> codes)
    {
        if (!_codes.TryGetValue(pointer, out var list))
        {
            if (_codes.Count == MaxFields)
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

    public int Count => _codes.Count;

    public bool Has(string pointer) => _codes.ContainsKey(pointer);

    /// <summary>The refusal, or null when nothing is wrong.</summary>
    public Refusal? ToRefusal() => _codes.Count == 0 ? null : new Refusal(RefusalCodes.ValidationFailed)
    {
        Errors = _codes.ToDictionary(each => each.Key, each => each.Value.ToArray(), StringComparer.Ordinal),
    };

    /// <summary>A pointer one step deeper.</summary>
    public static string Join(string at, string name) =>
        $"{at}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
