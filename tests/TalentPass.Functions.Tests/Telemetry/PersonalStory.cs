using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework;
using static TalentPass.Functions.Tests.Telemetry.PersonalData;

namespace TalentPass.Functions.Tests.Telemetry;

/// <summary>
/// A story with personal data: a person is recorded, found and shown, a pass is shown and scanned, and requests are filed and
/// decided. Many errors happen as well. The class records all personal data that it sends and receives.
/// </summary>
/// <param name="http">Calls the app.</param>
/// <param name="connection">The app's storage account.</param>
/// <param name="isLogged">Whether the app has logged a text.</param>
internal sealed class PersonalStory(HttpClient http, string connection, Func<string, bool> isLogged)
{
    private const string Phone = "+49 30 7654321";
    private const string Mail = "marie.dupont@mail.example";
    private readonly string _passport = $"X{RandomSource.System.Next(90_000_000) + 10_000_000}";

    public PersonalData Personal { get; } = new();

    /// <summary>Tells the story.</summary>
    /// <param name="whole">False: only its beginning, in which a person is recorded and found and a request is decided.</param>
    public async Task TellAsync(bool whole)
    {
        using var office = await SignInAsync("office");
        using var talent = await SignInAsync("li-wei");
        using var hall = await SignInAsync("hall-1");
        Personal.Add("name", "李伟", "Li Wei", "DUPONT", "Marie", "杜邦", "王芳");
        Personal.Add("document", _passport, "33029919850615031X");
        Personal.Add("phone", Phone, Phone.Replace(" ", "", StringComparison.Ordinal), "7654321", "13900000001");
        Personal.Add("birth date", "1980-05-17", "1985-06-15");
        var recorded = await RecordAsync(office);
        await ShowAndScanAsync(talent, hall);
        await DecideAsync(talent);
        if (!whole)
        {
            return;
        }

        await SupplyAndRateAsync(talent);
        await PersonalDocuments.PublishCalendarAsync(office);
        await new PersonalErrands(http, connection, Personal, SignInAsync).RunAsync(recorded);
        await GoWrongAsync(office, talent, hall);
    }

    private async Task<string> RecordAsync(HttpClient office)
    {
        var recorded = Held(await office.PostJsonAsync("/api/v1/talents", Person(_passport), key: RandomSource.System.Id(12)), HttpStatusCode.Created);
        Personal.Add("talent id", recorded.Text("talentId"));
        foreach (var query in new[] { _passport, Phone, "dupont marie", "杜邦" })
        {
            var found = Held(await office.GetJsonAsync($"/api/v1/talents?q={Uri.EscapeDataString(query)}"));
            Assert.NotEmpty(found.Items);
        }

        Held(await office.GetJsonAsync(recorded.Location!));
        return recorded.Location!;
    }

