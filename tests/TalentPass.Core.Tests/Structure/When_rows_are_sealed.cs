using System.Reflection;
using System.Text.RegularExpressions;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Structure;

/// <summary>The kinds of sealed rows in the code are those of the table in the README of Storage, and each name is used once.</summary>
public sealed partial class When_rows_are_sealed
{
    [Fact]
    public void Every_kind_is_in_the_README_and_no_other()
    {
        var shapes = typeof(RowShape).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Select(field => (type, field)))
            .Where(each => each.field.FieldType == typeof(RowShape))
            .Select(each => (each.type, Shape: (RowShape)each.field.GetValue(null)!))
            .ToArray();
        var kinds = shapes.Select(each => each.Shape.Name).Concat(shapes.Where(each => HasSet(each.type)).Select(each => $"{each.Shape.Name}-head")).ToArray();
        Assert.Equal(kinds.Distinct(StringComparer.Ordinal), kinds);
        Assert.Equal(Told().Order(StringComparer.Ordinal), kinds.Order(StringComparer.Ordinal));
    }

    private static bool HasSet(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Any(field => field.FieldType == typeof(SealedSet));

    // The first column of the table, a name or several.
    private static IEnumerable<string> Told()
    {
        var text = File.ReadAllText(Path.Combine(CoreFolders.Repository, "functions", "TalentPass.Core", "Storage", "README.md")).ReplaceLineEndings("\n");
        var table = text[text.IndexOf("| kind | rows |", StringComparison.Ordinal)..];
        return table[..table.IndexOf("\n\n", StringComparison.Ordinal)].Split('\n')
            .SelectMany(line => Kind().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value));
    }

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Kind();
}
