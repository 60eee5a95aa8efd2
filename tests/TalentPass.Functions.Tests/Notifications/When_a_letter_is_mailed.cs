using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using TalentPass.Core.Notifications.Channels;
using TalentPass.Core.Notifications.Texts;
using TalentPass.Functions.Notifications;
using TalentPass.Functions.Tests.Http;

namespace TalentPass.Functions.Tests.Notifications;

public sealed class When_a_letter_is_mailed : IDisposable
{
    private const string Title = "申请已受理：人才购房补贴的办理期限可在人才一码通中随时查看，欢迎您";
    private readonly RecordedLog _log = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 27, 12, 47, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_letter_arrives_as_a_program_writes_it()
    {
        await using var server = await MailProcess.StartAsync();
        Assert.Same(Delivery.Told.Value, await Channel(server).SendAsync(To("li.wei@example.com"), Cancel));
        Assert.Same(Delivery.Told.Value, await Channel(server).SendAsync(To("li.wei@example.com"), Cancel));
        await Eventually.HoldsAsync(() => server.Mails.Count == 2, "two letters");
        var (first, second) = (server.Mails[0], server.Mails[1]);
        Assert.Equal(("talent@city.example", "li.wei@example.com"), (first.From, first.To));

        var read = Parse(first);
        Assert.Equal(Title, read.Subject);
        Assert.Equal("人才办", read.From.Mailboxes.Single().Name);
        Assert.Equal("您的申请已受理。\n\n查看：https://rc.example/pass\n\n本邮件由系统自动发出，请勿回复。不想再收到邮件，可在“人才一码通”的通知设置中关闭。\n", read.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal("auto-generated", read.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 20, 47, 0, TimeSpan.FromHours(8)), read.Date);
        Assert.Equal(TimeSpan.FromHours(8), read.Date.Offset);
        Assert.Contains("Content-Type: text/plain; charset=utf-8", first.Raw, StringComparison.Ordinal);
        Assert.True(first.Raw.All(char.IsAscii), "Headers follow RFC 2047, and the body is base64.");
        Assert.All(first.Raw.Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));

