using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;
using TalentPass.Core.WeChat;
using TalentPass.Functions.Tests.Http;
using TalentPass.Functions.WeChat;

namespace TalentPass.Functions.Tests.WeChat;

public sealed class When_WeChat_is_called(ClassAccount account) : IClassFixture<ClassAccount>, IAsyncLifetime
{
    private readonly string _prefix = ClassAccount.NewPrefix();
    private readonly SetClock _time = new(new DateTimeOffset(2026, 3, 2, 1, 30, 0, TimeSpan.Zero));
    private readonly RecordedLog _log = new();
    private WeChatServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await WeChatServer.StartAsync(_time);
        using var one = Instance();
        await one.GetRequiredService<StorageClients>().Table(StorageLayout.Leases).CreateIfMissingAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _log.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Eight_instances_fetch_one_token()
    {
        var instances = Enumerable.Range(0, 8).Select(_ => Instance()).ToArray();
        var answers = await Task.WhenAll(instances.SelectMany(each => new[] { SendAsync(each), SendAsync(each) }));
        Assert.All(answers, answer => Assert.IsType<WeChatAnswer.Ok>(answer));
        Assert.Single(_server.CallsOf(WeChatServer.TokenPath));
        await DisposeAsync(instances);
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends()
    {
        using var one = Instance();
        await SendAsync(one);
        _time.Set(_time.GetUtcNow().AddMinutes(114));
        await SendAsync(one);
        Assert.Single(_server.CallsOf(WeChatServer.TokenPath));
        _time.Set(_time.GetUtcNow().AddMinutes(2));
        Assert.IsType<WeChatAnswer.Ok>(await SendAsync(one));
        Assert.Equal(2, _server.CallsOf(WeChatServer.TokenPath).Count);
        Assert.Equal(3, _server.CallsOf(WeChatServer.SendPath).Count);
    }

    [Fact]
    public async Task A_token_that_is_no_longer_accepted_is_renewed_once()
    {
        using var one = Instance();
        using var other = Instance();
        await SendAsync(one);
        await SendAsync(other);
        _server.ForgetTokens();
        Assert.IsType<WeChatAnswer.Ok>(await SendAsync(one));
        Assert.IsType<WeChatAnswer.Ok>(await SendAsync(other));
        Assert.Equal(2, _server.CallsOf(WeChatServer.TokenPath).Count);
    }

    [Theory]
    [InlineData(40001)]
    [InlineData(40014)]
    [InlineData(42001)]
    public async Task A_token_that_WeChat_gives_and_refuses_is_replaced(int code)
    {
        using var one = Instance();
        _server.FailNext(WeChatServer.SendPath, code);
        Assert.IsType<WeChatAnswer.Ok>(await SendAsync(one));
        Assert.True(_server.CallsOf(WeChatServer.TokenPath)[^1].Body.GetProperty("force_refresh").GetBoolean());
        _server.FailNext(WeChatServer.SendPath, code);
        _server.FailNext(WeChatServer.SendPath, code);
        Assert.Equal(new WeChatAnswer.Retry(code, TimeSpan.FromMinutes(1), false), await SendAsync(one));
    }

    [Theory]
    [InlineData(-1, "Retry")]
    [InlineData(45009, "Retry")]
    [InlineData(45011, "Retry")]
    [InlineData(43108, "Retry")]
    [InlineData(43101, "Refused")]
    [InlineData(40003, "Refused")]
    [InlineData(40029, "Refused")]
    [InlineData(40163, "Refused")]
    [InlineData(40226, "Refused")]
    [InlineData(47003, "Mistake")]
    [InlineData(40037, "Mistake")]
    [InlineData(48001, "Mistake")]
    [InlineData(99999, "Mistake")]
    public async Task Every_code_is_sorted(int code, string kind)
    {
        using var one = Instance();
        _server.FailNext(WeChatServer.SendPath, code);
        var answer = await SendAsync(one);
        Assert.Equal(kind, answer.GetType().Name);
        Assert.False(answer is WeChatAnswer.Retry { MayHaveHappened: true });
        Assert.Equal(kind == "Mistake" ? 1 : 0, _log.Lines.Count(line => line.StartsWith("Error", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_answer_that_is_missing_may_have_happened()
    {
        using var one = Instance();
        await SendAsync(one);
        _server.PageNext(WeChatServer.SendPath, HttpStatusCode.BadGateway);
        _server.PageNext(WeChatServer.SendPath, HttpStatusCode.OK);
        _server.LoseNext(WeChatServer.SendPath);
        for (var times = 0; times < 3; times++)
        {
            Assert.IsType<WeChatAnswer.Retry>(await SendAsync(one), exactMatch: true);
        }

        var hold = new TaskCompletionSource();
        _server.HoldNext(WeChatServer.SendPath, hold.Task);
        Assert.True(await SendAsync(one) is WeChatAnswer.Retry { MayHaveHappened: true, Code: null });
        hold.SetResult();
    }

    [Fact]
    public async Task Servers_that_are_away_did_nothing()
    {
        using var one = Instance();
        await SendAsync(one);
        await _server.DisposeAsync();
        Assert.True(await SendAsync(one) is WeChatAnswer.Retry { MayHaveHappened: false, Code: null });
        _server = await WeChatServer.StartAsync(_time);
    }

    [Fact]
    public async Task Without_a_token_nothing_has_happened()
    {
        using var one = Instance();
        _server.PageNext(WeChatServer.TokenPath, HttpStatusCode.BadGateway);
        Assert.True(await SendAsync(one) is WeChatAnswer.Retry { MayHaveHappened: false });
        Assert.Empty(_server.CallsOf(WeChatServer.SendPath));
    }

    [Fact]
    public async Task A_wrong_secret_is_told_to_the_operator_and_never_shown()
    {
        using var one = Instance(secret: "WRONG-SECRET");
        Assert.Equal(new WeChatAnswer.Mistake(40125), await SendAsync(one));
        _server.On("/sns/echo", _ => new { openid = "O" }, needsToken: false);
        Assert.Equal(new WeChatAnswer.Mistake(40125), await one.GetRequiredService<WeChatClient>().AskAsync("/sns/echo", [], Cancel));
        Assert.Contains(_log.Lines, line => line.Contains("/cgi-bin/stable_token with 40125", StringComparison.Ordinal));
        AssertSecret("WRONG-SECRET");
    }

    [Fact]
    public async Task Neither_logs_nor_rows_show_a_secret()
    {
        using var one = Instance();
        _server.On("/sns/echo", call => new { openid = call.Query["js_code"] }, needsToken: false);
        var asked = await one.GetRequiredService<WeChatClient>().AskAsync("/sns/echo", [new("js_code", "a&b=中")], Cancel);
        Assert.Equal("a&b=中", Assert.IsType<WeChatAnswer.Ok>(asked).Body.GetProperty("openid").GetString());
        _server.FailNext(WeChatServer.SendPath, 47003);
        await SendAsync(one);
        _server.LoseNext(WeChatServer.SendPath);
        await SendAsync(one);
        AssertSecret(WeChatServer.AppSecret, "TOKEN-OF-THE-PLATFORM");
        var table = one.GetRequiredService<StorageClients>().Table(StorageLayout.Leases);
        var rows = await table.ReadAllAsync(TableFilter.Partition("wechat"), Cancel);
        Assert.DoesNotContain("TOKEN-OF", string.Join(' ', Assert.Single(rows).Select(each => each.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{each.Value}")));
    }

    [Fact]
    public async Task A_token_that_somebody_else_wrote_is_fetched_again()
    {
        using (var one = Instance())
        {
            await SendAsync(one);
            var table = one.GetRequiredService<StorageClients>().Table(StorageLayout.Leases);
            var row = Assert.Single(await table.ReadAllAsync(TableFilter.Partition("wechat"), Cancel));
            row["ExpiresAt"] = row.GetDateTimeOffset("ExpiresAt")!.Value.AddYears(1);
            await table.Client.UpdateEntityAsync(row, row.ETag, cancellationToken: Cancel);
        }

        _time.Set(_time.GetUtcNow().AddHours(3));
        using var other = Instance();
        Assert.IsType<WeChatAnswer.Ok>(await SendAsync(other));
        Assert.Equal(2, _server.CallsOf(WeChatServer.TokenPath).Count);
    }

    [Fact]
    public async Task Without_an_account_nobody_is_called()
    {
        using var one = AppServices.Build(account.Connection, _prefix, _time);
        Assert.Same(WeChatAnswer.Off.Value, await SendAsync(one));
        Assert.False(one.GetRequiredService<WeChatClient>().IsOn);
        Assert.Empty(_server.Calls);
    }

    private static Task<WeChatAnswer> SendAsync(ServiceProvider instance) => instance.GetRequiredService<WeChatClient>()
        .CallAsync(WeChatServer.SendPath, new JsonObject { ["touser"] = "OPENID", ["data"] = new JsonObject { ["thing1"] = new JsonObject { ["value"] = "人才公寓" } } }, Cancel);

    private void AssertSecret(params string[] secrets) =>
        Assert.All(secrets, secret => Assert.DoesNotContain(_log.Lines, line => line.Contains(secret, StringComparison.Ordinal)));

    private static async Task DisposeAsync(IEnumerable<ServiceProvider> instances)
    {
        foreach (var each in instances)
        {
            await each.DisposeAsync();
        }
    }

    private ServiceProvider Instance(string? secret = null) => AppServices.Build(account.Connection, _prefix, _time, replace: services =>
    {
        var settings = new WeChatSettings();
        new ConfigurationBuilder().AddInMemoryCollection(_server.Settings).Build().GetSection("WeChat").Bind(settings);
        settings.AppSecret = secret ?? settings.AppSecret;
        services.AddSingleton(settings);
        services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
    });
}
