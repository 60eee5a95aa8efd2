using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Functions.Tests.Talents;

/// <summary>Core's talent operations on real storage, without a host.</summary>
internal sealed class TalentRig
{
    private readonly IServiceProvider _app;

    public TalentRig(string connection, TimeProvider time, StorageFaults? faults = null) =>
        _app = AppServices.Build(connection, time: time, faults: faults, replace: services => services.WithSeedCatalogue());

    public static Actor Office { get; } = new("office", "人才办", Roles.Office, null, null);

    public TalentsTable Table => _app.GetRequiredService<TalentsTable>();

    public StorageClients Clients => _app.GetRequiredService<StorageClients>();

    public TalentRows Rows => _app.GetRequiredService<TalentRows>();

    public TalentStore Store => _app.GetRequiredService<TalentStore>();

    public PassStore Passes => _app.GetRequiredService<PassStore>();

    public TalentLookup Lookup => _app.GetRequiredService<TalentLookup>();

    public RegisterTalent Register => _app.GetRequiredService<RegisterTalent>();

    public ChangeStatuses Statuses => _app.GetRequiredService<ChangeStatuses>();

    public ReadTalents Read => _app.GetRequiredService<ReadTalents>();

    /// <summary>Creates a registration for a new person, different from all others in the test run.</summary>
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
        Value(await Read.SearchAsync(Office, query, PageRequest.First, english: true, TestContext.Current.CancellationToken)).Items;

    public static T Value<T>(Outcome<T> outcome) => outcome switch
    {
        Outcome<T>.Created created => created.Value,
        Outcome<T>.Done done => done.Value,
        Outcome<T>.Refused refused => throw new InvalidOperationException($"Refused: {refused.Reason.Code}"),
        _ => throw new InvalidOperationException(),
    };

    public static string? Code<T>(Outcome<T> outcome) => (outcome as Outcome<T>.Refused)?.Reason.Code;
}
