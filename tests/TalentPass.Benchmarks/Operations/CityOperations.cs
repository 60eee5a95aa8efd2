using System.Globalization;
using System.Text.Json;
using TalentPass.Benchmarks.Seeding;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Operations;

/// <summary>The operations of a seeded city, against one running app.</summary>
internal sealed class CityOperations
{
    /// <summary>The place at which codes are scanned.</summary>
    public const string Place = "大厅一号窗";

    private const string Requests = "/api/v1/requests";
    private const string Code = "/api/v1/passes/current/code";
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
        Scanning("scan", _city.Talents),
        new("submit", (_, n) => SubmitAsync(_city.Talent(n))),
        new("desk page", (_, _) => ReadDeskAsync("housing", "requests?limit=20")),
        new("case", (_, n) => ReadDeskAsync("housing", $"requests/{_city.Request("housing", n)}")),
        new("list mine", (_, n) => _app.GetAsync(Requests, _city.Talent(n).Token)),
        new("show a code", (_, n) => _app.GetAsync(Code, _city.Talent(n).Token)),
        new("claim", (_, _) => _claims.ClaimAsync()) { PrepareAsync = _claims.PrepareAsync, Most = () => _claims.Count },
        new("me", (_, _) => _app.GetAsync("/api/v1/me", _city.Staff["desk-housing"])),
        new("keys", (_, _) => _app.GetAsync("/.well-known/talentpass/keys", null)),
        new("health", (_, _) => _app.GetAsync("/health/live", null)),
    ];

    /// <summary>These and others whose cost might grow with what is stored.</summary>
    public IReadOnlyList<Operation> Growing =>
    [
        .. Everyday,
        Scanning("scan of a talent with many requests", [_city.Many]),
        new("list mine, of many", (_, _) => _app.GetAsync(Requests, _city.Many.Token)),
        new("submit, after many", (_, _) => SubmitAsync(_city.Many)) { Most = static () => 5 },
        new("desk page of a small desk", (_, _) => ReadDeskAsync("education", "requests?limit=20")),
        new("desk page, claimed by me", (_, _) => ReadDeskAsync("housing", "requests?limit=20&assignee=me")),
        new("desk page, claimed by nobody", (_, _) => ReadDeskAsync("housing", "requests?limit=20&assignee=none")),
        new("desk page of one state", (_, _) => ReadDeskAsync("housing", "requests?limit=20&state=accepted")),
        // One call of some tens of rows: how many depends on the changes since the counts were last folded.
        new("counts of a desk", (_, _) => ReadDeskAsync("housing", "counts")) { SpareRows = DeskStore.FoldedFrom + 1 },
        new("counts of a small desk", (_, _) => ReadDeskAsync("education", "counts")) { SpareRows = DeskStore.FoldedFrom + 1 },
        new("search by number", (_, n) => SearchAsync(_city.Request("housing", n))),
        new("search by phone", (_, n) => SearchAsync(SeededPeople.Phone(_city.Talent(n).Number))),
        new("search by document", (_, n) => SearchAsync(SeededPeople.ResidentId(_city.Talent(n).Number))),
        new("search by name", (_, n) => SearchAsync(SeededPeople.Name(_city.Talent(n).Number))),
        new("search by phone, of many", (_, _) => SearchAsync(SeededPeople.Phone(_city.Many.Number))),
        new("scans of today", (_, _) => _app.GetAsync($"/api/v1/scans?place={Uri.EscapeDataString(Place)}", _city.Staff["supervisor"])),
        new("scans of yesterday", (_, _) => _app.GetAsync($"/api/v1/scans?place={Uri.EscapeDataString(Place)}&date={Day(-1)}", _city.Staff["supervisor"])),
        new("export of the smallest desk", (_, _) => ReadDeskAsync("office", $"export.csv?from={Day(-6)}&to={Day(0)}")) { Most = static () => 5, IsFlat = false },
        new("entitlements", (_, n) => _app.GetAsync("/api/v1/entitlements", _city.Talent(n).Token)),
        new("prefilled form", (_, n) => _app.GetAsync($"/api/v1/services/{SeededCity.Service}/prefill", _city.Talent(n).Token)),
        // Who was on a list that somebody read has one look more.
        new("access log", (_, n) => _app.GetAsync("/api/v1/passes/current/access-log", _city.Talent(n).Token)) { SpareRows = 1 },
        new("services", (_, n) => _app.GetAsync("/api/v1/services", _city.Talent(n).Token)),
        new("trust list", (_, _) => _app.GetAsync("/.well-known/talentpass/trust", null)),
        new("status list", (_, _) => _app.GetAsync("/.well-known/talentpass/status/0", null)),
    ];

    private Operation Scanning(string name, IReadOnlyList<SeededTalent> talents) =>
        new(name, ScanAsync) { PrepareAsync = () => _codes.MintAsync(talents, CodesARound), Most = static () => CodesARound };

    private Task<bool> ScanAsync(int caller, int n) => _app.PostAsync(
        "/api/v1/scans",
        _city.Staff[string.Create(CultureInfo.InvariantCulture, $"hall-{caller % HallStaff}")],
        JsonSerializer.SerializeToUtf8Bytes(new { code = _codes.Next(), place = Place, nonce = NewId() }));

    private Task<bool> SubmitAsync(SeededTalent talent) => _app.PostAsync(Requests, talent.Token, _city.Filing(), key: NewId());

    private Task<bool> SearchAsync(string text) => ReadDeskAsync("housing", $"search?q={Uri.EscapeDataString(text)}");

    private Task<bool> ReadDeskAsync(string department, string path) => _app.GetAsync($"/api/v1/desks/{department}/{path}", _city.Staff[$"desk-{department}"]);

    private static string Day(int after) => LegalDay.Today(TimeProvider.System).AddDays(after).ToString("o", CultureInfo.InvariantCulture);

    private static string NewId() => RandomSource.System.Id(20);
}
