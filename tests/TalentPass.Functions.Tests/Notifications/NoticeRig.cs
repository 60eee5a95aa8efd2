using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TalentPass.Core;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Notifications.Sending;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Bindings;
using TalentPass.Core.Talents.Records;
using TalentPass.Functions.Notifications;
using TalentPass.Functions.WeChat;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>
/// Core's ledger of notices and its sender on real storage and real channels, without a host. A test creates one rig for each process
/// that may crash.
/// </summary>
internal sealed class NoticeRig(
    string connection, string prefix, TimeProvider clock, ChannelServers? servers = null, StorageFaults? faults = null, Action<IServiceCollection>? replace = null)
{
    // The storage server reports its time in whole seconds. With a negative patience, the sweep treats a row as late at once.
    private static readonly TimeSpan _noPatience = TimeSpan.FromSeconds(-2);

    private readonly ServiceProvider _app = AppServices.Build(connection, prefix, clock, faults, replace: services =>
    {
        services.WithSeedCatalogue();
        services.Replace(ServiceDescriptor.Singleton(new SweepOptions(_noPatience, 20)));
        if (servers is not null)
        {
            var settings = new ConfigurationBuilder().AddInMemoryCollection(servers.Settings).Build();
            services.AddSingleton(settings.GetSection("WeChat").Get<WeChatSettings>()!);
            services.AddSingleton(settings.GetSection("Email").Get<EmailSettings>()!);
            services.AddSingleton(settings.GetSection("Sms").Get<SmsSettings>()!);
        }

        replace?.Invoke(services);
    });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public TalentsTable Table => Get<TalentsTable>();

    public NoticeLedger Ledger => Get<NoticeLedger>();

    public SendNotices Sender => Get<SendNotices>();

    public SweepNotices Sweep => Get<SweepNotices>();

    public ReadNotices Reader => Get<ReadNotices>();

    public ChannelStore Choices => Get<ChannelStore>();

    public ChangeChannels Channels => Get<ChangeChannels>();

    public StorageClients Clients => Get<StorageClients>();

    public Task CreateAsync() => StorageLayout.CreateAsync(Clients, Cancel);

    /// <summary>Ends the process.</summary>
    public ValueTask EndAsync() => _app.DisposeAsync();

    public T Get<T>()
        where T : notnull => _app.GetRequiredService<T>();

    /// <summary>Somebody who signs in as the talent.</summary>
    public static Actor Account(string talentId) => new($"talent-{talentId}", "", Roles.Talent, null, talentId);

    /// <summary>Records a person, and returns the id.</summary>
    public async Task<string> AddPersonAsync(string? phone = null, string? openId = null, ChannelChoice? choice = null, string nature = "domestic")
    {
        var talentId = RandomSource.System.Id(8);
        var change = new Transaction(Shard.Of(talentId), OperationId.New(RandomSource.System)).Add(Get<TalentRows>().Profile(new Talent
        {
            TalentId = talentId,
            Name = PersonName.Recorded("周凡", null, null, null),
            Nature = nature,
            BirthDate = new DateOnly(1990, 1, 1),
            Phone = phone is null ? null : PhoneNumber.Recorded(phone),
            RecordedAt = DateTimeOffset.UnixEpoch.AddYears(50),
        }));
        if (choice is not null)
        {
            Choices.Put(change, talentId, new StoredChoice(new ChannelChoice(), null), choice);
        }

        await Table.CommitAsync(change, Cancel);
        Assert.True(openId is null || await Get<WeChatBindings>().BindAsync(talentId, openId, Cancel));
        return talentId;
    }

    /// <summary>Stores what a person is told, without ringing.</summary>
    public async Task<NoticeAddedV1> AddAsync(string talentId, string kind = NoticeKinds.SupplementRequested, string? number = null)
    {
        var (now, what) = (clock.GetUtcNow(), RandomSource.System.Id(8));
        var change = new Transaction(Shard.Of(talentId), OperationId.New(RandomSource.System));
        var notice = Ledger.Add(change, talentId, what, new NoticeContent(kind, now, number ?? what, "housing-talent-flat", 1, "housing", new DateOnly(2026, 12, 4)));
        Assert.IsType<Commit.Written>(await Table.CommitAsync(change, Cancel));
        return new NoticeAddedV1(talentId, notice.Id, NoticeOutbox.Key(now, talentId, notice.Id));
    }

    public Task SendAsync(NoticeAddedV1 message) => Sender.RunAsync(message, Cancel);

    /// <summary>Reads a notice as it is stored.</summary>
    public async Task<Notification> NoticeAsync(NoticeAddedV1 message) =>
        Get<NoticeRows>().Read((await Table.FindAsync(Shard.Of(message.TalentId), NoticeRows.Key(message.TalentId, message.Notice), Cancel))!);

    /// <summary>How a notice stands on each channel: <c>email told, sms waiting</c>.</summary>
    public async Task<string> StatesAsync(NoticeAddedV1 message) =>
        string.Join(", ", (await NoticeAsync(message)).Channels.OrderBy(each => each.Channel, StringComparer.Ordinal).Select(each => $"{each.Channel} {each.State}"));

    /// <summary>The consents that a person has left for a form.</summary>
    public async Task<int> BalanceAsync(string talentId, string form = NoticeForms.Todo) =>
        (await Choices.FindAsync(talentId, Cancel)).Choice.Balance.GetValueOrDefault(form);

    /// <summary>The rows of a shard for which something is still to be sent.</summary>
    public async Task<int> LeftAsync(string talentId)
    {
        var (from, before) = NoticeOutbox.Range;
        return (await Table.ReadAllAsync(TableFilter.Range(Shard.Of(talentId), from, before), Cancel, ["RowKey"])).Count;
    }

    /// <summary>Does one run of the queue trigger: sends all visible messages.</summary>
    public async Task<int> ConsumeAsync()
    {
        var queue = Clients.Queue(StorageLayout.Notifications);
        var handled = 0;
        while ((await queue.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(10), Cancel)).Value is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                await SendAsync(NoticeMessages.Read(message.Body.ToString(), out _)!);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Cancel);
                handled++;
            }
        }

        return handled;
    }

    /// <summary>Sweeps and sends, and moves the clock, until nothing is left to be sent to the people of a shard.</summary>
    public async Task FinishAsync(string talentId, SetClock moved)
    {
        for (var turn = 0; turn < 20; turn++)
        {
            await Sweep.RunAsync([Shard.Of(talentId)], Cancel);
            await ConsumeAsync();
            if (await LeftAsync(talentId) == 0)
            {
                return;
            }

            moved.Set(moved.GetUtcNow() + TimeSpan.FromMinutes(3));
        }

        Assert.Fail("The outbox did not drain.");
    }
}
