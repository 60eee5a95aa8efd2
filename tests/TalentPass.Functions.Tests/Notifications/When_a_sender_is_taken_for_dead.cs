using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TalentPass.Core.Notifications.Channels;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Notifications.Sending;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>What other senders make of a message that one of them has begun to send, and what happens beside a sender.</summary>
public sealed class When_a_sender_is_taken_for_dead(ClassAccount account) : IClassFixture<ClassAccount>, IAsyncLifetime
{
    private const string Phone = "+8613900000001";
    private readonly string _prefix = ClassAccount.NewPrefix();
    private readonly SetClock _clock = new(new DateTimeOffset(2026, 11, 27, 4, 0, 0, TimeSpan.Zero));
    private readonly PlayedChannel _email = new(ChannelNames.Email), _sms = new(ChannelNames.Sms), _wechat = new(ChannelNames.WeChat);
    private NoticeRig _healthy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ChannelChoice ByMail => new() { Email = "a@b.example" };

    private static ChannelChoice InWeChat => new() { Balance = new Dictionary<string, int> { ["todo"] = 1 } };

    public async ValueTask InitializeAsync()
    {
        _healthy = Rig(_email, _sms, _wechat);
        await _healthy.CreateAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("email")]
    [InlineData("wechat")]
    public async Task After_two_minutes_it_is_unknown_and_a_text_message_tells_what_cannot_wait(string channel)
    {
        var silent = PlayedChannel.Silent(channel);
        var message = await BegunAsync(silent, channel == "email" ? ByMail : InWeChat, "supplement-requested");
        await _healthy.SendAsync(message);
        Assert.Equal(($"{channel} sending", 1), (await _healthy.StatesAsync(message), await _healthy.LeftAsync(message.TalentId)));

        _clock.Set(_clock.GetUtcNow() + SendNotices.DeadAfter);
        await _healthy.SendAsync(message);
        Assert.Equal(
            (channel == "email" ? "email unknown, sms told" : "sms told, wechat unknown", 0), (await _healthy.StatesAsync(message), await _healthy.LeftAsync(message.TalentId)));
        Assert.Equal((Phone, 0, 0), (Assert.Single(_sms.Letters).To, _email.Letters.Count, _wechat.Letters.Count));
    }

    [Fact]
    public async Task What_can_wait_is_then_read_in_the_app()
    {
        var message = await BegunAsync(PlayedChannel.Silent(ChannelNames.Email), ByMail, "accepted");
        _clock.Set(_clock.GetUtcNow() + SendNotices.DeadAfter);
        await _healthy.SendAsync(message);
        Assert.Equal(("email unknown", 0), (await _healthy.StatesAsync(message), await _healthy.LeftAsync(message.TalentId)));
        Assert.Empty(_sms.Letters);
    }

    [Fact]
    public async Task A_text_message_is_repeated_with_the_same_id()
    {
        var silent = PlayedChannel.Silent(ChannelNames.Sms);
        var message = await BegunAsync(silent, null, "supplement-requested");
        await _healthy.SendAsync(message);
        Assert.Empty(_sms.Letters);
        _clock.Set(_clock.GetUtcNow() + SendNotices.DeadAfter);
        await _healthy.SendAsync(message);
        Assert.Equal("sms told", await _healthy.StatesAsync(message));
        Assert.Equal(Assert.Single(silent.Letters).Id, Assert.Single(_sms.Letters).Id);
        Assert.Equal(2, (await _healthy.NoticeAsync(message)).On("sms")!.Tries);
    }

    [Fact]
    public async Task Who_was_only_slow_says_at_last_what_became_of_it()
    {
        var answer = new TaskCompletionSource<Delivery>();
        var slow = new PlayedChannel(ChannelNames.Email, (_, _) => answer.Task);
        var message = await _healthy.AddAsync(await _healthy.AddPersonAsync(choice: ByMail), "accepted");
        var sending = Rig(slow).SendAsync(message);
        await Eventually.HoldsAsync(() => slow.Letters.Count == 1, "the letter is with the channel");
        _clock.Set(_clock.GetUtcNow() + SendNotices.DeadAfter);
        await _healthy.SendAsync(message);
        Assert.Equal("email unknown", await _healthy.StatesAsync(message));
        answer.SetResult(Delivery.Told.Value);
        await sending;
        Assert.Equal(("email told", 0), (await _healthy.StatesAsync(message), await _healthy.LeftAsync(message.TalentId)));
    }

