using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>
/// Injects a fault at every single storage call of a sender: before the call, after it, in its answer, or instead of it. Then the message
/// comes again, and the sweep works until nothing is left. Nobody may be told twice on a channel.
/// </summary>
public sealed class When_sending_fails_at_any_call(ClassAccount account) : IClassFixture<ClassAccount>, IAsyncLifetime
{
    private const int MostCalls = 40, Consents = 2;
    private static readonly DateTimeOffset _noon = new(2026, 11, 27, 4, 0, 0, TimeSpan.Zero);
    private static readonly StorageFault[] _modes = [StorageFault.Before, StorageFault.After, StorageFault.AnswerLost, StorageFault.NoConnection];
    private readonly string _prefix = ClassAccount.NewPrefix();
    private readonly SetClock _clock = new(_noon);
    private ChannelServers _servers = null!;
    private NoticeRig _healthy = null!;
    private int _people;

    public async ValueTask InitializeAsync()
    {
        _servers = await ChannelServers.StartAsync(_clock);
        _healthy = Rig();
        await _healthy.CreateAsync();
    }

    public ValueTask DisposeAsync() => _servers.DisposeAsync();

    [Fact]
    public async Task A_process_that_dies_tells_nobody_twice_and_another_one_goes_on()
    {
        var (cases, unknown) = (0, 0);
        foreach (var mode in _modes)
        {
            for (var (k, fired) = (1, true); fired; k++)
            {
                Assert.True(k <= MostCalls, "The operation never ran out of calls.");
                var (calls, target) = (0, k);
                fired = false;
                var dying = Rig(new StorageFaults(_ => Interlocked.Increment(ref calls) == target && (fired = true) ? mode : StorageFault.None));
                unknown += await AssertToldOnceAsync(dying, $"{mode} at call {k}", mayBeUnknown: mode is StorageFault.Before or StorageFault.After);
                cases++;
            }
        }

        Assert.True(cases >= 10 * _modes.Length, $"{cases} cases");
        Assert.True(unknown > 0, "A process must also have died between the ledger and a channel.");
    }

    [Fact]
    public async Task A_process_without_storage_for_a_while_knows_what_it_has_sent()
    {
        var cases = 0;
        for (var (k, fired) = (1, true); fired; k++)
        {
            Assert.True(k <= MostCalls, "The operation never ran out of calls.");
            var (calls, target, isAway) = (0, k, true);
            fired = false;
            var lonely = Rig(new StorageFaults(_ => isAway && Interlocked.Increment(ref calls) >= target && (fired = true) ? StorageFault.NoConnection : StorageFault.None));
            var (message, address, phone, openId) = await PersonAsync();
            await AttemptAsync(() => lonely.SendAsync(message));
            isAway = false;
            // Here and now, before anybody may take the process for dead.
            await lonely.SendAsync(message);
            // WeChat's token is stored too, so that channel may have to wait for some seconds.
            _clock.Set(_noon.AddMinutes(1));
            await lonely.SendAsync(message);
            Assert.Equal(("email told, sms told, wechat told", 0), (await _healthy.StatesAsync(message), await _healthy.LeftAsync(message.TalentId)));
            Assert.Equal((1, 1, 1), (_servers.LettersTo(address).Count, _servers.TextsTo(phone).Count, _servers.WeChatTo(openId).Count));
            Assert.Equal(Consents - 1, await _healthy.BalanceAsync(message.TalentId));
            cases++;
        }

        Assert.True(cases >= 10, $"{cases} cases");
    }

    [Fact]
    public async Task A_sweep_that_fails_leaves_nobody_untold()
    {
        foreach (var mode in _modes)
        {
            for (var (k, fired) = (1, true); fired; k++)
            {
                Assert.True(k <= MostCalls, "The operation never ran out of calls.");
                var (calls, target) = (0, k);
                fired = false;
                var dying = Rig(new StorageFaults(_ => Interlocked.Increment(ref calls) == target && (fired = true) ? mode : StorageFault.None));
                var (message, address, _, _) = await PersonAsync();
                await AttemptAsync(() => dying.Sweep.RunAsync([Shard.Of(message.TalentId)], TestContext.Current.CancellationToken));
                await _healthy.FinishAsync(message.TalentId, _clock);
                Assert.Equal("email told, sms told, wechat told", await _healthy.StatesAsync(message));
                Assert.Single(_servers.LettersTo(address));
            }
        }
    }

