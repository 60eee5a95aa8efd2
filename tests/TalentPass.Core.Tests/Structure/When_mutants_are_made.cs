using System.Text.Json;
using System.Text.RegularExpressions;

namespace TalentPass.Core.Tests.Structure;

/// <summary>
/// The configuration of the mutation run lists its files one by one. Without this test, nobody would notice that a
/// renamed file is not in the run any more.
/// </summary>
public sealed partial class When_mutants_are_made
{
    private static readonly string[] _files =
        [.. CoreFolders.FilesOf(Path.Combine(CoreFolders.Repository, "functions", "TalentPass.Core")).Select(file => Path.GetFileName(file))];

    public static TheoryData<string> Patterns
    {
        get
        {
            using var config = JsonDocument.Parse(File.ReadAllBytes(
                Path.Combine(CoreFolders.Repository, "tests", "TalentPass.Core.Tests", "stryker-config.json")));
            return [.. config.RootElement.GetProperty("stryker-config").GetProperty("mutate").EnumerateArray().Select(each => each.GetString()!)];
        }
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Each_pattern_names_one_file(string pattern)
    {
        Assert.Matches(AnyFolder(), pattern);
        Assert.Single(_files, file => file == pattern["**/".Length..]);
    }

    [GeneratedRegex(@"^\*\*/\w+\.cs$")]
    private static partial Regex AnyFolder();
}
