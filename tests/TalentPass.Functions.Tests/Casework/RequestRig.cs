using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TalentPass.Core;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Effects;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Casework.Timers;
using TalentPass.Core.Documents.Store;
using TalentPass.Core.Files;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Lists;
using TalentPass.Functions.Tests.Talents;

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
            .Replace(ServiceDescriptor.Singleton<ApplicantOf>((talentId, _, _) => ValueTask.FromResult<Applicant?>(new Applicant(talentId, "李*", 3, Details(talentId)))))
            // The quota of open requests has tests of its own.
            .Replace(ServiceDescriptor.Singleton(new Quotas { OpenRequests = openRequests }))
            .Replace(ServiceDescriptor.Singleton(sweep ?? new SweepOptions(_noPatience, 20))));

    /// <summary>The body that approves the service.</summary>
    public static DeskActionBody Granted { get; } = new(Decision: JsonElement.Parse("""{"type":"grant","amount":1500}"""));

    public static Actor Talent { get; } = new("li-wei", "李伟", Roles.Talent, null, "7k2m9qxw");

    public static Actor Officer { get; } = new("desk-housing", "住建局经办", Roles.Desk, Department, null);

    public static Actor OtherOfficer { get; } = new("desk-housing-2", "住建局经办二", Roles.Desk, Department, null);

    public static Actor Recogniser { get; } = new("desk-hrss", "人社局经办", Roles.Desk, OtherDepartment, null);

    // A leading talent without documents, with the family of the examples: what a case shows of the person has tests of its own.
    private static TalentDetails Details(string talentId) => new(
        new Talent
        {
            TalentId = talentId,
            Name = PersonName.TryParse("李伟", out var name, out _) ? name : throw new InvalidOperationException("The name is not valid."),
            Nature = "domestic",
            BirthDate = new(1985, 5, 20),
            Statuses =
            [
                new TalentStatus
                {
                    StatusId = "0000s001",
                    Scheme = "ningbo",
                    SchemeVersion = "v2",
                    Tier = "leading",
                    Level = 3,
                    Issuer = new StatusIssuer(IssuerKind.Department, "人社局"),
                    Basis = "认定文件",
                    ValidFrom = new(2020, 1, 1),
                },
            ],
            RecordedAt = DateTimeOffset.UnixEpoch,
        },
        [],
        [Member(FamilyRelation.Spouse, "陈静", "330299198809210260"), Member(FamilyRelation.Child, "张小禾", "330299202004120136")],
        []);

    private static FamilyMember Member(FamilyRelation relation, string name, string number) =>
        PersonName.TryParse(name, out var full, out _) && IdentityDocument.TryParse(DocumentKind.ResidentId, number, new(2026, 1, 1), out var document, out _)
            ? new FamilyMember
            {
                MemberId = number[^8..].ToLowerInvariant(),
                Relation = relation,
                Name = full,
                BirthDate = document.BirthDate!.Value,
                Document = document,
                RecordedAt = DateTimeOffset.UnixEpoch,
            }
            : throw new InvalidOperationException("The member of the family is not valid.");

    public StorageOptions Options => _app.GetRequiredService<StorageOptions>();

    public TalentsTable Table => _app.GetRequiredService<TalentsTable>();

    public StorageClients Clients => _app.GetRequiredService<StorageClients>();

    public FieldSealer Sealer => _app.GetRequiredService<FieldSealer>();

    public RequestNumbers Numbers => _app.GetRequiredService<RequestNumbers>();

    public RequestETags ETags => _app.GetRequiredService<RequestETags>();

    public RequestStore Store => _app.GetRequiredService<RequestStore>();

    public DocumentStore Documents => _app.GetRequiredService<DocumentStore>();

    public RevokeDocument Revoke => _app.GetRequiredService<RevokeDocument>();

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

    /// <summary>Reads the keys and takes places in the status lists, as an app that has been running for a while has done.</summary>
    public async Task WarmAsync()
    {
        await _app.GetRequiredService<CityKeys>().CurrentAsync(TestContext.Current.CancellationToken);
        await _app.GetRequiredService<StatusIndexes>().NextAsync(TestContext.Current.CancellationToken);
    }

    public static string NewTalent() => RandomSource.System.Id(8);

    /// <summary>
    /// Files the example request: each time for another home, or, when it is said whether a repetition is confirmed, always for the
    /// same one.
    /// </summary>
    public Task<Outcome<RequestReceipt>> FileAsync(string talentId, string? key = null, string fingerprint = "same", bool? confirmRepeat = null, string service = Service) => Submit.RunAsync(
        Talent with { TalentId = talentId },
        new RequestSubmission(
            service,
            confirmRepeat is null && service == Service
                ? SeedCatalogue.Example(Service, ("rentalAddress", $"\"海曙区{RandomSource.System.Id(8)}\"")) : SeedCatalogue.Example(service),
            ConfirmRepeat: confirmRepeat ?? false),
        key is null ? null : new IdempotentCall(key, fingerprint),
        english: true,
        TestContext.Current.CancellationToken);

    /// <summary>Files the example of a bundle.</summary>
    public Task<Outcome<FiledBundleView>> FileBundleAsync(Actor applicant, string bundle) => _app.GetRequiredService<SubmitBundle>().RunAsync(
        applicant,
        bundle,
        new BundleSubmission(JsonSerializer.SerializeToElement(SeedCatalogue.Published.Content.Bundle(bundle)!.Services.ToDictionary(each => each, SeedCatalogue.Example))),
        idempotency: null,
        english: true,
        TestContext.Current.CancellationToken);

    /// <summary>Takes an action of a desk; on the request as it is now when no ETag is given.</summary>
    public async Task<Outcome<RequestChange>> DoAsync(
        string number, string verb, string? etag, Actor? actor = null, DeskActionBody? action = null, string department = Department) => await Act.RunAsync(
        actor ?? Officer, department, number, verb, action ?? new DeskActionBody(), new Precondition([etag ?? await ETagAsync(number)]), TestContext.Current.CancellationToken);

    /// <summary>Records a person without a status, and returns the id.</summary>
    public async Task<string> RecordTalentAsync()
    {
        var talentId = NewTalent();
        var profile = TalentRows.Profile(new Talent
        {
            TalentId = talentId,
            Name = PersonName.Recorded("周凡", null, null, null),
            Nature = "domestic",
            BirthDate = new DateOnly(1990, 1, 1),
            RecordedAt = DateTimeOffset.UnixEpoch.AddYears(50),
        });
        await Table.CommitAsync(new Transaction(Shard.Of(talentId), OperationId.New(RandomSource.System)).Add(profile), TestContext.Current.CancellationToken);
        return talentId;
    }

    /// <summary>Ticks every point of a request as met, and returns the last change.</summary>
    public async Task<RequestChange> TickAsync(string number, string? etag = null, Actor? actor = null, string department = Department)
    {
        RequestChange? ticked = null;
        foreach (var each in (await CaseAsync(number)).Course.Points)
        {
            var body = new DeskActionBody(Point: each.Point, Met: true);
            ticked = TalentRig.Value(await DoAsync(number, RequestMachine.Check, ticked?.ETag ?? etag ?? await ETagAsync(number), actor, body, department));
        }

        return ticked!;
    }

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
