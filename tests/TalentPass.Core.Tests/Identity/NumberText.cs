namespace TalentPass.Core.Tests.Identity;

/// <summary>The typing errors check digits exist for.</summary>
internal static class NumberText
{
    /// <summary>Another digit at one place.</summary>
    public static string Shift(string number, int at, int shift) =>
        Replace(number, at, (char)('0' + (number[at] - '0' + shift) % 10));

    /// <summary>Another character of an alphabet at one place.</summary>
    public static string Shift(string number, int at, int shift, string alphabet) =>
        Replace(number, at, alphabet[(alphabet.IndexOf(number[at], StringComparison.Ordinal) + shift) % alphabet.Length]);

    /// <summary>Two neighbours in the wrong order.</summary>
    public static string Swap(string number, int at) =>
        Replace(Replace(number, at, number[at + 1]), at + 1, number[at]);

    private static string Replace(string number, int at, char character) =>
        string.Concat(number.AsSpan(0, at), [character], number.AsSpan(at + 1));
}
