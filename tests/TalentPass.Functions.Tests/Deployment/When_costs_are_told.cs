using System.Globalization;
using System.Text.RegularExpressions;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>The sums in <c>infra/README.md</c> follow from the counted storage calls and the prices above them.</summary>
public sealed partial class When_costs_are_told
{
    private static readonly string _readme = File.ReadAllText(Path.Combine(Bicep.Folder, "..", "README.md"));

    [Fact]
    public void Each_operations_price_is_its_calls_times_the_price_of_a_call()
    {
        var (table, queue) = (Price("Table Storage call"), Price("Queue Storage call"));
        var rows = Row().Matches(_readme);

        Assert.InRange(rows.Count, 8, 30);
        Assert.All(rows, row =>
        {
            var told = Number(row.Groups["told"].Value);
            var right = (Number(row.Groups["tables"].Value) * table) + (Number(row.Groups["queues"].Value) * queue);
            Assert.True(Math.Abs(told - right) < 0.006, $"{row.Groups["name"].Value.Trim()}: {right:F3}, not {told}.");
        });
    }

    private static double Price(string name) =>
        Number(Regex.Match(_readme, $@"\| {name} \| \$([0-9.]+) ").Groups[1].Value);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // | operation | table calls | queue calls | $ a million |
    [GeneratedRegex(@"^\| (?<name>[^|]+)\| (?<tables>[0-9.]+) \| (?<queues>[0-9.]+) \| \$(?<told>[0-9.]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
