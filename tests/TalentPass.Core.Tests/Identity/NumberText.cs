namespace TalentPass.Core.Tests.Identity;

/// <summary>Makes the typing errors that check digits must detect.</summary>
internal static class NumberText
{
    /// <summary>Replaces the digit at one position by another digit.</summary>
    public static string Shift(string number, int at, int shift) =>
        Replace(number, at, (char)('0' + (number[at] - '0' + shift) % 10));

    /// <summary>Replaces the character at one position by another character of the alphabet.</summary>
    public static string Shift(string number, int at, int shift, string alphabet) =>
        Replace(number, at, alphabet[(alphabet.IndexOf(number[at], StringComparison.Ordinal) + shift) % alphabet.Length]);

    /// <summary>Swaps the character at one position with the next character.</summary>
    public static string Swap(string number, int at) =>
        Replace(Replace(number, at, number[at + 1]), at + 1, number[at]);

    private static string Replace(string number, int at, char character) =>
        string.Concat(number.AsSpan(0, at), [character], number.AsSpan(at + 1));
}
