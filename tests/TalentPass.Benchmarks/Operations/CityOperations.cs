using System.Text.Json;
using TalentPass.Benchmarks.Seeding;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Operations;

/// <summary>The operations of a seeded city, against one running app.</summary>
internal sealed class CityOperations
{
    private const string Desk = "desk-housing";
    private const int CodesARound = 6000;
    private const int HallStaff = 64;
    private readonly AppClient _app;
    private readonly SeededCity _city;
    private readonly CodeSupply _codes;
    private readonly ClaimSupply _claims;

    /// <param name="app">The app.</param>
    /// <param name="city">What its storage has.</param>
    /// <param name="services">The product's services on the same storage, which make codes.</param>
    public CityOperations(AppClient app, SeededCity city, IServiceProvider services)
    {
        (_app, _city, _codes, _claims) = (app, city, new CodeSupply(services), new ClaimSupply(app, city, "housing"));
    }

    /// <summary>The operations that have a target for their cost beside storage.</summary>
    public IReadOnlyList<Operation> Everyday =>
    [
        new("scan", ScanAsync) { PrepareAsync = () => _codes.MintAsync(_city.Talents, CodesARound), Most = CodesARound },
        new("submit", (_, n) => _app.PostAsync("/api/v1/requests", _city.Talent(n).Token, _city.Example, key: NewId())),
        new("desk page", (_, _) => ReadDeskAsync("requests?limit=20")),
        new("case", (_, n) => ReadDeskAsync($"requests/{_city.Request("housing", n)}")),
        new("list mine", (_, n) => _app.GetAsync("/api/v1/requests", _city.Talent(n).Token)),
        new("show a code", (_, n) => _app.GetAsync("/api/v1/passes/current/code", _city.Talent(n).Token)),
        new("claim", (_, _) => _claims.ClaimAsync()) { PrepareAsync = _claims.PrepareAsync, Most = ClaimSupply.ARound },
        new("me", (_, _) => _app.GetAsync("/api/v1/me", _city.Staff[Desk])),
    ];

    private Task<bool> ReadDeskAsync(string path) => _app.GetAsync($"/api/v1/desks/housing/{path}", _city.Staff[Desk]);

    private Task<bool> ScanAsync(int caller, int n) => _app.PostAsync(
        "/api/v1/scans",
        _city.Staff[$"hall-{caller % HallStaff}"],
        JsonSerializer.SerializeToUtf8Bytes(new { code = _codes.Next(), place = "大厅一号窗", nonce = NewId() }));

    private static string NewId() => RandomSource.System.Id(20);
}