    [Fact]
    public async Task A_repeated_message_sends_nothing()
    {
        var (message, address, phone, openId) = await PersonAsync();
        for (var i = 0; i < 3; i++)
        {
            await _healthy.SendAsync(message);
        }

        Assert.Equal((1, 1, 1), (_servers.LettersTo(address).Count, _servers.TextsTo(phone).Count, _servers.WeChatTo(openId).Count));
        Assert.Equal(3, _servers.Sms.Calls + _servers.WeChatSent.Count + _servers.Mail.Mails.Count);
        Assert.Equal("wechat", (await _healthy.NoticeAsync(message)).Channels[0].Channel);
        // Whoever has no such notice has nothing to do.
        await _healthy.SendAsync(message with { Notice = $"{message.Notice}x" });
    }

    [Fact]
    public async Task Several_senders_at_the_same_moment_send_once()
    {
        NoticeRig[] rigs = [Rig(), Rig(), Rig(), _healthy];
        for (var round = 0; round < 10; round++)
        {
            var (message, address, phone, openId) = await PersonAsync();
            await Task.WhenAll(rigs.Select(rig => rig.SendAsync(message)));
            await _healthy.FinishAsync(message.TalentId, _clock);
            Assert.Equal("email told, sms told, wechat told", await _healthy.StatesAsync(message));
            Assert.Equal((1, 1, 1), (_servers.LettersTo(address).Count, _servers.TextsTo(phone).Count, _servers.WeChatTo(openId).Count));
            Assert.Equal(Consents - 1, await _healthy.BalanceAsync(message.TalentId));
        }
    }

    [Fact]
    public async Task Several_notices_of_one_person_at_the_same_moment_all_arrive()
    {
        var (first, address, phone, openId) = await PersonAsync(consents: 8);
        NoticeAddedV1[] all = [first, .. await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => _healthy.AddAsync(first.TalentId)))];
        NoticeRig[] rigs = [Rig(), Rig()];
        await Task.WhenAll(all.Select((message, index) => rigs[index % 2].SendAsync(message)));
        foreach (var message in all)
        {
            Assert.Equal("email told, sms told, wechat told", await _healthy.StatesAsync(message));
        }

        Assert.Equal((8, 8, 8), (_servers.LettersTo(address).Count, _servers.TextsTo(phone).Count, _servers.WeChatTo(openId).Count));
        Assert.Equal((0, 0), (await _healthy.BalanceAsync(first.TalentId), await _healthy.LeftAsync(first.TalentId)));
    }

    private async Task<int> AssertToldOnceAsync(NoticeRig dying, string when, bool mayBeUnknown)
    {
        var (message, address, phone, openId) = await PersonAsync();
        await AttemptAsync(() => dying.SendAsync(message));
        await _healthy.SendAsync(message);
        await _healthy.FinishAsync(message.TalentId, _clock);

        var states = (await _healthy.NoticeAsync(message)).Channels.ToDictionary(each => each.Channel, each => each.State);
        Assert.Equal(3, states.Count);
        foreach (var (channel, sent) in new[] { ("email", _servers.LettersTo(address).Count), ("wechat", _servers.WeChatTo(openId).Count) })
        {
            Assert.True(states[channel] == ChannelStates.Told ? sent == 1 : mayBeUnknown && states[channel] == ChannelStates.Unknown && sent <= 1, $"{when}: {channel} {states[channel]}, {sent} sent");
        }

        Assert.Equal((ChannelStates.Told, 1), (states["sms"], _servers.TextsTo(phone).Count));
        Assert.Equal(Consents - 1, await _healthy.BalanceAsync(message.TalentId));
        return states.Values.Count(each => each == ChannelStates.Unknown);
    }

    private async Task<(NoticeAddedV1 Message, string Address, string Phone, string OpenId)> PersonAsync(int consents = Consents)
    {
        _clock.Set(_noon);
        var n = Interlocked.Increment(ref _people);
        var (address, phone, openId) = ($"p{n}@city.example", $"+86139{n:d8}", $"openid-{n}");
        var talent = await _healthy.AddPersonAsync(phone, openId, new ChannelChoice
        {
            Email = address,
            Sms = true,
            Balance = new Dictionary<string, int> { ["todo"] = consents },
        });
        return (await _healthy.AddAsync(talent), address, phone, openId);
    }

    private NoticeRig Rig(StorageFaults? faults = null) => new(account.Connection, _prefix, _clock, _servers, faults);

    private static async Task AttemptAsync(Func<Task> dies)
    {
        try
        {
            await dies();
        }
        catch (Exception exception) when (exception is StorageCrashException || StorageException.From(exception) is not null)
        {
            // The process has crashed, or has no storage. The test looks at what it left behind.
        }
    }
}
