using System.Net;
using System.Text.Json;
using Azure.Storage.Queues;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Passes;
using TalentPass.Functions.Tests.Trust;
using static TalentPass.Functions.Tests.Telemetry.PersonalData;

namespace TalentPass.Functions.Tests.Telemetry;

/// <summary>
/// Operations that the main story (<see cref="PersonalStory"/>) does not use: drafts, bundles, actions on many requests,
/// devices, lists and keys.
/// </summary>
internal sealed class PersonalErrands(HttpClient http, string connection, PersonalData personal, Func<string, Task<HttpClient>> signInAsync)
{
    private const string Rent = "housing-rent-subsidy";

    public async Task RunAsync(string talentPath)
    {
        using var office = await signInAsync("office");
        using var talent = await signInAsync("zhang-hui");
        using var desk = await signInAsync("desk-housing");
        using var supervisor = await signInAsync("supervisor");
        personal.Add("name", "张慧");
        Held(await supervisor.GetJsonAsync("/api/v1/desks/housing/load"));
        await PrepareAsync(talent, desk);
        await ScanAsync(talent, supervisor, office);
        using var second = await signInAsync("supervisor-2");
        await SortLettersAsync(supervisor, second);
        await RuleAsync(office, talentPath);
        await LookAroundAsync(talent, office, desk);
        await SignInAndOutAsync(talent, office);
    }

