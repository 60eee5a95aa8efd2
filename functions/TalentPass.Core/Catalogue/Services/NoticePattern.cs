using System.Text.RegularExpressions;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// A text with placeholders. <c>{service}</c> stands for a fact. A part in square brackets is left out when one of its placeholders
/// has no value: <c>Your request[ “{service}”] is accepted.[ It is decided by {due}.]</c> So a missing fact leaves no gap.
/// </summary>
public static partial class NoticePattern
{
    /// <summary>The placeholders that always have a value. All others may only stand in square brackets.</summary>
    public static IReadOnlyList<string> Always { get; } = ["at", "state", "hint"];

    /// <summary>All placeholders.</summary>
    public static IReadOnlyList<string> Known { get; } =
        ["service", "number", "newNumber", "department", "authority", "due", "days", "note", "remedy", .. Always];

    /// <summary>The placeholders of a brief: nothing personal but the name of the service, the number, the state and a last day.</summary>
    public static IReadOnlyList<string> Brief { get; } = ["service", "number", "due", "state"];

    /// <summary>Fills a text. Values are taken as they are: what looks like a placeholder in them stays.</summary>
    /// <param name="pattern">The text.</param>
    /// <param name="value">Returns the value of a placeholder, or null when there is none.</param>
    public static string Fill(string pattern, Func<string, string?> value) => Part().Replace(pattern, part =>
        part.ValueSpan[0] == '{' ? value(part.Value[1..^1]) ?? ""
        : Name().Matches(part.Value).Any(each => value(each.Value[1..^1]) is null) ? ""
        : Name().Replace(part.Value[1..^1], each => value(each.Value[1..^1])!));

    /// <summary>The placeholders of a text.</summary>
    public static IEnumerable<string> NamesIn(string pattern) => Name().Matches(pattern).Select(each => each.Value[1..^1]);

    /// <summary>Whether braces and brackets are closed, not nested, and every part in brackets has a placeholder.</summary>
    public static bool IsWellFormed(string pattern) =>
        Part().Replace(pattern, "").AsSpan().IndexOfAny("{}[]") < 0
        && Part().Matches(pattern).All(part => part.ValueSpan[0] == '{' || (Name().IsMatch(part.Value) && Name().Replace(part.Value[1..^1], "").AsSpan().IndexOfAny("{}") < 0));

    /// <summary>Whether a fact that may be missing stands outside of brackets.</summary>
    public static bool MayLeaveGap(string pattern) =>
        Part().Matches(pattern).Any(part => part.ValueSpan[0] == '{' && !Always.Contains(part.Value[1..^1], StringComparer.Ordinal));

    [GeneratedRegex(@"\[[^\[\]]*\]|\{[A-Za-z]+\}")]
    private static partial Regex Part();

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex Name();
}