        Assert.EndsWith("@city.example", read.MessageId, StringComparison.Ordinal);
        Assert.Equal(read.MessageId, Parse(second).MessageId);
        Assert.DoesNotContain("n1-email", first.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_text_is_sent_as_it_is()
    {
        await using var server = await MailProcess.StartAsync();
        Assert.Same(Delivery.Told.Value, await Channel(server).SendTextAsync("code-1", "li@example.com", "Your code", "It is 123456.", Cancel));
        await Eventually.HoldsAsync(() => server.Mails.Count == 1, "the letter");
        var read = Parse(server.Mails[0]);
        Assert.Equal(("Your code", "It is 123456."), (read.Subject, read.TextBody!.TrimEnd()));
        Assert.NotEqual(Parse(await SecondAsync(server)).MessageId, read.MessageId);

        async Task<MailSeen> SecondAsync(MailProcess to)
        {
            await Channel(to).SendTextAsync("code-2", "li@example.com", "Your code", "It is 654321.", Cancel);
            await Eventually.HoldsAsync(() => to.Mails.Count == 2, "the second letter");
            return to.Mails[1];
        }
    }

    [Theory]
    [InlineData("nobody", "Refused { Reason = no_such_mailbox }")]
    [InlineData("full", "Refused { Reason = mailbox_refuses }")]
    [InlineData("busy", "Retry { After = 00:05:00 }")]
    [InlineData("later", "Retry { After = 00:05:00 }")]
    [InlineData("gone", "Retry { After = 00:00:30 }")]
    [InlineData("relay", "Mistake { Reason = sender_refused }")]
    [InlineData("spam", "Mistake { Reason = sender_refused }")]
    public async Task What_the_server_does_not_take_is_sorted(string name, string delivery)
    {
        await using var server = await MailProcess.StartAsync();
        Assert.Equal(delivery, $"{await Channel(server).SendAsync(To($"{name}@example.com"), Cancel)}");
        Assert.Empty(server.Mails);
        Assert.Equal(delivery.StartsWith("Mistake", StringComparison.Ordinal) ? 1 : 0, Errors);
        AssertSilent();
    }

    [Fact]
    public async Task A_line_that_is_cut_after_the_content_leaves_it_unknown()
    {
        await using var server = await MailProcess.StartAsync();
        Assert.Same(Delivery.Unknown.Value, await Channel(server).SendAsync(To("cut@example.com"), Cancel));
        await Eventually.HoldsAsync(() => server.Mails.Count == 1, "the letter");
        AssertSilent();
    }

    [Fact]
    public async Task A_server_that_is_away_is_asked_again()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        Assert.Equal(new Delivery.Retry(TimeSpan.FromSeconds(30)), await Channel(port).SendAsync(To("li@example.com"), Cancel));
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_after_a_while()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var sending = Channel(((IPEndPoint)mute.LocalEndpoint).Port).SendAsync(To("li@example.com"), Cancel);
        using var line = await mute.AcceptTcpClientAsync(Cancel);
        Assert.False(sending.IsCompleted);
        _time.Advance(MailServer.Patience);
        Assert.IsType<Delivery.Retry>(await sending.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
    }

    [Fact]
    public async Task A_call_that_is_stopped_before_anything_was_sent_says_so()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        using var stop = new CancellationTokenSource();
        var sending = Channel(((IPEndPoint)mute.LocalEndpoint).Port).SendAsync(To("li@example.com"), stop.Token);
        using var line = await mute.AcceptTcpClientAsync(Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task A_certificate_that_nobody_trusts_is_refused(string security)
    {
        await using var server = await MailProcess.StartAsync(security, signIn: true);
        var channel = Channel(server.Port, security, MailProcess.User, MailProcess.Password);
        Assert.Equal(new Delivery.Mistake("not_trusted"), await channel.SendAsync(To("li@example.com"), Cancel));
        Assert.Empty(server.Mails);
        Assert.Equal(1, Errors);
        AssertSilent();
    }

    [Fact]
    public async Task A_server_without_TLS_gets_no_letter_that_needs_it()
    {
        await using var server = await MailProcess.StartAsync();
        Assert.Equal(new Delivery.Mistake("not_trusted"), await Channel(server.Port, "starttls").SendAsync(To("li@example.com"), Cancel));
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData(MailProcess.Password, true, false, "Told { }")]
    [InlineData("WRONG-PASSWORD", true, false, "Mistake { Reason = bad_credentials }")]
    [InlineData(null, true, false, "Mistake { Reason = bad_credentials }")]
    [InlineData(MailProcess.Password, false, false, "Mistake { Reason = bad_credentials }")]
    [InlineData(MailProcess.Password, true, true, "Retry { After = 00:05:00 }")]
    public async Task A_sign_in_is_wanted(string? password, bool signIn, bool isBusy, string delivery)
    {
        await using var server = await MailProcess.StartAsync(signIn: signIn, isBusy: isBusy);
        var channel = Channel(server.Port, "none", password is null ? null : MailProcess.User, password);
        Assert.Equal(delivery, $"{await channel.SendAsync(To("li@example.com"), Cancel)}");
        AssertSilent();
    }

    [Theory]
    [InlineData("li@example.com\r\nBcc: all@example.com")]
    [InlineData("li")]
    [InlineData("")]
    public async Task What_is_no_address_is_not_sent_to(string to)
    {
        await using var server = await MailProcess.StartAsync();
        Assert.Equal(new Delivery.Refused("no_such_mailbox"), await Channel(server).SendAsync(To(to), Cancel));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Without_a_server_the_channel_is_off()
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(_log));
        var channel = new EmailChannel(null, _time, factory.CreateLogger<EmailChannel>());
        Assert.False(channel.IsOn);
        Assert.Equal(new Delivery.Mistake("not_configured"), await channel.SendAsync(To("li@example.com"), Cancel));
    }

    private int Errors => _log.Lines.Count(line => line.StartsWith("Error", StringComparison.Ordinal));

    private void AssertSilent() => Assert.DoesNotContain(_log.Lines, line => line.Contains("example.com", StringComparison.Ordinal)
        || line.Contains("PASSWORD", StringComparison.Ordinal) || line.Contains("受理", StringComparison.Ordinal));

    private static Letter To(string address) => new("n1-email", address, "zh", new NoticeWords(Title, "正文", "您的申请已受理。", new Dictionary<string, string>(), "progress", true), "7K2M-9QXW-3R4T-8NZA-5");

    private EmailChannel Channel(MailProcess server) => Channel(server.Port);

    private EmailChannel Channel(int port, string security = "none", string? user = null, string? password = null)
    {
        var settings = new EmailSettings();
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Email:Host"] = "127.0.0.1",
            ["Email:Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Email:From"] = "人才办 <talent@city.example>",
            ["Email:Security"] = security,
            ["Email:User"] = user,
            ["Email:Password"] = password,
        }).Build().GetSection("Email").Bind(settings);
        Assert.Empty(settings.FindMistakes(isProduction: false));
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        return new EmailChannel(settings.Server(new Uri("https://rc.example/pass")), _time, factory.CreateLogger<EmailChannel>());
    }

    private static MimeMessage Parse(MailSeen mail) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail.Raw)));
}
