using System.Globalization;
using System.Text.RegularExpressions;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Http;

public sealed partial class When_the_docs_are_read
{
    private static readonly string _docs = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "functions.md"));

    [Fact]
    public void They_list_every_error_as_the_code_has_it()
    {
        var listed = ErrorRow().Matches(_docs).Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value));
        var published = RefusalTable.Rows.Select(row => (row.Status.ToString(CultureInfo.InvariantCulture), row.Code, $"{row.Title.Zh} · {row.Title.En}"));
        Assert.Equal(published, listed);
    }

    [Theory]
    [InlineData("Session", typeof(SessionSettings))]
    [InlineData("RateLimits", typeof(RateLimitSettings))]
    [InlineData("Oidc", typeof(OidcSettings))]
    [InlineData("Demo", typeof(DemoSettings))]
    public void They_name_every_setting(string section, Type settings) =>
        Assert.All(settings.GetProperties(), property => Assert.Contains($"`{section}:{property.Name}", _docs, StringComparison.Ordinal));

    [GeneratedRegex(@"^\| (\d{3}) \| `([a-z_]+)` \| (.+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex ErrorRow();
}
