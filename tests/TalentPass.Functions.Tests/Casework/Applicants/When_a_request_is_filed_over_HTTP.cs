using System.Net;
using static TalentPass.Functions.Tests.Casework.RequestCalls;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>Filing, routing and deciding over real HTTP on real storage.</summary>
public sealed class When_a_request_is_filed_over_HTTP(AzuriteFixture azurite) : IAsyncLifetime
{
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task It_goes_to_the_desk_is_claimed_accepted_approved_delivered_and_told()
    {
        using var talent = await _app.SignInAsync("li-wei");
        using var desk = await _app.SignInAsync("desk-housing");
        var filed = await FileAsync(talent, "housing-rent-subsidy");
        var number = filed.Text("number");
        Assert.Equal($"/api/v1/requests/{number}", filed.Location);
        Assert.Equal("submitted", filed.Text("state"));
        Assert.Equal("housing", filed.Text("department"));
        Assert.Equal(8, filed.Text("shortCode").Length);

        var entry = await OnDeskAsync(desk, "housing", number);
        Assert.EndsWith("*", entry.GetProperty("applicant").GetString(), StringComparison.Ordinal);

        var seen = await desk.GetJsonAsync($"/api/v1/desks/housing/requests/{number}");
        Assert.Contains("claim", seen.Member("allowedActions").EnumerateArray().Select(each => each.GetString()));
        var etag = seen.ETag;
        foreach (var (verb, body, state) in new (string, object, string)[]
        {
            ("claim", new { }, "submitted"),
            ("accept", new { note = "材料齐全" }, "accepted"),
            ("approve", SeedCatalogue.Approval("housing-rent-subsidy"), "approved"),
            ("deliver", new { how = "mobile" }, "delivered"),
        })
        {
            etag = verb == "approve" ? await RequestCalls.TickAsync(desk, $"/api/v1/desks/housing/requests/{number}") : etag;
            var done = await desk.PostJsonAsync($"/api/v1/desks/housing/requests/{number}/{verb}", body, ifMatch: etag);
            done.Is(HttpStatusCode.OK);
            Assert.Equal(state, done.Text("state"));
            Assert.NotEqual(etag, done.ETag);
            etag = done.ETag;
        }

        var told = await talent.GetJsonAsync($"/api/v1/requests/{number}");
        Assert.Equal(
            ["submit", "claim", "accept", "approve", "deliver"],
            told.Member("timeline").EnumerateArray().Select(each => each.GetProperty("action").GetString()!));
        Assert.DoesNotContain(await DeskAsync(desk, "housing"), each => each.GetProperty("number").GetString() == number);
    }

    [Fact]
    public async Task Every_service_reaches_the_desk_of_its_department_exactly_once_and_no_other()
    {
        var filed = new Dictionary<string, string>();
        foreach (var service in SeedCatalogue.Published.Content.Services)
        {
            using var talent = await _app.SignInAsync(SeedCatalogue.EntitledTo(service.Id));
            filed.Add((await FileAsync(talent, service.Id)).Text("number"), service.Department);
        }

        var seen = new List<(string Number, string Department)>();
        foreach (var department in SeedCatalogue.Published.Content.Departments)
        {
            using var desk = await _app.SignInAsync($"desk-{department.Id}");
            var expected = filed.Count(each => each.Value == department.Id);
            var entries = await HttpJson.UntilAsync(() => DeskAsync(desk, department.Id), each => each.Count >= expected, $"{expected} requests at {department.Id}");
            seen.AddRange(entries.Select(each => (each.GetProperty("number").GetString()!, department.Id)));
            foreach (var other in filed.Where(each => each.Value != department.Id))
            {
                (await desk.GetJsonAsync($"/api/v1/desks/{other.Value}/requests/{other.Key}")).Is(HttpStatusCode.Forbidden);
                (await desk.GetJsonAsync($"/api/v1/desks/{department.Id}/requests/{other.Key}")).Is(HttpStatusCode.NotFound);
            }
        }

        Assert.Equal(filed.Select(each => (each.Key, each.Value)).Order(), seen.Order());
    }

