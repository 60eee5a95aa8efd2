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

    /// <summary>The personal values that a text contains: in upper or lower case, or encoded as part of a URL.</summary>
    public IReadOnlyList<(string Kind, string Value)> FoundIn(string text) => [.. _values.Where(each =>
        text.Contains(each.Value, StringComparison.OrdinalIgnoreCase)
        || text.Contains(Uri.EscapeDataString(each.Value), StringComparison.OrdinalIgnoreCase))];
}
