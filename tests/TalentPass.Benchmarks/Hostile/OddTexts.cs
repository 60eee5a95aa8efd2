using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>Texts for places where an id, a number or a date is expected: in paths, queries and bodies.</summary>
internal static class OddTexts
{
    private static readonly string[] _encoded =
    [
        "%00", "a%00b", "%2F", "..%2F..%2Fhost.json", "%2e%2e", "..", ".", "%", "%zz", "%25", "%2525", "%ff%fe", "%c0%af", "%ed%a0%80", "%0d%0aX-Odd:%201", "%20", "%09", "+", "%5C", "a;b=c", "a:b", "'", "%22", "%3Cscript%3E",
        "%23", "%3F", "人才", "%e4%ba%ba", "🎓", "-1", "0", "1e400", "NaN", "99999999999999999999999999", "null", "undefined", "true", "*", "~", "$filter=1%20eq%201", "'%20or%20'1'%20eq%20'1",
    ];

    private static readonly string[] _values =
    [
        "", "0", "-1", "1.5", "1e9", "99999999999999999999", "true", "abc", "2026-13-45", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "20261126", "2026-11-26T00:00:00Z", "NaN", "%00", "%ff", "%ed%a0%80", "%0a", "人才", "null",
        "zh,en", "*", "' or 1 eq 1", "%2525", "[]", "{}", "01", "+1", "٣", "%e2%80%ae",
    ];

    /// <summary>One segment of a path, as it goes over the wire.</summary>
    public static string Segment(RandomSource random, string usual) => random.Next(8) switch
    {
        0 => new string('x', random.Pick((int[])[65, 129, 513, 1025, 4000])),
        1 => Uri.EscapeDataString(new string('码', random.Pick((int[])[20, 100, 500]))),
        2 => random.Id(12),
        3 => usual + random.Pick(_encoded),
        4 => usual.Length > 1 ? usual[..^1] : "x",
        5 => usual.ToUpperInvariant(),
        _ => random.Pick(_encoded),
    };

    /// <summary>The value of a query parameter, as it goes over the wire.</summary>
    public static string Value(RandomSource random) => random.Chance(10) ? new string('q', random.Pick((int[])[200, 201, 2000, 7000])) : random.Pick(_values);

    /// <summary>A cursor that was cut, changed or made up.</summary>
    public static string Cursor(RandomSource random, string? genuine)
    {
        genuine ??= "AAAAAAAAAAAAAAAAAAAAAAAA";
        var at = random.Next(genuine.Length);
        return random.Next(5) switch
        {
            0 => genuine[..at],
            1 => genuine[..at] + "A" + genuine[(at + 1)..],
            2 => genuine + genuine,
            3 => random.Id(40),
            _ => Value(random),
        };
    }
}