    [Fact]
    public async Task Who_was_slow_and_failed_does_not_undo_what_another_has_told()
    {
        var answer = new TaskCompletionSource<Delivery>();
        var slow = new PlayedChannel(ChannelNames.Sms, (_, _) => answer.Task);
        var message = await _healthy.AddAsync(await _healthy.AddPersonAsync(Phone), "accepted");
        var sending = Rig(slow).SendAsync(message);
        await Eventually.HoldsAsync(() => slow.Letters.Count == 1, "the text is with the channel");
        _clock.Set(_clock.GetUtcNow() + SendNotices.DeadAfter);
        await _healthy.SendAsync(message);
        answer.SetResult(new Delivery.Retry(TimeSpan.FromSeconds(30)));
        await sending;
        Assert.Equal(("sms told", 0), (await _healthy.StatesAsync(message), await _healthy.LeftAsync(message.TalentId)));
    }

    [Fact]
    public async Task A_claim_that_was_never_stored_is_not_mixed_up_with_another_s()
    {
        var isAway = false;
        var mine = new PlayedChannel(ChannelNames.Email);
        var lonely = Rig(new StorageFaults(call => isAway && call.EndsWith("$batch", StringComparison.Ordinal) ? StorageFault.NoConnection : StorageFault.None), mine);
        var message = await _healthy.AddAsync(await _healthy.AddPersonAsync(choice: ByMail), "accepted");
        isAway = true;
        await Assert.ThrowsAsync<StorageException>(() => lonely.SendAsync(message));
        isAway = false;

        var theirs = PlayedChannel.Silent(ChannelNames.Email);
        _ = Rig(theirs).SendAsync(message);
        await Eventually.HoldsAsync(() => theirs.Letters.Count == 1, "the letter is with the channel");
        await lonely.SendAsync(message);
        Assert.Empty(mine.Letters);
        Assert.Equal("email sending", await _healthy.StatesAsync(message));
    }

    [Fact]
    public async Task A_person_who_reads_or_consents_meanwhile_is_told_once_and_loses_nothing()
    {
        // Just before the claim is stored, the person reads the notice; just before the outcome, another time.
        NoticeAddedV1 message = null!;
        var writes = 0;
        var beside = Rig(_email, _sms, _wechat);
        var busy = Rig(
            new StorageFaults(call =>
            {
                if (call.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Increment(ref writes) is 1 or 3)
                {
                    Task.Run(() => beside.Reader.ReadAsync(NoticeRig.Account(message.TalentId), message.Notice, Cancel), Cancel).GetAwaiter().GetResult();
                    ConsentAsync(beside, message.TalentId).GetAwaiter().GetResult();
                }

                return StorageFault.None;
            }),
            _email,
            _wechat);
        var talent = await _healthy.AddPersonAsync(Phone, "openid-reader", InWeChat with { Email = "a@b.example" });
        message = await _healthy.AddAsync(talent);
        await busy.SendAsync(message);
        Assert.True(writes > 4, "An attempt was lost.");
        Assert.Equal(("email told, wechat told", 0), (await _healthy.StatesAsync(message), await _healthy.LeftAsync(talent)));
        Assert.Equal((1, 1, 0), (_email.Letters.Count, _wechat.Letters.Count, _sms.Letters.Count));
        Assert.Equal(2, await _healthy.BalanceAsync(talent));
        Assert.NotNull((await _healthy.NoticeAsync(message)).ReadAt);
    }

