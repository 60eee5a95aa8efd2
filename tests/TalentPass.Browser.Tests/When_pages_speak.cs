using System.Text.RegularExpressions;

namespace TalentPass.Browser.Tests;

/// <summary>
/// Checks the texts of the pages in the source files: every text exists in both languages, every text that a page uses
/// exists, and every text is used.
/// </summary>
public sealed partial class When_pages_speak
{
    private static readonly string Assets = Path.Combine(AppContext.BaseDirectory, "wwwroot", "assets");

    [Fact]
    public void Every_text_is_there_in_both_languages()
    {
        var texts = Texts();
        Assert.True(texts.Count > 100);
        Assert.All(texts, text =>
        {
            Assert.NotEmpty(text.Value.Chinese);
            Assert.NotEmpty(text.Value.English);
            Assert.True(Blanks(text.Value.Chinese) == Blanks(text.Value.English), $"{text.Key} does not fill in the same values in both languages.");
        });
    }

    [Fact]
    public void Every_text_the_scripts_name_exists()
    {
        var texts = Texts();
        var named = Scripts().SelectMany(script => Named().Matches(script)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count > 50);
        Assert.Equal([], named.Where(key => !texts.ContainsKey(key)));
    }

    [Fact]
    public void Every_text_is_used()
    {
        var scripts = string.Join('\n', Scripts());
        var groups = Groups().Matches(scripts).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], Texts().Keys.Where(key => !scripts.Contains($"\"{key}\"", StringComparison.Ordinal) && !groups.Any(group => key.StartsWith($"{group}.", StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Scripts() => Directory.EnumerateFiles(Assets, "*.js", SearchOption.AllDirectories)
        .Except(Dictionaries()).Select(File.ReadAllText);

    // strings.js and its parts in the folder strings.
    private static IEnumerable<string> Dictionaries() => [Path.Combine(Assets, "strings.js"), .. Directory.EnumerateFiles(Path.Combine(Assets, "strings"), "*.js")];

    private static Dictionary<string, (string Chinese, string English)> Texts() =>
        Dictionaries().SelectMany(path => Entry().Matches(File.ReadAllText(path)))
            .ToDictionary(match => match.Groups[1].Value, match => (match.Groups[2].Value, match.Groups[3].Value), StringComparer.Ordinal);

    private static int Blanks(string text) => Blank().Count(text);

    [GeneratedRegex("\"([^\"]+)\":\\s*\\[\\s*\"([^\"]*)\",\\s*\"([^\"]*)\"\\s*\\]", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();

    [GeneratedRegex("\\bt\\(\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    // Finds text names that the page builds from parts: named("state", …) and t(`home.${…}`).
    [GeneratedRegex("(?:named\\(\"|t\\(`)([a-z.-]+?)(?:\"|\\.\\$)", RegexOptions.CultureInvariant)]
    private static partial Regex Groups();

    [GeneratedRegex("\\{\\d\\}", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
