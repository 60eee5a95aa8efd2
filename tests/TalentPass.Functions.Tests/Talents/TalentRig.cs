using TalentPass.Core;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Functions.Tests.Talents;

/// <summary>Core's talent operations on real storage, without a host.</summary>
internal sealed class TalentRig
{
    private static readonly MasterKey _key = new(new byte[MasterKey.Length]);
    private static readonly PublishedCatalogue _catalogue = new(
        1, "h", DateTimeOffset.UnixEpoch, new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds")).ReadCatalogue());

    public TalentRig(string connection, TimeProvider time, StorageFaults? faults = null)
    {
        Clients = new StorageClients(new StorageOptions
        {
            ConnectionString = connection,
            Faults = faults,
            RetryDelay = TimeSpan.FromMilliseconds(1),
        });
        Table = new TalentsTable(Clients);
        var sealer = new FieldSealer(_key, RandomSource.System);
        Rows = new TalentRows(sealer);
        Store = new TalentStore(Table, Rows);
        Lookup = new TalentLookup(Clients, new BlindIndex(_key), RandomSource.System);
        var keys = new RegistrationKeys(Clients, new BlindIndex(_key), RandomSource.System, time);
        Register = new RegisterTalent(Table, Store, Rows, Lookup, keys, CurrentAsync, RandomSource.System, time);
        Statuses = new ChangeStatuses(Table, Store, Rows, new StatusBell(Clients, RandomSource.System, time), CurrentAsync, RandomSource.System, time);
        Read = new ReadTalents(Store, Lookup, new AuditTrail(Table, new LookRows(sealer), sealer, RandomSource.System, time), CurrentAsync, time);
    }

    public static Actor Office { get; } = new("office", "人才办", Roles.Office, null, null);

    public StorageClients Clients { get; }

    public TalentsTable Table { get; }

    public TalentRows Rows { get; }

    public TalentStore Store { get; }

    public TalentLookup Lookup { get; }

    public RegisterTalent Register { get; }

    public ChangeStatuses Statuses { get; }

    public ReadTalents Read { get; }

    /// <summary>A person nobody else in the test run is.</summary>
    public static TalentRegistration Person(string name = "李伟", string? phone = null) => new(
        new NameInput(name),
        "foreign",
        [new DocumentInput(DocumentKind.Passport, $"{RandomSource.System.Next(900_000_000) + 100_000_000}", "DEU")],
        new DateOnly(1985, 6, 15),
        phone,
        [Status("leading", new DateOnly(2025, 1, 1), null)]);

    public static StatusInput Status(string tier, DateOnly from, DateOnly? to) =>
        new("ningbo", tier, new StatusIssuer(IssuerKind.Department, "人社局"), "认定文件", from, to);

    public async Task<string> RegisterAsync(TalentRegistration person) =>
        Value(await Register.RunAsync(Office, person, null, TestContext.Current.CancellationToken)).TalentId;

    public async Task<Talent> TalentAsync(string talentId) =>
        await Store.FindAsync(talentId, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("No such talent.");

    public async Task<IReadOnlyList<TalentListItem>> SearchAsync(string query) =>
        Value(await Read.SearchAsync(query, PageRequest.First, english: true, TestContext.Current.CancellationToken)).Items;

    public static T Value<T>(Outcome<T> outcome) => outcome switch
    {
        Outcome<T>.Created created => created.Value,
        Outcome<T>.Done done => done.Value,
        Outcome<T>.Refused refused => throw new InvalidOperationException($"Refused: {refused.Reason.Code}"),
        _ => throw new InvalidOperationException(),
    };

    public static string? Code<T>(Outcome<T> outcome) => (outcome as Outcome<T>.Refused)?.Reason.Code;

    private static ValueTask<PublishedCatalogue> CurrentAsync(CancellationToken cancel) => ValueTask.FromResult(_catalogue);
}
