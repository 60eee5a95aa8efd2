using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentPass.Core;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Notifications.Channels;
using TalentPass.Core.Notifications.Texts;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Http;
using TalentPass.Functions.Tests.WeChat;
using TalentPass.Functions.WeChat;

namespace TalentPass.Functions.Tests.Notifications;

public sealed class When_WeChat_is_told_of_a_notice(ClassAccount account) : IClassFixture<ClassAccount>, IAsyncLifetime
{
    private readonly string _prefix = ClassAccount.NewPrefix();
    private readonly RecordedLog _log = new();
    private WeChatServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await WeChatServer.StartAsync();
        await using var one = Instance();
        await one.GetRequiredService<StorageClients>().Table(StorageLayout.Leases).CreateIfMissingAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _log.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_message_has_the_template_of_its_form_and_the_page_of_its_request()
    {
        Assert.Same(Delivery.Told.Value, await SendAsync(Letter("zh")));
        Assert.Same(Delivery.Told.Value, await SendAsync(Letter("en")));
        var (zh, en) = (_server.CallsOf(WeChatChannel.Path)[0].Body, _server.CallsOf(WeChatChannel.Path)[1].Body);
        Assert.Equal(("OPENID", "T-todo", "zh_CN"), (zh.GetProperty("touser").GetString(), zh.GetProperty("template_id").GetString(), zh.GetProperty("lang").GetString()));
        Assert.Equal("cases/request/request?number=7K2M-9QXW-3R4T-8NZA-5", zh.GetProperty("page").GetString());
        Assert.Equal("formal", zh.GetProperty("miniprogram_state").GetString());
        Assert.Equal("人才公寓", zh.GetProperty("data").GetProperty("thing1").GetProperty("value").GetString());
        Assert.Equal("请按期补正材料，逾期视为撤回", zh.GetProperty("data").GetProperty("thing3").GetProperty("value").GetString());
        Assert.Equal("en_US", en.GetProperty("lang").GetString());
        Assert.Equal("Talent flat", en.GetProperty("data").GetProperty("thing1").GetProperty("value").GetString());
        Assert.Equal("2026年11月27日 20:47", en.GetProperty("data").GetProperty("time4").GetProperty("value").GetString());
    }

    [Theory]
    [InlineData(43101, "Refused { Reason = no_consent }")]
    [InlineData(40003, "Refused { Reason = no_such_person }")]
    [InlineData(47003, "Mistake { Reason = bad_fields }")]
    [InlineData(40037, "Mistake { Reason = sender_refused }")]
    [InlineData(-1, "Retry { After = 00:00:02 }")]
    [InlineData(45009, "Retry { After = 01:00:00 }")]
    public async Task Every_code_is_sorted(int code, string delivery)
    {
        _server.FailNext(WeChatChannel.Path, code);
        Assert.Equal(delivery, $"{await SendAsync(Letter("zh"))}");
    }

    [Fact]
    public async Task A_lost_answer_leaves_it_unknown()
    {
        _server.LoseNext(WeChatChannel.Path);
        Assert.Same(Delivery.Unknown.Value, await SendAsync(Letter("zh")));
        _server.PageNext(WeChatServer.TokenPath, HttpStatusCode.BadGateway);
        _server.ForgetTokens();
        Assert.IsType<Delivery.Retry>(await SendAsync(Letter("zh")));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("OPENID", StringComparison.Ordinal) || line.Contains("人才公寓", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_under_way_is_not_stopped()
    {
        var (answer, letter) = (new TaskCompletionSource(), Letter("zh"));
        _server.HoldNext(WeChatChannel.Path, answer.Task);
        using var stop = new CancellationTokenSource();
        await using var one = Instance();
        var channel = one.GetRequiredService<WeChatChannel>();
        var sending = channel.SendAsync(letter, stop.Token);
        await Eventually.HoldsAsync(() => _server.CallsOf(WeChatChannel.Path).Count == 1, "the call is under way");
        await stop.CancelAsync();
        answer.SetResult();
        Assert.Same(Delivery.Told.Value, await sending);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.SendAsync(letter, stop.Token));
        Assert.Single(_server.CallsOf(WeChatChannel.Path));
    }

    [Fact]
    public async Task Without_templates_the_channel_is_off()
    {
        await using var one = Instance(withTemplates: false);
        var channel = one.GetRequiredService<WeChatChannel>();
        Assert.False(channel.IsOn);
        Assert.Equal(new Delivery.Mistake("not_configured"), await channel.SendAsync(Letter("zh"), Cancel));
        Assert.Empty(_server.CallsOf(WeChatChannel.Path));
    }

    private static Letter Letter(string language)
    {
        var facts = new NoticeFacts(NoticeKinds.SupplementRequested, new DateTimeOffset(2026, 11, 27, 12, 47, 0, TimeSpan.Zero))
        {
            Number = "7K2M-9QXW-3R4T-8NZA-5",
            Service = new Bilingual("人才公寓", "Talent flat"),
        };
        return new Letter("n1-wechat", "OPENID", language, new NoticeTemplates(words: null).Fill(facts, language), facts.Number);
    }

    private async Task<Delivery> SendAsync(Letter letter)
    {
        await using var one = Instance();
        return await one.GetRequiredService<WeChatChannel>().SendAsync(letter, Cancel);
    }

    private ServiceProvider Instance(bool withTemplates = true) => AppServices.Build(account.Connection, _prefix, replace: services =>
    {
        var settings = new WeChatSettings();
        var templates = NoticeForms.All.Select(form => KeyValuePair.Create<string, string?>($"WeChat:Templates:{form}", $"T-{form}"));
        new ConfigurationBuilder().AddInMemoryCollection(withTemplates ? _server.Settings.Concat(templates) : _server.Settings).Build().GetSection("WeChat").Bind(settings);
        Assert.Empty(settings.FindMistakes());
        services.AddSingleton(settings);
        services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
    });
}
