using System.Globalization;
using System.Text.RegularExpressions;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>The prices and the priced rows of <c>infra/README.md</c>.</summary>
internal static partial class CostTable
{
    private static readonly string _readme = File.ReadAllText(Path.Combine(Bicep.Folder, "..", "README.md"));

    /// <summary>The rows by name, each with its table calls, its queue calls and its price in US dollars.</summary>
    public static IReadOnlyDictionary<string, (double Tables, double Queues, double Dollars)> Rows { get; } = Row().Matches(_readme).ToDictionary(
        row => row.Groups["name"].Value.Trim(),
        row => (Number(row.Groups["tables"].Value), Number(row.Groups["queues"].Value), Number(row.Groups["told"].Value)));

    /// <summary>The rows of operations that users start. The other rows are work that runs by itself.</summary>
    public static IEnumerable<string> Operations => Rows.Keys.Where(name => !name.EndsWith("in millions", StringComparison.Ordinal));

    /// <summary>Whether the page says this, word by word.</summary>
    public static bool Says(string text) => _readme.Contains(text, StringComparison.Ordinal);

    public static double Price(string name) =>
        Number(Regex.Match(_readme, $@"\| {name} \| \$([0-9.]+) ").Groups[1].Value);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // | operation | table calls | queue calls | $ a million |
    [GeneratedRegex(@"^\| (?<name>[^|]+)\| (?<tables>[0-9.]+) \| (?<queues>[0-9.]+) \| \$(?<told>[0-9.]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
