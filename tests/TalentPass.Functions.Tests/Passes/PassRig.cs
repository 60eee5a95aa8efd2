using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core;
using TalentPass.Core.Casework.Timers;
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

namespace TalentPass.Functions.Tests.Passes;

/// <summary>
/// Core's pass and scan operations on real storage, without a host. A test creates several rigs to have several instances.
/// </summary>
internal sealed class PassRig : IDisposable
{
    private readonly ServiceProvider _app;

    public PassRig(string connection, FakeTimeProvider time, string prefix, StorageFaults? faults = null)
    {
        Time = time;
        _app = AppServices.Build(connection, prefix, time, faults, replace: services => services
            .WithSeedCatalogue()
            .Replace(ServiceDescriptor.Singleton<StatusFetch>((address, _) => Task.FromResult(Fetch(address)))));
    }

    public static Actor Hall { get; } = new("hall-1", "大厅", Roles.Hall, null, null);

    public static Actor Supervisor { get; } = new("supervisor", "督办", Roles.Supervisor, null, null);

    public static Actor Office { get; } = new("office", "人才办", Roles.Office, null, null);

    /// <summary>What a partner city answers when the app fetches its status list. Null means that the fetch fails.</summary>
    public Func<Uri, byte[]?> Fetch { get; set; } = _ => null;

    public FakeTimeProvider Time { get; }

    public TalentsTable Table => _app.GetRequiredService<TalentsTable>();

    public StorageClients Clients => _app.GetRequiredService<StorageClients>();

    public CityKeys Keys => _app.GetRequiredService<CityKeys>();

    public PartnerStore Partners => _app.GetRequiredService<PartnerStore>();

    public TalentStore Talents => _app.GetRequiredService<TalentStore>();

    public RegisterTalent Register => _app.GetRequiredService<RegisterTalent>();

    public ChangeStatuses Statuses => _app.GetRequiredService<ChangeStatuses>();

    public PassStore Passes => _app.GetRequiredService<PassStore>();

    public StatusBell Bell => _app.GetRequiredService<StatusBell>();

    public StatusIndexes Indexes => _app.GetRequiredService<StatusIndexes>();

    public IssuePass Issue => _app.GetRequiredService<IssuePass>();

    public ReadPass Read => _app.GetRequiredService<ReadPass>();

    public ChangePass Change => _app.GetRequiredService<ChangePass>();

    public BindDeviceKey Bind => _app.GetRequiredService<BindDeviceKey>();

    public IssueCard IssueCard => _app.GetRequiredService<IssueCard>();

    public RevokeCard RevokeCard => _app.GetRequiredService<RevokeCard>();

    public StatusListStore Lists => _app.GetRequiredService<StatusListStore>();

    public ReadLists ReadLists => _app.GetRequiredService<ReadLists>();

    public PublishTrustList Trust => _app.GetRequiredService<PublishTrustList>();

    public PublishStatusLists Publish => _app.GetRequiredService<PublishStatusLists>();

    public RequestNumbers Numbers => _app.GetRequiredService<RequestNumbers>();

    public RequestStore Requests => _app.GetRequiredService<RequestStore>();

    public ScanIds ScanIds => _app.GetRequiredService<ScanIds>();

    public DeviceTokens DeviceTokens => _app.GetRequiredService<DeviceTokens>();

    public ManageDevices Devices => _app.GetRequiredService<ManageDevices>();

    public ScanLog Log => _app.GetRequiredService<ScanLog>();

    public FoldScans Fold => _app.GetRequiredService<FoldScans>();

    public SweepShards Sweep => _app.GetRequiredService<SweepShards>();

    public TableLease Lease => _app.GetRequiredService<TableLease>();

    public ScanStore Scans => _app.GetRequiredService<ScanStore>();

    public ScanCode Scan => _app.GetRequiredService<ScanCode>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static T Value<T>(Outcome<T> outcome) => outcome switch
    {
        Outcome<T>.Created created => created.Value,
        Outcome<T>.Done done => done.Value,
        Outcome<T>.Refused refused => throw new InvalidOperationException($"Refused: {refused.Reason.Code}"),
        _ => throw new InvalidOperationException(),
    };

    public static string? Code<T>(Outcome<T> outcome) => (outcome as Outcome<T>.Refused)?.Reason.Code;

    public Task CreateAsync() => StorageLayout.CreateAsync(Clients, Cancel);

    /// <summary>Creates a new talent that no other test uses. The talent's status is in force.</summary>
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

    /// <summary>Creates a new talent who has a pass.</summary>
    public async Task<Actor> HolderAsync(DateOnly? validTo = null, string name = "李伟")
    {
        var talent = await TalentAsync(validTo, name);
        Value(await Issue.RunAsync(talent, null, english: true, Cancel));
        return talent;
    }

    public async Task<string> CodeAsync(Actor talent) => Value(await Read.CodeAsync(talent, Cancel)).Text;

    public async Task<ScanView> ScanAsync(string code, string nonce = "n-1", DateTimeOffset? scannedAt = null, string place = "hall-1", Actor? by = null) =>
        Value(await Scan.RunAsync(by ?? Hall, new ScanInput(code, place, nonce, "gate-2", scannedAt), english: true, Cancel));

    /// <summary>Moves all announced lines into the scan log and returns how many.</summary>
    public Task<int> FoldAsync() => Fold.RunAsync([.. Shard.All, .. ScanStore.Elsewhere], Cancel);

    public void Dispose() => _app.Dispose();
}
