namespace TalentPass.Core.Identity;

/// <summary>
/// The check digit of machine-readable travel documents (ICAO Doc 9303 part 3, 4.9): weights 7, 3, 1, modulo 10.
/// </summary>
public static class Icao9303
{
    /// <summary>Computes the check digit, '0'–'9', of a field. The field may hold 0–9, A–Z and the filler &lt;.</summary>
    /// <exception cref="ArgumentException">The field holds another character.</exception>
    public static char CheckDigit(ReadOnlySpan<char> field)
    {
        ReadOnlySpan<int> weights = [7, 3, 1];
        var sum = 0;
        for (var i = 0; i < field.Length; i++)
        {
            sum += weights[i % 3] * Value(field[i]);
        }

        return (char)('0' + sum % 10);
    }

    private static int Value(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'A' and <= 'Z' => character - 'A' + 10,
        '<' => 0,
        _ => throw new ArgumentException("A machine-readable field holds 0-9, A-Z and <.", nameof(character)),
    };
}
