using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TalentPass.Core;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Casework.Timers;
using TalentPass.Core.Files;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>
/// Core's request operations on real storage, without a host. A test creates one rig for each process that may crash.
/// </summary>
internal sealed class RequestRig
{
    public const string Department = "housing";
    public const string OtherDepartment = "hrss";
    public const string Service = "housing-rent-subsidy";

    // The storage server reports its time in whole seconds. With a negative patience, the sweep treats a row as late
    // immediately after it is written.
    private static readonly TimeSpan _noPatience = TimeSpan.FromSeconds(-2);
    private readonly IServiceProvider _app;

    public RequestRig(string connection, string prefix, StorageFaults? faults = null, SweepOptions? sweep = null, TimeProvider? clock = null, int openRequests = 10_000) =>
        _app = AppServices.Build(connection, prefix, clock, faults, replace: services => services
            .WithSeedCatalogue()
            // The calendar has no published year. Plain weekends therefore count on any day on which the tests run.
            .Replace(ServiceDescriptor.Singleton(new WorkingCalendar([])))
            .Replace(ServiceDescriptor.Singleton<ApplicantOf>((talentId, _) => ValueTask.FromResult<Applicant?>(new Applicant(talentId, "李*", 3, Details(talentId)))))
            // The quota of open requests has tests of its own.
            .Replace(ServiceDescriptor.Singleton(new Quotas { OpenRequests = openRequests }))
            .Replace(ServiceDescriptor.Singleton(sweep ?? new SweepOptions(_noPatience, 20))));

    public static Actor Talent { get; } = new("li-wei", "李伟", Roles.Talent, null, "7k2m9qxw");

    public static Actor Officer { get; } = new("desk-housing", "住建局经办", Roles.Desk, Department, null);

    public static Actor OtherOfficer { get; } = new("desk-housing-2", "住建局经办二", Roles.Desk, Department, null);

    // A talent without documents, statuses and family: what a case shows of the person has tests of its own.
    private static TalentDetails Details(string talentId) => new(
        new Talent
        {
            TalentId = talentId,
            Name = PersonName.TryParse("李伟", out var name, out _) ? name : throw new InvalidOperationException("The name is not valid."),
            Nature = "domestic",
            BirthDate = new(1985, 5, 20),
            RecordedAt = DateTimeOffset.UnixEpoch,
        },
        [],
        [],
        []);

    public StorageOptions Options => _app.GetRequiredService<StorageOptions>();

    public TalentsTable Table => _app.GetRequiredService<TalentsTable>();

    public StorageClients Clients => _app.GetRequiredService<StorageClients>();

    public FieldSealer Sealer => _app.GetRequiredService<FieldSealer>();

    public RequestNumbers Numbers => _app.GetRequiredService<RequestNumbers>();

    public RequestETags ETags => _app.GetRequiredService<RequestETags>();

    public RequestStore Store => _app.GetRequiredService<RequestStore>();

    public DeskStore Desks => _app.GetRequiredService<DeskStore>();

    public ReadDesk ReadDesk => _app.GetRequiredService<ReadDesk>();

    public DeskRenderer Lines => _app.GetRequiredService<DeskRenderer>();

    public DeskBell Bell => _app.GetRequiredService<DeskBell>();

    public DeskProjection Projection => _app.GetRequiredService<DeskProjection>();

    public SubmitRequest Submit => _app.GetRequiredService<SubmitRequest>();

    public ActAtDesk Act => _app.GetRequiredService<ActAtDesk>();

    public ActAsTalent ActAsTalent => _app.GetRequiredService<ActAsTalent>();

    public RunTimers Timers => _app.GetRequiredService<RunTimers>();

    public TableLease Lease => _app.GetRequiredService<TableLease>();

    public DeliverToDesk Deliver => _app.GetRequiredService<DeliverToDesk>();

    public SweepOutbox Sweep => _app.GetRequiredService<SweepOutbox>();

    public SweepShards Shards => _app.GetRequiredService<SweepShards>();

