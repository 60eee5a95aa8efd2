using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using MimeKit;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Functions.Tests.WeChat;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>WeChat, a mail server and a gateway for text messages, and what each of them was really sent.</summary>
internal sealed class ChannelServers : IAsyncDisposable
{
    private readonly ConcurrentQueue<WeChatCallSeen> _wechat = new();

    private ChannelServers(WeChatServer wechat, MailProcess mail, SmsServer sms)
    {
        (WeChat, Mail, Sms) = (wechat, mail, sms);
        WeChat.On(WeChatServer.SendPath, call =>
        {
            _wechat.Enqueue(call);
            return WeChatServer.Code(0, "ok");
        });
    }

    public WeChatServer WeChat { get; }

    public MailProcess Mail { get; }

    public SmsServer Sms { get; }

    /// <summary>The messages that WeChat has shown to people, in order.</summary>
    public IReadOnlyList<WeChatCallSeen> WeChatSent => [.. _wechat];

    /// <summary>The settings of an app that sends on all three.</summary>
    public Dictionary<string, string?> Settings => new(WeChat.Settings.Concat(NoticeForms.All.Select(form => KeyValuePair.Create<string, string?>($"WeChat:Templates:{form}", $"T-{form}"))))
    {
        ["Email:Host"] = "127.0.0.1",
        ["Email:Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
        ["Email:Security"] = "none",
        ["Email:From"] = "人才办 <talent@city.example>",
        ["Sms:Url"] = Sms.Url,
        ["Sms:Key"] = SmsServer.Key,
        ["Sms:Signature"] = "【宁波人才】",
    };

    public static async Task<ChannelServers> StartAsync(TimeProvider? time = null) =>
        new(await WeChatServer.StartAsync(time), await MailProcess.StartAsync(), await SmsServer.StartAsync());

    /// <summary>The letters that reached the mailbox of an address.</summary>
    public IReadOnlyList<MimeMessage> LettersTo(string address) => [.. Mail.Mails.Where(each => each.To == address).Select(Parse)];

    /// <summary>The texts that reached a phone.</summary>
    public IReadOnlyList<string> TextsTo(string phone) =>
        [.. Sms.Sent.Values.Where(each => each.GetProperty("to").GetString() == phone).Select(each => each.GetProperty("text").GetString()!)];

    /// <summary>The messages that a WeChat user was shown.</summary>
    public IReadOnlyList<WeChatCallSeen> WeChatTo(string openId) => [.. WeChatSent.Where(each => each.Body.GetProperty("touser").GetString() == openId)];

    public async ValueTask DisposeAsync()
    {
        await WeChat.DisposeAsync();
        await Mail.DisposeAsync();
        await Sms.DisposeAsync();
    }

    private static MimeMessage Parse(MailSeen seen)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(seen.Raw));
        return MimeMessage.Load(stream);
    }
}