    [Fact]
    public async Task What_was_stopped_before_it_was_sent_is_sent_at_the_next_attempt()
    {
        using var stop = new CancellationTokenSource();
        var stopped = new PlayedChannel(ChannelNames.WeChat, async (_, cancel) =>
        {
            await stop.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            return Delivery.Told.Value;
        });
        var message = await _healthy.AddAsync(await _healthy.AddPersonAsync(openId: "openid-stopped", choice: InWeChat));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Rig(stopped).Sender.RunAsync(message, stop.Token));
        Assert.Equal(("wechat waiting", 1), (await _healthy.StatesAsync(message), await _healthy.BalanceAsync(message.TalentId)));
        await _healthy.SendAsync(message);
        Assert.Equal(("wechat told", 0), (await _healthy.StatesAsync(message), await _healthy.BalanceAsync(message.TalentId)));
        Assert.Single(_wechat.Letters);
    }

    [Fact]
    public async Task Who_switches_a_channel_off_is_not_waited_for()
    {
        var away = new PlayedChannel(ChannelNames.Email, (_, _) => Task.FromResult<Delivery>(new Delivery.Retry(TimeSpan.FromMinutes(5))));
        var message = await _healthy.AddAsync(await _healthy.AddPersonAsync(Phone, choice: ByMail with { Sms = false }), "accepted");
        await Rig(away, _sms).SendAsync(message);
        Assert.Equal("email waiting", await _healthy.StatesAsync(message));
        await ChangeAsync(message.TalentId, choice => choice with { Email = null });
        await _healthy.SendAsync(message);
        var left = (await _healthy.NoticeAsync(message)).On("email")!;
        Assert.Equal(("refused", DeliveryReasons.SwitchedOff, 0), (left.State, left.Why, await _healthy.LeftAsync(message.TalentId)));
        Assert.Empty(_sms.Letters);
    }

    [Fact]
    public async Task A_text_message_in_place_of_another_is_repeated_too()
    {
        var (answers, sent) = (new Queue<Delivery>([new Delivery.Retry(TimeSpan.FromSeconds(30)), Delivery.Told.Value]), new List<string>());
        var sms = new PlayedChannel(ChannelNames.Sms, (_, _) => Task.FromResult(answers.Dequeue()));
        var email = new PlayedChannel(ChannelNames.Email, (_, _) => Task.FromResult<Delivery>(new Delivery.Refused(DeliveryReasons.NoSuchMailbox)));
        var rig = Rig(email, sms);
        var message = await _healthy.AddAsync(await _healthy.AddPersonAsync(Phone, choice: ByMail with { Sms = false }));
        await rig.SendAsync(message);
        Assert.Equal("email refused, sms waiting", await _healthy.StatesAsync(message));
        _clock.Set(_clock.GetUtcNow() + TimeSpan.FromSeconds(30));
        await rig.SendAsync(message);
        Assert.Equal(("email refused, sms told", 0), (await _healthy.StatesAsync(message), await _healthy.LeftAsync(message.TalentId)));
        Assert.Equal(2, sms.Letters.Count);
    }

    [Fact]
    public async Task After_a_day_it_is_given_up()
    {
        var away = new PlayedChannel(ChannelNames.Email, (_, _) => Task.FromResult<Delivery>(new Delivery.Retry(TimeSpan.FromHours(1))));
        var rig = Rig(away);
        var message = await _healthy.AddAsync(await _healthy.AddPersonAsync(choice: ByMail));
        for (var hour = 0; hour <= 23; hour++)
        {
            await rig.SendAsync(message);
            await rig.SendAsync(message);
            Assert.Equal((hour < 23 ? "email waiting" : "email failed", hour + 1), (await _healthy.StatesAsync(message), away.Letters.Count));
            _clock.Set(_clock.GetUtcNow() + TimeSpan.FromHours(1));
        }

        Assert.Equal(0, await _healthy.LeftAsync(message.TalentId));
    }

    // Begins to send in a process that never ends.
    private async Task<NoticeAddedV1> BegunAsync(PlayedChannel silent, ChannelChoice? choice, string kind)
    {
        var message = await _healthy.AddAsync(await _healthy.AddPersonAsync(Phone, $"openid-{Core.Identity.RandomSource.System.Id(8)}", choice), kind);
        _ = Rig(silent).SendAsync(message);
        await Eventually.HoldsAsync(() => silent.Letters.Count == 1, "the letter is with the channel");
        return message;
    }

    private static Task ConsentAsync(NoticeRig rig, string talent) => Task.Run(async () =>
    {
        var before = await rig.Choices.FindAsync(talent, Cancel);
        await PutAsync(rig, talent, before, before.Choice.WithBalance("todo", before.Choice.Balance["todo"] + 1));
    });

    private async Task ChangeAsync(string talent, Func<ChannelChoice, ChannelChoice> change)
    {
        var before = await _healthy.Choices.FindAsync(talent, Cancel);
        await PutAsync(_healthy, talent, before, change(before.Choice));
    }

    private static async Task PutAsync(NoticeRig rig, string talent, StoredChoice before, ChannelChoice after)
    {
        var transaction = new Transaction(Shard.Of(talent), OperationId.New(Core.Identity.RandomSource.System));
        rig.Choices.Put(transaction, talent, before, after);
        Assert.IsType<Commit.Written>(await rig.Table.CommitAsync(transaction.WitnessedBy(ChannelStore.Key(talent)), Cancel));
    }

    private NoticeRig Rig(params INoticeChannel[] channels) => Rig(null, channels);

    private NoticeRig Rig(StorageFaults? faults, params INoticeChannel[] channels) => new(account.Connection, _prefix, _clock, faults: faults, replace: services =>
    {
        services.RemoveAll<INoticeChannel>();
        foreach (var channel in channels)
        {
            services.AddSingleton(channel);
        }
    });
}
