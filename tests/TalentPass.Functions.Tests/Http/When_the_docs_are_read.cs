using System.Globalization;
using System.Text.RegularExpressions;
using TalentPass.Core.Storage;
using TalentPass.Functions.Http;
using TalentPass.Functions.Notifications;
using TalentPass.Functions.WeChat;

namespace TalentPass.Functions.Tests.Http;

public sealed partial class When_the_docs_are_read
{
    private static readonly string _http = Docs.Read("functions/TalentPass.Functions/Http/README.md");
    private static readonly string _settings = Docs.Read("functions/TalentPass.Functions/Settings/README.md");
    private static readonly string _map = Docs.Read("functions/README.md");

    [Fact]
    public void They_list_every_error_as_the_code_has_it()
    {
        var listed = ErrorRow().Matches(_http).Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value));
        var published = RefusalTable.Rows.Select(row => (row.Status.ToString(CultureInfo.InvariantCulture), row.Code, $"{row.Title.Zh} · {row.Title.En}"));
        Assert.Equal(published, listed);
    }

    [Fact]
    public void They_list_what_heavy_operations_weigh()
    {
        var heavy = new OperationTable(typeof(OperationTable).Assembly.GetTypes()).All.Where(operation => operation.About.Weight != 1)
            .Select(operation => (operation.Name, operation.About.Weight));
        var listed = WeightRow().Matches(_http).SelectMany(row => OperationName().Matches(row.Groups[2].Value)
            .Select(name => (name.Groups[1].Value, int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture))));
        Assert.Equal(heavy.Order(), listed.Order());
    }

    [Theory]
    [InlineData("Session", typeof(SessionSettings))]
    [InlineData("RateLimits", typeof(RateLimitSettings))]
    [InlineData("Oidc", typeof(OidcSettings))]
    [InlineData("Demo", typeof(DemoSettings))]
    [InlineData("Email", typeof(EmailSettings))]
    [InlineData("Sms", typeof(SmsSettings))]
    [InlineData("WeChat", typeof(WeChatSettings))]
    public void They_name_every_setting(string section, Type settings) =>
        Assert.All(settings.GetProperties(), property => Assert.Contains($"`{section}:{property.Name}", _settings, StringComparison.Ordinal));

    [Fact]
    public void They_list_every_table_as_the_code_has_it()
    {
        var listed = TableRow().Matches(Part("## Tables")).SelectMany(row => TableName().Matches(row.Value)).Select(name => name.Groups[1].Value);
        Assert.Equal(StorageLayout.Tables.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void They_list_every_queue_as_the_code_has_it()
    {
        var text = Part("## Queues and messages");
        Assert.All(StorageLayout.Queues, queue => Assert.Contains($"`{queue.Replace("desk-", "", StringComparison.Ordinal)}`", text, StringComparison.Ordinal));
    }

    private static string Part(string head)
    {
        var from = _map[(_map.IndexOf(head, StringComparison.Ordinal) + head.Length)..];
        return from[..from.IndexOf("\n## ", StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^ *\| (\d+) \| ((?:`[A-Z]\w+`(?:, )?)+) \|", RegexOptions.Multiline)]
    private static partial Regex WeightRow();

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex OperationName();

    [GeneratedRegex(@"^\| `[A-Z].*?\|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex TableName();

    [GeneratedRegex(@"^\| (\d{3}) \| `([a-z_]+)` \| (.+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex ErrorRow();
}