    private async Task SignInAndOutAsync(HttpClient talent, HttpClient office)
    {
        Held(await http.GetJsonAsync("/api/v1/sign-in/providers"));
        var first = Held(await http.PostJsonAsync("/api/v1/sign-in/demo", new { account = "zhang-hui" }));
        personal.Add("refresh token", first.Text("refreshToken"));
        var next = Held(await http.PostJsonAsync("/api/v1/sign-in/refresh", new { refreshToken = first.Text("refreshToken") }));
        personal.Add("refresh token", next.Text("refreshToken"));
        Held(await talent.GetJsonAsync("/api/v1/me/sessions"));
        Held(await talent.CallAsync(HttpMethod.Delete, $"/api/v1/me/sessions/{next.Text("session")}"), HttpStatusCode.NoContent);
        Held(await talent.GetJsonAsync("/api/v1/me/notifications"));
        Held(await talent.GetJsonAsync("/api/v1/me/notifications/unread"));
        Held(await talent.PostJsonAsync("/api/v1/me/notifications/read", new { upTo = "8584057914751700055-yc0yj3gs-0003" }), HttpStatusCode.NoContent);
        Held(await talent.GetJsonAsync("/api/v1/me/notifications/channels"));
        Held(await talent.CallAsync(HttpMethod.Put, "/api/v1/me/notifications/channels", """{"language":"en"}"""));
        Held(await talent.CallAsync(HttpMethod.Put, "/api/v1/me/notifications/channels", $$"""{"email":"{{personal.Note("zhang.hui@example.com")}}"}"""), HttpStatusCode.Conflict);
        Held(await talent.PostJsonAsync("/api/v1/me/notifications/channels/email/confirm", new { code = "482916" }), HttpStatusCode.UnprocessableEntity);
        Held(await talent.PostJsonAsync("/api/v1/me/notifications/consents", new { template = "result", count = 1 }), HttpStatusCode.UnprocessableEntity);
        Held(await office.GetJsonAsync("/api/v1/staff"));
        Held(await office.PostJsonAsync("/api/v1/staff/nobody/sign-out", new { }), HttpStatusCode.NotFound);

        // Neither a provider nor WeChat is configured here; what they send must not be in the logs either.
        Held(await http.GetJsonAsync("/api/v1/sign-in/oidc/city/start?return=/desk"), HttpStatusCode.NotFound);
        Held(await http.GetJsonAsync($"/api/v1/sign-in/oidc/city/callback?state=s&code={personal.Note("code-of-the-provider")}"), HttpStatusCode.NotFound);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["logout_token"] = personal.Note("token-of-the-provider") });
        using var told = await http.PostAsync(new Uri("/api/v1/sign-in/oidc/city/sign-out", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, told.StatusCode);
        Held(await http.PostJsonAsync("/api/v1/sign-in/wechat", new { code = personal.Note("js-code-of-wechat") }), HttpStatusCode.NotFound);
        Held(await http.PostJsonAsync("/api/v1/sign-in/wechat/bind", new { ticket = "t", phoneCode = personal.Note("phone-code-of-wechat"), documentTail = "01123X" }), HttpStatusCode.Forbidden);
        Held(await talent.PostJsonAsync("/api/v1/sign-in/wechat/unbind", new { }), HttpStatusCode.NotFound);
        using var leaver = await signInAsync("hall-2");
        Held(await leaver.PostJsonAsync("/api/v1/sign-in/out", new { everywhere = false }));
    }

    private async Task PrepareAsync(HttpClient talent, HttpClient desk)
    {
        var answers = SeedCatalogue.Example(Rent);
        Held(await talent.CallAsync(HttpMethod.Put, "/api/v1/drafts/mine", new { service = Rent, answers }));
        Held(await talent.GetJsonAsync("/api/v1/drafts"));
        Held(await talent.GetJsonAsync("/api/v1/drafts/mine"));
        Held(await talent.CallAsync(HttpMethod.Put, "/api/v1/drafts/other", new { service = Rent, answers }));
        Held(await talent.CallAsync(HttpMethod.Delete, "/api/v1/drafts/other"), HttpStatusCode.NoContent);
        var filed = Numbered(Held(await talent.PostJsonAsync("/api/v1/drafts/mine/submit", new { }, RandomSource.System.Id(20)), HttpStatusCode.Created));
        await RequestCalls.OnDeskAsync(desk, "housing", filed);
        Held(await desk.PostJsonAsync("/api/v1/desks/housing/bulk", new { numbers = new[] { filed }, action = "refuse", reason = personal.Note("张慧名下已有公租房一套") }));
        Held(await desk.GetJsonAsync("/api/v1/desks/housing/counts"));
        Held(await desk.GetJsonAsync("/api/v1/desks/housing/colleagues"));
        Held(await desk.GetJsonAsync("/api/v1/desks/housing/reasons"));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        Held(await desk.GetJsonAsync($"/api/v1/desks/housing/export.csv?from={today:yyyy-MM-dd}&to={today:yyyy-MM-dd}"));

        using var body = new MultipartFormDataContent { { new ByteArrayContent("%PDF-1.7"u8.ToArray()), "file", "张慧的居住证.pdf" } };
        personal.Add("file name", "张慧的居住证");
        using var uploaded = await talent.PostAsync("/api/v1/files", body, TestContext.Current.CancellationToken);
        var file = JsonElement.Parse(await uploaded.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("file").GetString();
        Held(await talent.GetJsonAsync($"/api/v1/files/{file}"));
        var withPaper = Numbered(Held(
            await talent.PostJsonAsync("/api/v1/requests", new { service = Rent, answers, confirmRepeat = true, materials = new[] { new { id = "lease-contract", file } } }, RandomSource.System.Id(20)),
            HttpStatusCode.Created));
        Held(await desk.GetJsonAsync($"/api/v1/desks/housing/requests/{withPaper}/files/{file}"));
        Held(await desk.GetJsonAsync($"/api/v1/desks/housing/requests/{withPaper}/notifications"));

        var bundled = SeedCatalogue.Published.Content.Bundle("family-move")!.Services.ToDictionary(each => each, SeedCatalogue.Example);
        var bundle = Held(
            await talent.PostJsonAsync("/api/v1/bundles/family-move/requests", new { answers = bundled }, RandomSource.System.Id(20)), HttpStatusCode.Created);
        personal.Add("request number", bundle.Text("bundleNumber"));
        Held(await talent.GetJsonAsync($"/api/v1/bundles/family-move/requests/{bundle.Text("bundleNumber")}"));
    }

    private async Task ScanAsync(HttpClient talent, HttpClient supervisor, HttpClient office)
    {
        using var hall = await signInAsync("hall-2");
        using var phone = new Phone();
        Held(await talent.PostJsonAsync("/api/v1/passes", new { }, key: RandomSource.System.Id(12)), HttpStatusCode.Created, HttpStatusCode.OK);
        personal.Add("device key", phone.PublicKey);
        personal.Add("pass code", Held(await talent.PostJsonAsync("/api/v1/passes/current/device-keys", new { publicKey = phone.PublicKey }), HttpStatusCode.Created).Text("credential"));
        var code = Held(await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        personal.Add("pass code", code);
        Held(await talent.GetJsonAsync("/api/v1/passes/current/code.svg"));
        Held(await talent.GetJsonAsync("/api/v1/passes/current/code.png"));
        const string Gate = "政务大厅东门张慧窗口";
        personal.Add("place", Gate);
        var device = Held(await supervisor.PostJsonAsync("/api/v1/devices", new { name = "东门闸机", place = Gate }, key: RandomSource.System.Id(12)), HttpStatusCode.Created);
        personal.Add("token", device.Text("token"));
        Held(await supervisor.GetJsonAsync("/api/v1/devices"));
        var scan = Held(await hall.PostJsonAsync("/api/v1/scans", new { code, place = Gate, nonce = RandomSource.System.Id(20) }));
        Held(await supervisor.GetJsonAsync($"/api/v1/scans/{scan.Text("scanId")}"));
        await TakePapersAsync(talent, hall, scan.Text("scanId"));
        const string Number = "330299198703080170";
        personal.Add("document", Number);
        Held(await hall.PostJsonAsync("/api/v1/look-ups", new { document = new { kind = "resident_id", number = Number }, place = Gate, nonce = RandomSource.System.Id(20) }));
        Held(await supervisor.GetJsonAsync($"/api/v1/scans?place={Uri.EscapeDataString(Gate)}"));
        Held(await supervisor.CallAsync(HttpMethod.Delete, $"/api/v1/devices/{device.Text("deviceId")}"), HttpStatusCode.NoContent);

        Held(await talent.PostJsonAsync("/api/v1/passes/current/freeze", new { }));
        Held(await talent.PostJsonAsync("/api/v1/passes/current/unfreeze", new { }));
        var pass = Held(await talent.GetJsonAsync("/api/v1/passes/current")).Text("passId");
        personal.Add("pass id", pass);
        var cards = $"/api/v1/passes/{pass}/cards";
        var card = Held(await office.PostJsonAsync(cards, new { }, key: RandomSource.System.Id(12)), HttpStatusCode.Created);
        personal.Add("pass code", card.Text("code"));
        Held(await office.GetJsonAsync(cards));
        Held(await office.GetJsonAsync($"{cards}/{card.Text("cardId")}/code.png"));
        Held(await office.GetJsonAsync($"{cards}/{card.Text("cardId")}/code.svg"));
        Held(await office.PostJsonAsync($"{cards}/{card.Text("cardId")}/revoke", new { reason = personal.Note("张慧的卡片遗失在地铁") }));
        Held(await talent.GetJsonAsync("/api/v1/passes/current/access-log"));
        Held(await office.PostJsonAsync($"/api/v1/passes/{pass}/revoke", new { reason = personal.Note("张慧已离甬定居上海") }));
        Held(await office.PostJsonAsync($"/api/v1/passes/{pass}/allow-new", new { reason = personal.Note("张慧核实后仍在宁波工作") }));
    }

    private async Task TakePapersAsync(HttpClient talent, HttpClient hall, string scanId)
    {
        using var desk = await signInAsync("desk-housing");
        var number = Numbered(Held(
            await talent.PostJsonAsync("/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent), confirmRepeat = true }, RandomSource.System.Id(20)), HttpStatusCode.Created));
        await RequestCalls.OnDeskAsync(desk, "housing", number);
        var items = new[] { new { material = "lease-contract", text = personal.Note("张慧的合同缺最后一页") } };
        Held(await RequestCalls.ActAsync(desk, $"/api/v1/desks/housing/requests/{number}", "request-supplement", new { items, dueWorkingDays = 5 }));
        Held(await hall.GetJsonAsync($"/api/v1/requests/{number}/wanted?scanId={scanId}"));
        Held(await hall.PostJsonAsync($"/api/v1/requests/{number}/wanted", new { scanId }));
        Held(await hall.PostJsonAsync($"/api/v1/requests/{number}/supplement", new { materials = new[] { new { id = "lease-contract" } }, onBehalfOf = new { scanId } }, RandomSource.System.Id(20)));
    }

    private async Task SortLettersAsync(HttpClient supervisor, HttpClient second)
    {
        const string Letters = "/api/v1/desks/housing/dead-letters";
        var queue = new QueueServiceClient(connection, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }).GetQueueClient("desk-housing");
        await queue.SendMessageAsync($"{{\"name\":\"{personal.Note("张慧的来信无法识别")}\",\"version\":1}}", TestContext.Current.CancellationToken);
        Held(await supervisor.PostJsonAsync($"{Letters}/{await LetterAsync()}/requeue", new { }));
        var letter = await LetterAsync();
        Held(await supervisor.PostJsonAsync($"{Letters}/{letter}/discard", new { reason = personal.Note("张慧来信重复,作废") }));
        Held(await second.PostJsonAsync($"{Letters}/{letter}/discard", new { reason = personal.Note("张慧的来信确属重复") }));

        // After the message is put back, it soon becomes a dead letter again.
        async Task<string> LetterAsync() => (await HttpJson.UntilAsync(
            () => supervisor.GetJsonAsync(Letters), all => Held(all).Items.Count > 0, "the letter is set aside"))
            .Items[0].GetProperty("id").GetString()!;
    }

    private async Task RuleAsync(HttpClient office, string talentPath)
    {
        var status = Held(
            await office.PostJsonAsync(
                $"{talentPath}/statuses",
                new { scheme = "ningbo", tier = "senior", issuer = new { kind = "department", name = "宁波市人力资源和社会保障局" }, basis = personal.Note("杜邦教授聘用合同第9号"), validFrom = "2026-01-01" },
                key: RandomSource.System.Id(12)),
            HttpStatusCode.Created);
        Held(await office.PostJsonAsync($"{talentPath}/statuses/{status.Text("statusId")}/revoke", new { reason = personal.Note("杜邦合同提前终止") }));

        using var city = new TestCity("330900");
        Held(await office.CallAsync(HttpMethod.Put, "/api/v1/partners/330900", city.Input), HttpStatusCode.OK, HttpStatusCode.Created);
        Held(await office.CallAsync(HttpMethod.Delete, "/api/v1/partners/330900"), HttpStatusCode.NoContent);
        var ordered = Held(await office.PostJsonAsync("/api/v1/keys/rotate", new { }, RandomSource.System.Id(12)), HttpStatusCode.Created);
        Held(await office.PostJsonAsync($"/api/v1/keys/{ordered.Text("kid")}/withdraw", new { reason = personal.Note("王芳误抄到公告栏") }, RandomSource.System.Id(12)));
        var document = await office.GetStringAsync("/api/v1/catalogue", TestContext.Current.CancellationToken);
        Held(await office.CallAsync(HttpMethod.Put, "/api/v1/catalogue", document));
        Held(await office.CallAsync(HttpMethod.Put, "/api/v1/catalogue", $"{{\"{personal.Note("王芳写错的目录")}\": 1}}"), HttpStatusCode.UnprocessableEntity);
        Held(await office.GetJsonAsync("/api/v1/catalogue/versions"));
    }

    private async Task LookAroundAsync(HttpClient talent, HttpClient office, HttpClient desk)
    {
        Held(await office.GetJsonAsync("/api/v1/departments"));
        Held(await office.GetJsonAsync("/api/v1/areas"));
        Held(await office.GetJsonAsync("/api/v1/tiers"));
        foreach (var path in new[] { "/api/v1/me", "/api/v1/services", $"/api/v1/services/{Rent}", "/api/v1/bundles", "/api/v1/entitlements" })
        {
            Held(await talent.GetJsonAsync(path));
        }

        Held(await desk.GetJsonAsync("/api/v1/desks/housing/requests"));
        string[] open =
        [
            "/health/live", "/openapi/v1.json", "/docs", "/api/v1/sign-in/demo", "/pass",
            .. ((string[])["keys", "trust", "root", "status/0", "status-lists", "partners"]).Select(name => $"/.well-known/talentpass/{name}"),
        ];
        foreach (var path in open)
        {
            Held(await http.GetJsonAsync(path));
        }
    }

    private string Numbered(Answer filed)
    {
        personal.Add("request number", filed.Text("number"));
        return filed.Text("number");
    }
}
