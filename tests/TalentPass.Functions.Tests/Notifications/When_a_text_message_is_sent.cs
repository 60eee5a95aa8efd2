using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Notifications.Channels;
using TalentPass.Core.Notifications.Texts;
using TalentPass.Functions.Notifications;
using TalentPass.Functions.Tests.Http;

namespace TalentPass.Functions.Tests.Notifications;

public sealed class When_a_text_message_is_sent : IAsyncLifetime
{
    private readonly RecordedLog _log = new();
    private readonly SetClock _time = new(new DateTimeOffset(2026, 11, 27, 12, 47, 0, TimeSpan.Zero));
    private SmsServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await SmsServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _log.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_gateway_gets_number_text_and_language()
    {
        Assert.Same(Delivery.Told.Value, await SendAsync());
        Assert.Equal("""{"id":"n1-sms","to":"+8613800138000","text":"【宁波人才】您的申请已受理。","language":"zh"}""", Unescaped(_server.Sent["n1-sms"].ToString()));

        static string Unescaped(string json) => System.Text.RegularExpressions.Regex.Unescape(json);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_and_one_message_arrives()
    {
        _server.LoseNext();
        Assert.Equal(new Delivery.Retry(TimeSpan.FromSeconds(30)), await SendAsync());
        Assert.Single(_server.Sent);
        Assert.Same(Delivery.Told.Value, await SendAsync());
        Assert.Equal(2, _server.Calls);
        Assert.Single(_server.Sent);
    }

    [Theory]
    [InlineData(409, "{\"code\":\"opted_out\"}", null, "Refused { Reason = opted_out }")]
    [InlineData(422, "{\"code\":\"no_such_number\"}", null, "Refused { Reason = no_such_number }")]
    [InlineData(422, "{\"code\":\"The number +8613800138000 is wrong\"}", null, "Refused { Reason = number_refused }")]
    [InlineData(422, "{\"code\":7}", null, "Refused { Reason = number_refused }")]
    [InlineData(422, "[]", null, "Refused { Reason = number_refused }")]
    [InlineData(409, "", null, "Refused { Reason = number_refused }")]
    [InlineData(429, "", "90", "Retry { After = 00:01:30 }")]
    [InlineData(503, "", "Fri, 27 Nov 2026 12:49:00 GMT", "Retry { After = 00:02:00 }")]
    [InlineData(503, "", "Fri, 27 Nov 2026 12:00:00 GMT", "Retry { After = 00:00:01 }")]
    [InlineData(429, "", "86400", "Retry { After = 01:00:00 }")]
    [InlineData(429, "", "soon", "Retry { After = 00:00:30 }")]
    [InlineData(500, "<html>", null, "Retry { After = 00:00:30 }")]
    [InlineData(502, "", null, "Retry { After = 00:00:30 }")]
    [InlineData(403, "", null, "Mistake { Reason = bad_credentials }")]
    [InlineData(400, "", null, "Mistake { Reason = sender_refused }")]
    [InlineData(404, "", null, "Mistake { Reason = sender_refused }")]
    [InlineData(302, "", null, "Mistake { Reason = sender_refused }")]
    public async Task Every_answer_is_sorted(int status, string body, string? retryAfter, string delivery)
    {
        _server.FailNext(status, body, retryAfter);
        Assert.Equal(delivery, $"{await SendAsync()}");
        Assert.Empty(_server.Sent);
        Assert.Equal(delivery.StartsWith("Mistake", StringComparison.Ordinal) ? 1 : 0, _log.Lines.Count(line => line.StartsWith("Error", StringComparison.Ordinal)));
        AssertSilent();
    }

    [Fact]
    public async Task A_wrong_key_is_told_to_the_operator_and_never_shown()
    {
        Assert.Equal(new Delivery.Mistake("bad_credentials"), await SendAsync(key: "WRONG-KEY"));
        Assert.Contains(_log.Lines, line => line.Contains("answers 401: bad_credentials", StringComparison.Ordinal));
        AssertSilent();
    }

    [Fact]
    public async Task A_gateway_that_is_away_is_asked_again()
    {
        var away = await SmsServer.StartAsync();
        var url = away.Url;
        await away.DisposeAsync();
        Assert.Equal(new Delivery.Retry(TimeSpan.FromSeconds(30)), await SendAsync(url: url));
    }

    [Fact]
    public async Task Without_a_gateway_the_channel_is_off()
    {
        await using var services = AppServices.Build("UseDevelopmentStorage=true");
        Assert.All(services.GetServices<INoticeChannel>(), each => Assert.False(each.IsOn));
        Assert.Equal(["wechat", "email", "sms"], services.GetServices<INoticeChannel>().Select(each => each.Name));
        Assert.Equal(new Delivery.Mistake("not_configured"), await services.GetRequiredService<SmsChannel>().SendAsync(Letter, Cancel));
    }

    private static Letter Letter => new("n1-sms", "+8613800138000", "zh", new NoticeWords("标题", "正文", "您的申请已受理。", new Dictionary<string, string>(), "progress", true), null);

    private async Task<Delivery> SendAsync(string key = SmsServer.Key, string? url = null)
    {
        await using var services = AppServices.Build("UseDevelopmentStorage=true", time: _time, replace: added =>
        {
            added.AddSingleton(new SmsSettings { Url = url ?? _server.Url, Key = key, Signature = "【宁波人才】" });
            added.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        });
        var channel = services.GetRequiredService<SmsChannel>();
        Assert.True(channel.IsOn);
        return await channel.SendAsync(Letter, Cancel);
    }

    private void AssertSilent() => Assert.DoesNotContain(_log.Lines, line => line.Contains("KEY", StringComparison.Ordinal)
        || line.Contains("13800138000", StringComparison.Ordinal) || line.Contains("受理", StringComparison.Ordinal));
}
