using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging.Abstractions;
using TalentPass.Core;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Casework.Bundles;
using TalentPass.Core.Casework.Commits;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Casework.Timers;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Files;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>Core's request operations on real storage, without a host: each process that may die is one of these.</summary>
internal sealed class RequestRig
{
    public const string Department = "housing";
    public const string OtherDepartment = "hrss";
    public const string Service = "housing-rent-subsidy";

    // The server tells its time in whole seconds: a row written a moment ago must count as late at once.
    private static readonly TimeSpan _noPatience = TimeSpan.FromSeconds(-2);
    private static readonly MasterKey Key = new(new byte[MasterKey.Length]);
    private static readonly WorkingCalendar Calendar = new([]);

    public RequestRig(string connection, string prefix, StorageFaults? faults = null, SweepOptions? sweep = null, TimeProvider? clock = null)
    {
        var time = clock ?? TimeProvider.System;
        Options = new StorageOptions
        {
            ConnectionString = connection,
            NamePrefix = prefix,
            Faults = faults,
            RetryDelay = TimeSpan.FromMilliseconds(1),
        };
        Clients = new StorageClients(Options);
        Sealer = new FieldSealer(Key, RandomSource.System);
        Numbers = new RequestNumbers(Key, RandomSource.System);
        ETags = new RequestETags(Key);
        Store = new RequestStore(Clients, Numbers, Sealer);
        Desks = new DeskStore(Clients, Sealer, Numbers, time);
        Bell = new DeskBell(Clients, NullLogger<DeskBell>.Instance);
        Projection = new DeskProjection(Desks, Store, RandomSource.System, NullLogger<DeskProjection>.Instance);
        var whoFiles = new WhoFiles(
            (talentId, _) => ValueTask.FromResult<Applicant?>(new Applicant(talentId, "李*", 3)), new ScanStore(Clients, Sealer, RandomSource.System), new ScanIds(Key), time);
        ServiceOf serviceOf = (service, _, _) => ValueTask.FromResult(SeedCatalogue.Published.Content.Service(service)!);
        var bundles = new BundleProgress(new BundleStore(Clients), Store, Numbers, serviceOf, Calendar);
        var commit = new CommitRequests(Store, bundles, Projection, Bell, Sealer, RandomSource.System);
        var usedFiles = new UsedFiles(new FileStore(Clients, Sealer, RandomSource.System));
        Submit = new SubmitRequest(Store, Numbers, ETags, commit, whoFiles, usedFiles, CurrentAsync, serviceOf, Calendar, time);
        Act = new ActAtDesk(Store, Numbers, ETags, commit, serviceOf, (_, _) => null, Calendar, time);
        ActAsTalent = new ActAsTalent(Store, Numbers, new RequestRenderer(Numbers, ETags, Calendar, time), commit, usedFiles, serviceOf, Calendar, time);
        Timers = new RunTimers(
            Store, Numbers, commit, serviceOf, Calendar, new TableLease(Clients, RandomSource.System, time), time, NullLogger<RunTimers>.Instance);
        Deliver = new DeliverToDesk(Desks, Projection, Numbers, Sealer, RandomSource.System, TimeProvider.System);
        Sweep = new SweepOutbox(
            Store, Projection, Bell, Numbers, new TableLease(Clients, RandomSource.System, TimeProvider.System), RandomSource.System,
            sweep ?? new SweepOptions(_noPatience, 20), NullLogger<SweepOutbox>.Instance);
    }

    public static Actor Talent { get; } = new("li-wei", "李伟", Roles.Talent, null, "7k2m9qxw");

    public static Actor Officer { get; } = new("desk-housing", "住建局经办", Roles.Desk, Department, null);

    public static Actor OtherOfficer { get; } = new("desk-housing-2", "住建局经办二", Roles.Desk, Department, null);

    public StorageOptions Options { get; }

    public StorageClients Clients { get; }

    public FieldSealer Sealer { get; }

    public RequestNumbers Numbers { get; }

    public RequestETags ETags { get; }

    public RequestStore Store { get; }

    public DeskStore Desks { get; }

    public DeskBell Bell { get; }

    public DeskProjection Projection { get; }

    public SubmitRequest Submit { get; }

    public ActAtDesk Act { get; }

    public ActAsTalent ActAsTalent { get; }

    public RunTimers Timers { get; }

    public DeliverToDesk Deliver { get; }

    public SweepOutbox Sweep { get; }

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

    /// <summary>One turn of the queue trigger: everything that is visible is handled and deleted.</summary>
    public async Task<int> ConsumeAsync(string department = Department)
    {
        var cancel = TestContext.Current.CancellationToken;
        var queue = Clients.Queue(StorageLayout.DeskQueue(department));
        var handled = 0;
        while ((await queue.ReceiveMessagesAsync(16, TimeSpan.FromMinutes(10), cancel)).Value is { Length: > 0 } messages)
        {
            foreach (QueueMessage message in messages)
            {
                await Deliver.RunAsync(department, message.Body.ToString(), cancel);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancel);
                handled++;
            }
        }

        return handled;
    }

    /// <summary>Healthy recovery: sweeps and consumes until no outbox row of the talent is left.</summary>
    public async Task RecoverAsync(string talentId)
    {
        var cancel = TestContext.Current.CancellationToken;
        for (var turn = 0; turn < 20; turn++)
        {
            await Sweep.SweepAsync(Shard.Of(talentId), cancel);
            await ConsumeAsync();
            await ConsumeAsync(OtherDepartment);
            if ((await Store.Table.ReadAsync(Outbox.Filter(Shard.Of(talentId)), 10, cancel)).Rows.Count == 0)
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

    private static ValueTask<PublishedCatalogue> CurrentAsync(CancellationToken cancel) => ValueTask.FromResult(SeedCatalogue.Published);

    public async Task<IReadOnlyList<TableEntity>> RowsAsync(string talentId) =>
        (await Store.Table.ReadAsync(TableFilter.Prefix(Shard.Of(talentId), talentId + "|"), 1000, TestContext.Current.CancellationToken)).Rows;
}