    public SearchDesk Search => _app.GetRequiredService<SearchDesk>();

    public TalentRows TalentRows => _app.GetRequiredService<TalentRows>();

    public TalentLookup Lookup => _app.GetRequiredService<TalentLookup>();

    public Task CreateAsync() => StorageLayout.CreateAsync(Clients, TestContext.Current.CancellationToken);

    public static string NewTalent() => RandomSource.System.Id(8);

    public Task<Outcome<RequestReceipt>> FileAsync(string talentId, string? key = null, string fingerprint = "same") => Submit.RunAsync(
        Talent with { TalentId = talentId },
        new RequestSubmission(Service, SeedCatalogue.Example(Service)),
        key is null ? null : new IdempotentCall(key, fingerprint),
        english: true,
        TestContext.Current.CancellationToken);

    public Task<Outcome<RequestChange>> DoAsync(string number, string verb, string etag, Actor? actor = null, DeskActionBody? action = null) => Act.RunAsync(
        actor ?? Officer, Department, number, verb, action ?? new DeskActionBody(), new Precondition([etag]), TestContext.Current.CancellationToken);

    /// <summary>Does one run of the queue trigger: handles and deletes all visible messages.</summary>
    public async Task<int> ConsumeAsync(string department = Department)
    {
        var cancel = TestContext.Current.CancellationToken;
        var queue = Clients.Queue(StorageLayout.DeskQueue(department));
        var handled = 0;
        while ((await queue.ReceiveMessagesAsync(16, TimeSpan.FromMinutes(10), cancel)).Value is { Length: > 0 } messages)
        {
            foreach (QueueMessage message in messages)
            {
                await Deliver.RunAsync(department, message.Body.ToString(), message.DequeueCount, cancel);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancel);
                handled++;
            }
        }

        return handled;
    }

    /// <summary>
    /// Recovers without faults: sweeps the outbox and consumes messages until no outbox row of the talent is left.
    /// </summary>
    public async Task RecoverAsync(string talentId)
    {
        var cancel = TestContext.Current.CancellationToken;
        for (var turn = 0; turn < 20; turn++)
        {
            await Sweep.RunAsync([Shard.Of(talentId)], cancel);
            await ConsumeAsync();
            await ConsumeAsync(OtherDepartment);
            if ((await Table.ReadAsync(TableFilter.Prefix(Shard.Of(talentId), Outbox.Range.From), 10, cancel)).Rows.Count == 0)
            {
                return;
            }
        }

        Assert.Fail("The outbox did not drain.");
    }

    public async Task<RequestCase> CaseAsync(string number) =>
        await Store.FindAsync(Numbers.Parse(number)!, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("No such request.");

    public async Task<string> ETagAsync(string number) => ETags.Write(await CaseAsync(number));

    public async Task<IReadOnlyList<DeskEntry>> EntriesAsync(string department = Department)
    {
        var all = new List<DeskEntry>();
        string? next = null;
        do
        {
            (var entries, next) = await Desks.ListAsync(department, 999, next, TestContext.Current.CancellationToken);
            all.AddRange(entries);
        }
        while (next is not null);
        return all;
    }

    /// <summary>The rows of a desk by day of receipt, of a month around now.</summary>
    public async Task<IReadOnlyList<DeskReceipt>> ReceiptsAsync(string department = Department)
    {
        var today = LegalDay.Today(_app.GetRequiredService<TimeProvider>());
        var all = new List<DeskReceipt>();
        string? after = null;
        do
        {
            (var received, after) = await Desks.ReceivedAsync(department, today.AddDays(-15), today.AddDays(15), after, 1000, TestContext.Current.CancellationToken);
            all.AddRange(received);
        }
        while (after is not null);
        return all;
    }

    public async Task<IReadOnlyList<TableEntity>> RowsAsync(string talentId) =>
        (await Table.ReadAsync(TableFilter.Prefix(Shard.Of(talentId), talentId + "|"), 1000, TestContext.Current.CancellationToken)).Rows;
}
