using System.Net;

namespace TalentPass.Functions.Tests.Telemetry;

/// <summary>The personal values of a story, each with its kind. None of them may be logged.</summary>
internal sealed class PersonalData
{
    private readonly HashSet<(string Kind, string Value)> _values = [];

    public IReadOnlyCollection<(string Kind, string Value)> Values => _values;

    public void Add(string kind, params IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            // A single letter would be found in any text, so the result would mean nothing.
            Assert.True(value.Length > 1, $"\"{value}\" is too short for a {kind}.");
            _values.Add((kind, value));
        }
    }

    /// <summary>Adds a note that somebody writes, and returns it.</summary>
    public string Note(string text)
    {
        Add("note", text);
        return text;
    }

    /// <summary>Checks that a step of the story was answered with one of these statuses, 200 when none is named.</summary>
    public static Answer Held(Answer answer, params HttpStatusCode[] expected)
    {
        Assert.True((expected is [] ? [HttpStatusCode.OK] : expected).Contains(answer.Status), $"{answer.Status} {answer.Body}");
        return answer;
    }

    /// <summary>The personal values that a text contains: in upper or lower case, or encoded as part of a URL.</summary>
    public IReadOnlyList<(string Kind, string Value)> FoundIn(string text) => [.. _values.Where(each =>
        text.Contains(each.Value, StringComparison.OrdinalIgnoreCase)
        || text.Contains(Uri.EscapeDataString(each.Value), StringComparison.OrdinalIgnoreCase))];
}