    [Fact]
    public async Task Sixty_four_posts_with_one_key_make_one_request_and_get_equal_answers()
    {
        using var talent = await _app.SignInAsync("schmidt");
        var body = new { service = "specialist", answers = SeedCatalogue.Example("specialist") };
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => talent.PostJsonAsync("/api/v1/requests", body, "one-key")));

        Assert.All(answers, each => Assert.Equal(HttpStatusCode.Created, each.Status));
        Assert.Single(answers.Select(each => each.Body.GetRawText()).Distinct());
        Assert.Equal(63, answers.Count(each => each.Replayed));
        Assert.Single((await talent.GetJsonAsync("/api/v1/requests")).Items);

        var other = await talent.PostJsonAsync("/api/v1/requests", new { service = "coordination", answers = SeedCatalogue.Example("coordination") }, "one-key");
        Assert.Equal((HttpStatusCode)422, other.Status);
        Assert.Equal("idempotency_key_reused", other.Code);
    }

    [Fact]
    public async Task A_refusal_needs_a_reason_and_the_right_version()
    {
        using var talent = await _app.SignInAsync("li-wei");
        using var desk = await _app.SignInAsync("desk-housing");
        var number = (await FileAsync(talent, "housing-talent-flat")).Text("number");
        await OnDeskAsync(desk, "housing", number);
        var path = $"/api/v1/desks/housing/requests/{number}";
        var etag = (await desk.GetJsonAsync(path)).ETag;

        Assert.Equal("precondition_required", (await desk.PostJsonAsync($"{path}/accept", new { })).Code);
        Assert.Equal("changed_meanwhile", (await desk.PostJsonAsync($"{path}/accept", new { }, ifMatch: "\"nonsense\"")).Code);
        var early = await desk.PostJsonAsync($"{path}/approve", new { }, ifMatch: etag);
        early.Is(HttpStatusCode.Conflict, "not_allowed_in_state");
        Assert.Contains("accept", early.Member("allowedActions").EnumerateArray().Select(each => each.GetString()));

        var accepted = await desk.PostJsonAsync($"{path}/accept", new { }, ifMatch: etag);
        var bare = await desk.PostJsonAsync($"{path}/refuse", new { }, ifMatch: accepted.ETag);
        Assert.Equal("required", bare.Member("errors", "/reason")[0].GetString());
        Assert.Equal("changed_meanwhile", (await desk.PostJsonAsync($"{path}/refuse", new { reason = "x" }, ifMatch: etag)).Code);
        Assert.Equal("refused", (await desk.PostJsonAsync($"{path}/refuse", new { reason = "不符合条件" }, ifMatch: accepted.ETag)).Text("state"));
    }

    [Fact]
    public async Task Another_talents_request_is_not_there()
    {
        using var talent = await _app.SignInAsync("li-wei");
        using var other = await _app.SignInAsync("chen-hk");
        var number = (await FileAsync(talent, "medical-green-lane")).Text("number");

        (await other.GetJsonAsync($"/api/v1/requests/{number}")).Is(HttpStatusCode.NotFound);
        (await talent.GetJsonAsync("/api/v1/requests/AAAA-AAAA-AAAA-AAAA-A")).Is(HttpStatusCode.NotFound);
        (await talent.GetJsonAsync($"/api/v1/desks/health/requests/{number}")).Is(HttpStatusCode.Forbidden);
        (await talent.GetJsonAsync($"/api/v1/requests/{number.ToLowerInvariant()}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_list_is_walked_in_pages_newest_first()
    {
        using var talent = await _app.SignInAsync("wu-hong");
        var filed = new List<string>();
        for (var each = 0; each < 5; each++)
        {
            filed.Add((await FileAsync(talent, "specialist")).Text("number"));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await talent.GetJsonAsync($"/api/v1/requests?limit=2{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            seen.AddRange(page.Items.Select(each => each.GetProperty("number").GetString()!));
            cursor = page.Body.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        Assert.Equal(filed.Order(), seen.Order());
        Assert.Equal(5, seen.Count);
    }
}