    private async Task ShowAndScanAsync(HttpClient talent, HttpClient hall)
    {
        Held(await talent.PostJsonAsync("/api/v1/passes", new { }, key: RandomSource.System.Id(12)), HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict);
        var code = Held(await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        Personal.Add("pass code", code, code[^40..]);
        foreach (var outcome in new[] { "valid", "already_used" })
        {
            var nonce = RandomSource.System.Id(20);
            var scan = Held(await hall.PostJsonAsync("/api/v1/scans", new { code, place = "government-service-hall", nonce }));
            Assert.Equal(outcome, scan.Text("outcome"));
        }
    }

    private async Task DecideAsync(HttpClient talent)
    {
        using var desk = await SignInAsync("desk-housing");
        var answers = SeedCatalogue.Example("housing-rent-subsidy");
        Personal.Add("answer", ((string[])["rentalAddress", "bankName", "bankAccount"]).Select(name => answers.GetProperty(name).GetString()!));
        var request = await FileAsync(talent, "housing-rent-subsidy", answers);
        var number = request.Text("number");
        await RequestCalls.OnDeskAsync(desk, "housing", number);
        var path = $"/api/v1/desks/housing/requests/{number}";
        var etag = Held(await desk.GetJsonAsync(path)).ETag;
        foreach (var (verb, body) in new (string, object)[]
        {
            ("claim", new { }),
            ("note", new { text = Personal.Note($"家属患病,请尽快办理 {Mail}"), @internal = true }),
            ("accept", new { note = Personal.Note("材料齐全,请本人带结婚证") }),
            ("approve", new { result = Personal.Note("每月补贴壹仟贰佰元整"), decision = new { type = "grant-partly", amount = 1200, reason = Personal.Note("实际租金低于补贴标准,按租金发放") } }),
            ("deliver", new { how = "mobile" }),
        })
        {
            etag = verb == "approve" ? await RequestCalls.TickAsync(desk, path) : etag;
            etag = Held(await desk.PostJsonAsync($"{path}/{verb}", body, ifMatch: etag)).ETag;
        }

        Personal.Add("e-mail", Mail);
        foreach (var query in new[] { number, request.Text("shortCode"), "13900000001", "33029919850615031X", "李伟" })
        {
            Assert.NotEmpty(Held(await desk.GetJsonAsync($"/api/v1/desks/housing/search?q={Uri.EscapeDataString(query)}")).Items);
        }

        var decided = Held(await talent.GetJsonAsync($"/api/v1/requests/{number}"));
        Held(await talent.GetJsonAsync("/api/v1/requests"));
        await new PersonalDocuments(http, Personal, SignInAsync).RunAsync(talent, decided);
    }

    private async Task SupplyAndRateAsync(HttpClient talent)
    {
        using var desk = await SignInAsync("desk-housing");
        using var hrss = await SignInAsync("desk-hrss");
        var file = Held(await UploadAsync(talent, "李伟的租赁合同.pdf"), HttpStatusCode.Created).Text("file");
        Personal.Add("file name", "李伟的租赁合同");
        var number = (await FileAsync(talent, "housing-rent-subsidy", SeedCatalogue.Example("housing-rent-subsidy"))).Text("number");
        await RequestCalls.OnDeskAsync(desk, "housing", number);
        await ActAsync(desk, "housing", number, "request-supplement", new { items = new[] { new { material = "lease-contract", text = Personal.Note("合同第三页房东签名缺失") } }, dueWorkingDays = 5 });
        await SayAsync(talent, number, "supplement", new { materials = new[] { new { id = "lease-contract", file } } });
        await SayAsync(talent, number, "urge", new { text = Personal.Note("孩子下周手术,急等补贴") });
        await ActAsync(desk, "housing", number, "answer-urge", new { text = Personal.Note("已转分管领导王建国处理") });
        await ActAsync(desk, "housing", number, "accept", new { });
        await ActAsync(desk, "housing", number, "transfer", new { department = "hrss", reason = Personal.Note("社保缴纳地存疑需人社核查") });
        await RequestCalls.OnDeskAsync(hrss, "hrss", number);
        await ActAsync(hrss, "hrss", number, "refuse", new { reason = Personal.Note("配偶名下已有住房一套") });
        await ActAsync(hrss, "hrss", number, "deliver", new { how = "mobile" });
        await SayAsync(talent, number, "appeal", new { text = Personal.Note("该房产已于去年出售") }, HttpStatusCode.Created);
        await SayAsync(talent, number, "rating", new { grade = 1, channel = "mobile", text = Personal.Note("态度冷漠,不听解释") });
        var taken = (await FileAsync(talent, "medical-green-lane", SeedCatalogue.Example("medical-green-lane"))).Text("number");
        await SayAsync(talent, taken, "withdraw", new { reason = Personal.Note("已在外省就医无需办理") });
        Held(await http.GetJsonAsync($"/api/v1/progress?number={taken}&shortCode={Held(await talent.GetJsonAsync($"/api/v1/requests/{taken}")).Text("shortCode")}"));
        Held(await talent.GetJsonAsync("/api/v1/services/housing-purchase-subsidy/prefill"));
    }

    private static async Task ActAsync(HttpClient desk, string department, string number, string verb, object body)
    {
        var path = $"/api/v1/desks/{department}/requests/{number}";
        Held(await desk.PostJsonAsync($"{path}/{verb}", body, ifMatch: Held(await desk.GetJsonAsync(path)).ETag));
    }

    private static async Task SayAsync(HttpClient talent, string number, string verb, object body, HttpStatusCode status = HttpStatusCode.OK) =>
        Held(await talent.PostJsonAsync($"/api/v1/requests/{number}/{verb}", body, RandomSource.System.Id(20)), status);

    private static async Task<Answer> UploadAsync(HttpClient talent, string name)
    {
        using var body = new MultipartFormDataContent { { new ByteArrayContent("%PDF-1.7"u8.ToArray()), "file", name } };
        using var answer = await talent.PostAsync("/api/v1/files", body, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(answer);
    }

    private async Task GoWrongAsync(HttpClient office, HttpClient talent, HttpClient hall)
    {
        const string child = "欧阳小满";
        Personal.Add("name", child);
        var person = Person(_passport);
        person["phone"] = Mail;
        Assert.Equal("validation_failed", (await office.PostJsonAsync("/api/v1/talents", person)).Code);
        Assert.Equal("already_registered", (await office.PostJsonAsync("/api/v1/talents", Person(_passport))).Code);
        (await office.PostJsonAsync("/api/v1/talents", $"{{\"{child}\": {_passport}")).Is(HttpStatusCode.BadRequest);
        (await http.GetJsonAsync($"/{Uri.EscapeDataString(child)}/{_passport}?phone={Uri.EscapeDataString(Phone)}")).Is(HttpStatusCode.NotFound);
        (await talent.GetJsonAsync($"/api/v1/requests/{Uri.EscapeDataString(child)}")).Is(HttpStatusCode.NotFound);
        Assert.Equal("invalid", Held(await hall.PostJsonAsync("/api/v1/scans", new { code = $"TP1:S:{child}", place = "government-service-hall", nonce = child })).Text("outcome"));
        using var stranger = With($"eyJhbGciOiJFUzI1NiJ9.{_passport}.{RandomSource.System.Id(40)}");
        (await stranger.GetJsonAsync("/api/v1/me")).Is(HttpStatusCode.Unauthorized);

        // An unknown message and a desk without its queue. Each of them causes a log line.
        var queues = new QueueServiceClient(connection, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queues.GetQueueClient("desk-housing").SendMessageAsync($"{{\"name\":\"{child}\",\"version\":1,\"data\":{{\"phone\":\"{Phone}\"}}}}", TestContext.Current.CancellationToken);
        do
        {
            // The host makes a missing queue again when it asks it for messages, and that may be just before the filing.
            await queues.GetQueueClient("desk-health").DeleteIfExistsAsync(TestContext.Current.CancellationToken);
            await FileAsync(talent, "medical-green-lane", SeedCatalogue.Example("medical-green-lane"));
        }
        while (!isLogged("did not take a message"));
    }

    private async Task<Answer> FileAsync(HttpClient talent, string service, JsonElement answers)
    {
        var request = Held(await talent.PostJsonAsync("/api/v1/requests", new { service, answers, confirmRepeat = true }, RandomSource.System.Id(20)), HttpStatusCode.Created);
        Personal.Add("request number", request.Text("number"));
        Personal.Add("short code", request.Text("shortCode"));
        return request;
    }

    private async Task<HttpClient> SignInAsync(string account)
    {
        var token = Held(await http.PostJsonAsync("/api/v1/sign-in/demo", new { account })).Text("token");
        return With(token);
    }

    private HttpClient With(string token)
    {
        // The whole token, and its parts after the first.
        Personal.Add("token", [token, .. token.Split('.')[1..]]);
        var client = new HttpClient { BaseAddress = http.BaseAddress, Timeout = http.Timeout };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static JsonObject Person(string passport) => new()
    {
        ["name"] = new JsonObject { ["surname"] = "DUPONT", ["given"] = "Marie", ["chineseName"] = "杜邦" },
        ["nature"] = "foreign",
        ["documents"] = new JsonArray(new JsonObject { ["kind"] = "passport", ["number"] = passport, ["country"] = "FRA" }),
        ["birthDate"] = "1980-05-17",
        ["phone"] = Phone,
    };
}
