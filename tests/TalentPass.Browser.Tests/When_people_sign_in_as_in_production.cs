using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Functions.Http;
using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>
/// The whole story in the environment Production, over https and without demo accounts: everybody signs in through a real provider of
/// OpenID Connect, talents through the province's, staff through the city's.
/// </summary>
public sealed class When_people_sign_in_as_in_production(ChromiumFixture chromium, AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Call = """
        async ([slot, method, path, body]) => {
          const headers = { "TalentPass-Session": slot, "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
          const path1 = `/api/v1${path}`;
          if (method === "ACT") {
            const read = await fetch(path1.slice(0, path1.lastIndexOf("/")), { headers });
            headers["If-Match"] = read.headers.get("ETag");
          }
          const answer = await fetch(path1, { method: method === "ACT" ? "POST" : method, headers, body: method === "GET" ? undefined : JSON.stringify(body) });
          return JSON.stringify({ status: answer.status, body: await answer.json().catch(() => null) });
        }
        """;

    private static readonly Dictionary<string, Dictionary<string, object>> _staff = new()
    {
        ["hall"] = new() { ["name"] = "厅小一", ["roles"] = new[] { "rc-hall" } },
        ["officer"] = new() { ["name"] = "经小二", ["roles"] = new[] { "rc-desk" }, ["department"] = "hrss" },
        ["colleague"] = new() { ["name"] = "经小三", ["roles"] = new[] { "rc-desk" }, ["department"] = "hrss" },
        ["supervisor"] = new() { ["name"] = "督小四", ["roles"] = new[] { "rc-supervisor" }, ["department"] = "all" },
        ["office"] = new() { ["name"] = "才小五", ["roles"] = new[] { "rc-office" } },
    };

    private static readonly Dictionary<string, Dictionary<string, object>> _talents = new()
    {
        ["chen"] = new() { ["name"] = "陈新", ["document_type"] = "111", ["document_number"] = "330203199001011236", ["phone_number"] = "13905741234", ["acr"] = "L3" },
    };

    private readonly List<Visitor> _visitors = [];
    private LocalCertificate _certificate = null!;
    private TlsFront _front = null!;
    private ProviderProcess _city = null!;
    private ProviderProcess _province = null!;
    private TestApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _certificate = new();
        _front = new(_certificate);
        _city = await ProviderProcess.StartAsync("city", _certificate, _front.Origin, _staff);
        _province = await ProviderProcess.StartAsync("province", _certificate, _front.Origin, _talents);
        var settings = new Dictionary<string, string?>([.. _city.Settings("city", "staff", "市统一身份认证", "City sign-in"), .. _province.Settings("province", "talent", "浙里办", "Provincial sign-in")])
        {
            ["Demo:Accounts"] = "false",
            ["City:PublicUrl"] = _front.Origin,
        };
        _app = await TestApp.StartAsync(
            azurite.NewAccount(),
            services => services.AddHttpClient(OidcTokens.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == _certificate.Value.Thumbprint,
            }),
            settings,
            environment: "Production");
        _front.LeadTo(_app.Http.BaseAddress!.Port);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var visitor in _visitors)
        {
            await visitor.LeaveAsync();
        }

        await _app.DisposeAsync();
        await _city.DisposeAsync();
        await _province.DisposeAsync();
        await _front.DisposeAsync();
        _certificate.Dispose();
        var troubles = _visitors.SelectMany(each => each.Troubles).ToList();
        Assert.True(troubles.Count == 0, string.Join('\n', troubles));
    }

    [Fact]
    public async Task From_an_unknown_person_to_a_scanned_pass()
    {
        var talent = await ArriveAsync(phone: true);
        await SignInAsync(talent, "/pass#/service/talent-recognition", "province", "chen");
        await talent.SubmitAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        var number = new Uri(talent.Page.Url).Fragment.Split('/')[^1];

        var officer = await ArriveAsync();
        await SignInAsync(officer, $"/desk#/case/{number}", "city", "officer");
        await Assertions.Expect(officer.Page.Locator(".case .facts").First).ToContainTextAsync(number);
        await Assertions.Expect(officer.Page.Locator(".bar")).ToContainTextAsync("经小二");
        await officer.CheckAccessAsync();
        foreach (var action in new[] { "claim", "accept" })
        {
            await officer.Page.Locator($".case button[data-action='{action}']").ClickAsync();
            await Assertions.Expect(officer.Page.Locator($".case .timeline [data-action='{action}']").Last).ToBeVisibleAsync();
        }

        await DecideAsync(officer, number);
        await talent.Page.GotoAsync("/pass");
        await Assertions.Expect(talent.Page.Locator(".bar")).ToContainTextAsync("陈新");
        // The page asks for the pass itself.
        await Assertions.Expect(talent.Page.Locator(".picture[data-profile]")).ToBeVisibleAsync();
        var code = (await CallAsync(talent, "talent", "GET", "/passes/current/code", new { })).Is(200).GetProperty("code").GetString()!;

        var hall = await ArriveAsync();
        await SignInAsync(hall, "/hall", "city", "hall");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
        await hall.Page.Locator("#code").FillAsync(code);
        await hall.Page.Locator("#code").PressAsync("Enter");
        await Assertions.Expect(hall.Page.Locator(".outcome.green .holder")).ToHaveTextAsync("陈*");

        await LookAfterAsync(officer);
    }

    [Fact]
    public async Task Who_turns_back_or_comes_twice_is_told_so_and_signs_in_after_all()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("401|403");
        await talent.Page.GotoAsync("/pass");
        await Assertions.Expect(talent.Page.Locator("[data-provider]")).ToHaveCountAsync(1);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync("sign-in-provider");
        await talent.Page.Locator("[data-provider='province']").ClickAsync();
        await talent.Page.Locator("#back").ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".alert")).ToContainTextAsync("取消");
        Assert.DoesNotContain("sign-in=", talent.Page.Url, StringComparison.Ordinal);

        string? callback = null;
        talent.Page.Request += (_, request) => callback = request.Url.Contains("/callback?", StringComparison.Ordinal) ? request.Url : callback;
        await _province.RotateAsync();
        await SignInAsync(talent, "/pass", "province", "chen");
        await Assertions.Expect(talent.Page.Locator(".bar")).ToContainTextAsync("陈新");

        // The answer of the provider once more, as with the browser's back button: nobody is signed in anew, nobody is signed out.
        await talent.Page.GotoAsync(callback!);
        await Assertions.Expect(talent.Page.Locator(".bar")).ToContainTextAsync("陈新");

        var thief = await ArriveAsync(phone: true);
        thief.Expect("401|403");
        await thief.Page.GotoAsync(callback!);
        await Assertions.Expect(thief.Page.Locator(".alert")).ToBeVisibleAsync();
        await Assertions.Expect(thief.Page.Locator("[data-provider='province']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signing_out_here_signs_out_at_the_provider_and_the_other_way_round()
    {
        var officer = await ArriveAsync();
        await SignInAsync(officer, "/desk", "city", "officer");
        var second = await officer.Page.Context.NewPageAsync();
        await second.GotoAsync("/desk");
        await Assertions.Expect(second.Locator(".bar")).ToContainTextAsync("经小二");

        officer.Expect("401");
        await officer.Page.Locator(".bar button", new() { HasText = "退出" }).ClickAsync();
        // The provider asks whether to end its own session as well.
        await officer.Page.Locator("button[name='logout'][value='yes']").ClickAsync();
        await Assertions.Expect(officer.Page).ToHaveURLAsync($"{_front.Origin}/");
        await second.ReloadAsync();
        await Assertions.Expect(second.Locator("[data-provider='city']")).ToBeVisibleAsync();
        // Nobody is signed in silently: the provider asks again.
        await second.Locator("[data-provider='city']").ClickAsync();
        await Assertions.Expect(second.Locator("input[name='login']")).ToBeVisibleAsync();
    }

    // A colleague proposes, another one confirms where the service wants two.
    private static async Task DecideAsync(Visitor officer, string number)
    {
        var path = $"/desks/hrss/requests/{number}";
        var points = (await CallAsync(officer, "desk", "GET", path, new { })).Is(200).GetProperty("points").EnumerateArray().Select(each => each.GetProperty("point").GetString()!).ToArray();
        foreach (var point in points)
        {
            (await CallAsync(officer, "desk", "ACT", $"{path}/check", new { point, met = true, note = "已核实" })).Is(200);
        }

        (await CallAsync(officer, "desk", "ACT", $"{path}/approve", new { decision = new { type = "grant", tier = "leading" } })).Is(200);
        await officer.Page.ReloadAsync();
        await Assertions.Expect(officer.Page.Locator(".case .timeline [data-action='approve']")).ToBeVisibleAsync();
    }

    private async Task LookAfterAsync(Visitor officer)
    {
        var supervisor = await ArriveAsync();
        await SignInAsync(supervisor, "/desk", "city", "supervisor");
        var staff = (await CallAsync(supervisor, "desk", "GET", "/staff", new { })).Is(200).GetProperty("items").EnumerateArray().ToArray();
        var account = staff.Single(each => each.GetProperty("displayName").GetString() == "经小二").GetProperty("account").GetString();
        (await CallAsync(supervisor, "desk", "POST", $"/staff/{account}/sign-out", new { })).Is(204);
        officer.Expect("401");
        await officer.Page.ReloadAsync();
        await Assertions.Expect(officer.Page.Locator("[data-provider='city']")).ToBeVisibleAsync();

        var office = await ArriveAsync();
        office.Expect("403");
        await SignInAsync(office, "/desk", "city", "office");
        var found = (await CallAsync(office, "desk", "GET", "/talents?q=330203199001011236", new { })).Is(200).GetProperty("items");
        Assert.Equal(1, found.GetArrayLength());
    }

    private async Task<Visitor> ArriveAsync(bool phone = false)
    {
        var context = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = _front.Origin,
            IgnoreHTTPSErrors = true,
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            ServiceWorkers = ServiceWorkerPolicy.Block,
            ViewportSize = phone ? new() { Width = 375, Height = 812 } : new() { Width = 1280, Height = 900 },
        });
        context.SetDefaultTimeout(20_000);
        var visitor = new Visitor(context, await context.NewPageAsync(), _front.Origin);
        foreach (var provider in new[] { _city, _province })
        {
            visitor.Expect($"^request leaves the app: {Regex.Escape(provider.Authority)}/");
        }

        _visitors.Add(visitor);
        return visitor;
    }

    private async Task SignInAsync(Visitor visitor, string page, string provider, string login)
    {
        await visitor.Page.GotoAsync(page);
        await visitor.Page.Locator($"[data-provider='{provider}']").ClickAsync();
        await visitor.Page.Locator("input[name='login']").FillAsync(login);
        await visitor.Page.Locator("#go").ClickAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex($"^{Regex.Escape(_front.Origin)}{Regex.Escape(page)}"));
    }

    private static async Task<Called> CallAsync(Visitor visitor, string slot, string method, string path, object body)
    {
        var text = await visitor.Page.EvaluateAsync<string>(Call, new object[] { slot, method, path, body });
        var answer = JsonElement.Parse(text);
        return new($"{method} {path}", answer.GetProperty("status").GetInt32(), answer.GetProperty("body"));
    }

    private sealed record Called(string Name, int Status, JsonElement Body)
    {
        public JsonElement Is(int status)
        {
            Assert.True(Status == status, $"{status} was expected of {Name}: {Status} {Body}");
            return Body;
        }
    }
}
