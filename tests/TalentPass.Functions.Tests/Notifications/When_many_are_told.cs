using System.Globalization;
using System.Text.RegularExpressions;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.WeChat;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>
/// Many notices for many people with different choices, while channels and storage fail now and then and senders die. The number of
/// notices is in <c>TALENTPASS_NOTICES</c>.
/// </summary>
public sealed partial class When_many_are_told(ClassAccount account) : IClassFixture<ClassAccount>, IAsyncLifetime
{
    private const int Senders = 3, MostRounds = 120;
    private const string Mailbox = "@city.example";
    private static readonly string[] _kinds = [NoticeKinds.SupplementRequested, NoticeKinds.Refused, NoticeKinds.Accepted, NoticeKinds.Delivered, NoticeKinds.Transferred];
    private static readonly StorageFault[] _modes = [StorageFault.AnswerLost, StorageFault.NoConnection, StorageFault.AnswerLost, StorageFault.NoConnection, StorageFault.Before, StorageFault.After];
    private static readonly int _notices = int.TryParse(Environment.GetEnvironmentVariable("TALENTPASS_NOTICES"), CultureInfo.InvariantCulture, out var number) ? number : 200;
    private readonly string _prefix = ClassAccount.NewPrefix();
    private readonly SetClock _clock = new(new DateTimeOffset(2026, 11, 27, 1, 0, 0, TimeSpan.Zero));
    private readonly SeededChoice _choice = new(20261127);
    private readonly Lock _gate = new();
    private ChannelServers _servers = null!;
    private NoticeRig _healthy = null!;
    private int _deaths, _away;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _servers = await ChannelServers.StartAsync(_clock);
        _healthy = new NoticeRig(account.Connection, _prefix, _clock, _servers);
        await _healthy.CreateAsync();
    }

    public ValueTask DisposeAsync() => _servers.DisposeAsync();

    [Fact]
    public async Task Everybody_is_told_once_on_each_channel_and_nothing_is_left()
    {
        var people = new List<Told>();
        for (var n = 0; n < Math.Clamp(_notices / 2, 10, 300); n++)
        {
            people.Add(await AddPersonAsync(n));
        }

        var all = new List<(Told Person, NoticeAddedV1 Message, string Number, string Kind)>();
        for (var n = 0; n < _notices; n++)
        {
            var (person, kind, number) = (people[Below(people.Count)], _kinds[Below(_kinds.Length)], string.Create(CultureInfo.InvariantCulture, $"N{n:d6}"));
            all.Add((person, await _healthy.AddAsync(person.TalentId, kind, number), number, kind));
            // Some are rung twice, and some never.
            for (var rings = Below(10) switch { 0 => 0, 1 => 2, _ => 1 }; rings > 0; rings--)
            {
                await _healthy.Ledger.SendAsync(all[^1].Message, Cancel);
            }
        }

        var rounds = await WorkAsync();
        Assert.Equal(0, await LeftAsync());
        var (wechat, email, sms) = (Count(_servers.WeChatSent.Select(each => each.Body.GetProperty("page").GetString()!)),
            Count(_servers.Mail.Mails.Select(each => MailText(each.Raw))), Count(_servers.Sms.Sent.Values.Select(each => each.GetProperty("text").GetString()!)));
        var states = new Dictionary<string, int>();
        foreach (var (person, message, number, kind) in all)
        {
            var notice = await _healthy.NoticeAsync(message);
            foreach (var channel in notice.Channels)
            {
                var sent = (channel.Channel switch { "wechat" => wechat, "email" => email, _ => sms }).GetValueOrDefault(number);
                var isRight = channel.State switch
                {
                    ChannelStates.Told => sent == 1,
                    ChannelStates.Unknown => sent <= 1 && channel.Channel != "sms",
                    ChannelStates.Refused or ChannelStates.Failed => sent == 0,
                    _ => false,
                };
                Assert.True(isRight, $"{number} for {person.Chosen}: {channel}, {sent} sent");
                var name = $"{channel.Channel} {channel.State}";
                states[name] = states.GetValueOrDefault(name) + 1;
            }

            var told = notice.Channels.Count(each => each.State == ChannelStates.Told);
            Assert.True(told > 0 || !person.HasPhone || kind is not (NoticeKinds.SupplementRequested or NoticeKinds.Refused), $"{number}: nobody told {person.Chosen} what cannot wait");
            Assert.Equal(("app", notice.Content.At), (notice.ToldBy, notice.ToldAt));
        }

        // Nobody got what is not in the ledger.
        Assert.Equal(wechat.Values.Sum() + email.Values.Sum() + sms.Values.Sum(), wechat.Count + email.Count + sms.Count);
        Assert.True(_away > 0 && (_notices < 1_000 || _deaths > 0), "Storage must also have failed.");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{_notices} notices, {people.Count} people, {rounds} rounds, {_deaths} senders died, {_away} calls of storage failed; sent: {wechat.Count} WeChat, {email.Count} e-mail, {sms.Count} text; "
            + string.Join(", ", states.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key} {each.Value}")));
    }

    private async Task<int> WorkAsync()
    {
        for (var round = 1; round <= MostRounds; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAllAsync()));
            if (await LeftAsync() == 0)
            {
                return round;
            }

            _clock.Set(_clock.GetUtcNow() + TimeSpan.FromMinutes(3));
            await _healthy.Sweep.RunAsync(Shard.All, Cancel);
        }

        return MostRounds;
    }

    // A message whose sender fails is lost; the sweep has to find it.
    private async Task SendAllAsync()
    {
        var (queue, rig) = (_healthy.Clients.Queue(StorageLayout.Notifications), NewSender());
        while ((await queue.ReceiveMessagesAsync(8, TimeSpan.FromMinutes(30), Cancel)).Value is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                Trouble();
                try
                {
                    await rig.SendAsync(NoticeMessages.Read(message.Body.ToString(), out var _)!);
                }
                catch (Exception death) when (death is StorageCrashException || (death as AggregateException)?.InnerExceptions.Any(each => each is StorageCrashException) == true)
                {
                    // It may also die in the middle of its retries.
                    Interlocked.Increment(ref _deaths);
                    await rig.EndAsync();
                    rig = NewSender();
                }
                catch (Exception fault) when (StorageException.From(fault) is not null)
                {
                    // Storage was away for longer than the retries.
                }

                // On a busy machine the answer may be late, and the repeated call finds no message.
                await StorageCall.TryAsync<object?>(async token => await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, token), null, Cancel);
            }
        }

        await rig.EndAsync();
    }

    private NoticeRig NewSender()
    {
        var burst = 0;
        return new NoticeRig(account.Connection, _prefix, _clock, _servers, new StorageFaults(_ =>
        {
            if (burst > 0)
            {
                burst--;
                return Failed(StorageFault.NoConnection);
            }

            switch (Below(1000))
            {
                case < 3:
                    burst = 12;
                    return Failed(StorageFault.NoConnection);
                case < 25:
                    return Failed(_modes[Below(_modes.Length)]);
                default:
                    return StorageFault.None;
            }
        }));
    }

    private StorageFault Failed(StorageFault fault)
    {
        Interlocked.Increment(ref _away);
        return fault;
    }

    // What a channel does to one of the next messages.
    private void Trouble()
    {
        switch (Below(40))
        {
            case 0:
                _servers.WeChat.FailNext(WeChatServer.SendPath, -1);
                break;
            case 1:
                _servers.WeChat.FailNext(WeChatServer.SendPath, 43101);
                break;
            case 2:
                _servers.WeChat.LoseNext(WeChatServer.SendPath);
                break;
            case 3:
                _servers.Sms.FailNext(429, retryAfter: "60");
                break;
            case 4:
                _servers.Sms.FailNext(503);
                break;
            case 5 or 6:
                _servers.Sms.LoseNext();
                break;
        }
    }

    private async Task<Told> AddPersonAsync(int n)
    {
        var (phone, openId) = (Below(10) == 0 ? null : $"+86139{n:d8}", Below(2) == 0 ? null : $"openid-{n}");
        var address = Below(3) switch { 0 => null, 1 => $"p{n}{Mailbox}", _ => $"moody{n}{Mailbox}" };
        var choice = new ChannelChoice
        {
            Language = Below(4) == 0 ? "en" : null,
            WeChat = Below(5) == 0 ? false : null,
            Sms = Below(4) switch { 0 => false, 1 => true, _ => null },
            Email = address,
            Balance = NoticeForms.All.ToDictionary(form => form, _ => Below(1 + (2 * _notices / 100))),
        };
        return new Told(await _healthy.AddPersonAsync(phone, openId, choice), phone is not null, $"WeChat {choice.WeChat} {openId}, e-mail {address}, SMS {choice.Sms} {phone}");
    }

    private async Task<int> LeftAsync()
    {
        var (from, before) = NoticeOutbox.Range;
        var left = 0;
        foreach (var shard in Shard.All)
        {
            left += (await _healthy.Table.ReadAllAsync(TableFilter.Range(shard, from, before), Cancel, ["RowKey"])).Count;
        }

        return left;
    }

    private int Below(int bound)
    {
        lock (_gate)
        {
            return _choice.Below(bound);
        }
    }

    private static Dictionary<string, int> Count(IEnumerable<string> texts) =>
        texts.GroupBy(each => Number().Match(each).Value, StringComparer.Ordinal).ToDictionary(each => each.Key, each => each.Count(), StringComparer.Ordinal);

    private static string MailText(string raw)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(raw));
        return MimeKit.MimeMessage.Load(stream).TextBody ?? "";
    }

    [GeneratedRegex("N[0-9]{6}")]
    private static partial Regex Number();

    /// <summary>Somebody who is told.</summary>
    private sealed record Told(string TalentId, bool HasPhone, string Chosen);
}
