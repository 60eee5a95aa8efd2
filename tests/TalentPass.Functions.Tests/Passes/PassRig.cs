using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Cards;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Trust.Partners;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Trust;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>Core's pass and scan operations on real storage, without a host; several of these are several instances.</summary>
internal sealed class PassRig : IDisposable
{
    private static readonly MasterKey _key = new(new byte[MasterKey.Length]);
    private readonly RingRig _ring;

    public PassRig(string connection, FakeTimeProvider time, string prefix, StorageFaults? faults = null)
    {
        Time = time;
        _ring = new RingRig(connection, time, prefix, faults: faults);
        var random = RandomSource.System;
        var sealer = new FieldSealer(_key, random);
        Clients = _ring.Clients;
        Table = new TalentsTable(Clients);
        var rows = new TalentRows(sealer);
        Talents = new TalentStore(Table, rows);
        var index = new BlindIndex(_key);
        Register = new RegisterTalent(
            Table, Talents, rows, new TalentLookup(Clients, index, random), new RegistrationKeys(Clients, index, random, time), CurrentAsync, random, time);
        Passes = new PassStore(Table, sealer);
        var recent = new RecentPasses(Passes, time);
        Bell = new StatusBell(Clients, random, time);
        Statuses = new ChangeStatuses(Table, Talents, rows, Bell, CurrentAsync, random, time);
        Indexes = new StatusIndexes(Clients, _key, random);
        Issue = new IssuePass(Table, Talents, Passes, recent, Indexes, CurrentAsync, random, time);
        Read = new ReadPass(recent, _ring.Keys, CurrentAsync, random, time);
        Change = new ChangePass(Table, Passes, recent, Bell, CurrentAsync, random, time);
        Bind = new BindDeviceKey(Table, Passes, recent, Bell, Indexes, _ring.Keys, CurrentAsync, random, time);
        var cards = new CardStore(Table, sealer);
        IssueCard = new IssueCard(Table, Passes, cards, recent, Indexes, _ring.Keys, CurrentAsync, random, time);
        RevokeCard = new RevokeCard(Table, Passes, cards, recent, Bell, random, time);
        Lists = new StatusListStore(Clients, random);
        Trust = new PublishTrustList(new TrustListStore(Clients, random), _ring.Keys, time);
        Publish = new PublishStatusLists(Passes, Bell, Indexes, Lists, _ring.Keys, time, NullLogger<PublishStatusLists>.Instance);
        Numbers = new RequestNumbers(_key, random);
        Requests = new RequestStore(Table, Numbers, sealer);
        ScanIds = new ScanIds(_key);
        Log = new ScanLog(Clients, sealer, random);
        Fold = new FoldScans(Table, Clients, Log, new TableLease(Clients, random, time), NullLogger<FoldScans>.Instance);
        Scans = new ScanStore(Table, Clients, sealer, random);
        var devices = new DeviceStore(Table, Clients, random);
        var status = new PartnerStatus((address, _) => Task.FromResult(Fetch(address)), time, NullLogger<PartnerStatus>.Instance);
        DeviceTokens = new DeviceTokens(_key);
        Devices = new ManageDevices(devices, DeviceTokens, random, time);
        Scan = new ScanCode(Scans, devices, ScanIds, new ScanJudge(Passes, Requests), _ring.Keys, status, CurrentAsync, time);
    }

    public static Actor Hall { get; } = new("hall-1", "大厅", Roles.Hall, null, null);

    public static Actor Supervisor { get; } = new("supervisor", "督办", Roles.Supervisor, null, null);

    public static Actor Office { get; } = new("office", "人才办", Roles.Office, null, null);

    /// <summary>What partners answer when they are asked for a status list.</summary>
    public Func<Uri, byte[]?> Fetch { get; set; } = _ => null;

    public FakeTimeProvider Time { get; }

    public StorageClients Clients { get; }

    public TalentsTable Table { get; }

    public CityKeys Keys => _ring.Keys;

    public PartnerStore Partners => _ring.Partners;

    public TalentStore Talents { get; }

    public RegisterTalent Register { get; }

    public ChangeStatuses Statuses { get; }

    public PassStore Passes { get; }

    public StatusBell Bell { get; }

    public StatusIndexes Indexes { get; }

    public IssuePass Issue { get; }

    public ReadPass Read { get; }

    public ChangePass Change { get; }

    public BindDeviceKey Bind { get; }

    public IssueCard IssueCard { get; }

    public RevokeCard RevokeCard { get; }

    public StatusListStore Lists { get; }

    public PublishTrustList Trust { get; }

    public PublishStatusLists Publish { get; }

    public RequestNumbers Numbers { get; }

    public RequestStore Requests { get; }

    public ScanIds ScanIds { get; }

    public DeviceTokens DeviceTokens { get; }

    public ManageDevices Devices { get; }

    public ScanLog Log { get; }

    public FoldScans Fold { get; }

    public ScanStore Scans { get; }

    public ScanCode Scan { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static T Value<T>(Outcome<T> outcome) => outcome switch
    {
        Outcome<T>.Created created => created.Value,
        Outcome<T>.Done done => done.Value,
        Outcome<T>.Refused refused => throw new InvalidOperationException($"Refused: {refused.Reason.Code}"),
        _ => throw new InvalidOperationException(),
    };

    public static string? Code<T>(Outcome<T> outcome) => (outcome as Outcome<T>.Refused)?.Reason.Code;

    public Task CreateAsync() => _ring.CreateAsync();

    /// <summary>A talent nobody else is, with a status in force.</summary>
    public async Task<Actor> TalentAsync(DateOnly? validTo = null, string name = "李伟", string tier = "leading")
    {
        var person = new TalentRegistration(
            new NameInput(name),
            "foreign",
            [new DocumentInput(DocumentKind.Passport, $"{RandomSource.System.Next(900_000_000) + 100_000_000}", "DEU")],
            new DateOnly(1985, 6, 15),
            null,
            [new StatusInput("ningbo", tier, new StatusIssuer(IssuerKind.Department, "人社局"), "认定文件", new DateOnly(2025, 1, 1), validTo)]);
        var talentId = Value(await Register.RunAsync(Office, person, null, Cancel)).TalentId;
        return new Actor("talent-" + talentId, name, Roles.Talent, null, talentId);
    }

    /// <summary>A talent with a pass.</summary>
    public async Task<Actor> HolderAsync(DateOnly? validTo = null, string name = "李伟")
    {
        var talent = await TalentAsync(validTo, name);
        Value(await Issue.RunAsync(talent, null, english: true, Cancel));
        return talent;
    }

    public async Task<string> CodeAsync(Actor talent) => Value(await Read.CodeAsync(talent, Cancel)).Text;

    public async Task<ScanView> ScanAsync(string code, string nonce = "n-1", DateTimeOffset? scannedAt = null, string place = "hall-1", Actor? by = null) =>
        Value(await Scan.RunAsync(by ?? Hall, new ScanInput(code, place, nonce, "gate-2", scannedAt), english: true, Cancel));

    public void Dispose()
    {
        _ring.Dispose();
        Indexes.Dispose();
        ScanIds.Dispose();
    }

    private static ValueTask<PublishedCatalogue> CurrentAsync(CancellationToken cancel) => ValueTask.FromResult(SeedCatalogue.Published);
}
