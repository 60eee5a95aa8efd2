using System.Text;
using System.Text.RegularExpressions;

namespace TalentPass.Core.Tests.Structure;

/// <summary>
/// A folder of Core uses only folders above it in the table of <c>functions/README.md</c>. So a reader can read the table
/// from top to bottom and stop anywhere, and a developer knows which folders a change can affect.
/// </summary>
public sealed partial class When_Core_is_read_from_the_top
{
    // Folders of the app and of the tests that have no matching folder in Core.
    private static readonly string[] _edge = ["Health", "Http", "Settings", "SignIn", "Telemetry", "Deployment", "Load", "LocalHost", "Structure"];

    private static readonly string _docs = File.ReadAllText(Path.Combine(CoreFolders.Repository, "functions", "README.md")).ReplaceLineEndings("\n");
    private static readonly CoreFolders _core = CoreFolders.Read();

    private static readonly string[] _order = [.. FolderRows().Match(_docs).Groups["folder"].Captures.Select(each => each.Value)];

    [Fact]
    public void The_docs_name_every_folder_once() =>
        Assert.Equal(_core.Files.Keys.Where(folder => folder != CoreFolders.Root).Order(StringComparer.Ordinal), _order.Order(StringComparer.Ordinal));

    [Fact]
    public void A_folder_uses_only_folders_above_it()
    {
        var wrong = _core.Uses
            .Where(each => each.Key != CoreFolders.Root)
            .SelectMany(each => each.Value.Where(used => Array.IndexOf(_order, used) >= Array.IndexOf(_order, each.Key)).Select(used => $"{each.Key} uses {used}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void What_stands_in_no_folder_uses_no_folder() => Assert.Empty(_core.Uses[CoreFolders.Root]);

    [Fact]
    public void A_folder_has_files_or_folders_but_not_both() =>
        // In C#, a file sees the types of its parent namespace without a using line. This would hide a dependency, so a
        // folder with files has no subfolders with files.
        Assert.DoesNotContain(
            _core.Files.Keys, folder => folder != CoreFolders.Root && _core.Files.Keys.Any(each => each.StartsWith(folder + "/", StringComparison.Ordinal)));

    [Fact]
    public void Names_of_other_folders_come_in_by_using_lines_alone()
    {
        var types = typeof(Actor).Assembly.GetTypes()
            .Where(type => type is { IsNested: false, Namespace: { Length: > 0 } space } && space != "TalentPass.Core" && space.StartsWith("TalentPass.Core.", StringComparison.Ordinal))
            .Select(type => $"{type.Namespace!["TalentPass.Core.".Length..]}.{type.Name.Split('`')[0]}")
            .ToHashSet(StringComparer.Ordinal);
        var wrong = _core.Files.SelectMany(each => each.Value).SelectMany(file => File.ReadLines(file)
            .Where(line => !line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("namespace ", StringComparison.Ordinal))
            .SelectMany(line => DottedName().Matches(line).Select(name => name.Value))
            .Where(name => name.StartsWith("TalentPass.Core.", StringComparison.Ordinal)
                || types.Any(type => name == type || name.StartsWith(type + ".", StringComparison.Ordinal)))
            .Select(name => $"{Path.GetFileName(file)}: {name}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var wrong = _core.Files.SelectMany(each => each.Value
            .Where(file => !File.ReadLines(file).Contains($"namespace {string.Join('.', ["TalentPass", "Core", .. each.Key.Split('/', StringSplitOptions.RemoveEmptyEntries)])};")));
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("functions/TalentPass.Functions")]
    [InlineData("tests/TalentPass.Core.Tests")]
    [InlineData("tests/TalentPass.Functions.Tests")]
    public void The_app_and_the_tests_have_the_same_folders(string project)
    {
        var root = Path.Combine([CoreFolders.Repository, .. project.Split('/')]);
        string[] known = [.. _order.SelectMany(Above), .. _edge];
        var folders = CoreFolders.FilesOf(root).Select(file => CoreFolders.FolderOf(root, file)).Where(folder => folder != CoreFolders.Root).Distinct();
        Assert.DoesNotContain(folders, folder => !known.Contains(folder) && !_edge.Contains(CoreFolders.FeatureOf(folder)));
    }

    [Fact]
    public void The_docs_show_the_graph_as_the_code_has_it()
    {
        var features = _core.Features();
        var text = new StringBuilder("```mermaid\ngraph TD\n");
        foreach (var feature in _order.Select(CoreFolders.FeatureOf).Distinct())
        {
            foreach (var user in features.Where(each => each.Value.Contains(feature)))
            {
                text.Append($"  {feature} --> {user.Key}\n");
            }
        }

        var graph = text.Append("```\n").ToString();
        Assert.True(_docs.Contains(graph, StringComparison.Ordinal), $"functions/README.md should show this graph:\n{graph}");
    }

    private static IEnumerable<string> Above(string folder)
    {
        var parts = folder.Split('/');
        return Enumerable.Range(1, parts.Length).Select(each => string.Join('/', parts[..each]));
    }

    [GeneratedRegex(@"\| folder \| what is in it \|\n\|[-|]+\n(?:\| `(?<folder>[\w/]+)` \|.*\|\n)+")]
    private static partial Regex FolderRows();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(?:\.[A-Z]\w*)+")]
    private static partial Regex DottedName();
}
