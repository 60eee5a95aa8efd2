namespace TalentPass.Functions.Tests.Telemetry;

/// <summary>What must not be logged: every personal value of a story, with what it is.</summary>
internal sealed class PersonalData
{
    private readonly HashSet<(string Kind, string Value)> _values = [];

    public IReadOnlyCollection<(string Kind, string Value)> Values => _values;

    public void Add(string kind, params IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            // One letter would be found everywhere and mean nothing.
            Assert.True(value.Length > 1, $"\"{value}\" is too short for a {kind}.");
            _values.Add((kind, value));
        }
    }

    /// <summary>Which of them stand in a text: as they are, in any case, or as a part of an address.</summary>
    public IReadOnlyList<(string Kind, string Value)> FoundIn(string text) => [.. _values.Where(each =>
        text.Contains(each.Value, StringComparison.OrdinalIgnoreCase)
        || text.Contains(Uri.EscapeDataString(each.Value), StringComparison.OrdinalIgnoreCase))];
}
