using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Tests.Talents;

public sealed class When_the_office_works_with_talents_over_HTTP(AppFixture fixture) : IClassFixture<AppFixture>, IAsyncLifetime
{
    private readonly TestApp _app = fixture.App;
    private HttpClient _office = null!;

    public async ValueTask InitializeAsync() => _office = await _app.SignInAsync("office");

    public ValueTask DisposeAsync()
    {
        _office.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_talent_is_recorded_recognised_found_shown_and_revoked()
    {
        var number = NewPassport();
        var person = Person(number);
        var recorded = await _office.PostJsonAsync("/api/v1/talents", person, key: "walk");
        recorded.Is(HttpStatusCode.Created);
        var path = recorded.Location!;
        Assert.Equal($"/api/v1/talents/{recorded.Text("talentId")}", path);

        var again = await _office.PostJsonAsync("/api/v1/talents", person, key: "walk");
        Assert.True(again.Replayed);
        Assert.Equal(recorded.Text("talentId"), again.Text("talentId"));

        var given = await _office.PostJsonAsync($"{path}/statuses", Status("outstanding"), key: "walk-2");
        given.Is(HttpStatusCode.Created);
        Assert.Equal(("outstanding", "拔尖人才", "in_force"), (given.Text("tier"), given.Text("tierTitle"), given.Text("standing")));

        foreach (var query in new[] { number, "+49 30 7654321", "dupont  marie", "杜邦" })
        {
            var found = Assert.Single(await SearchAsync(query), each => each.GetProperty("talentId").GetString() == recorded.Text("talentId"));
            Assert.Equal("D* M*", found.GetProperty("displayName").GetString());
            Assert.Equal("outstanding", found.GetProperty("tier").GetString());
        }

        var shown = await _office.GetJsonAsync(path);
        Assert.Equal("DUPONT Marie", shown.Text("name", "full"));
        Assert.Equal((number, "passport"), (shown.Member("documents")[0].GetProperty("number").GetString(), shown.Member("documents")[0].GetProperty("kind").GetString()));
        Assert.Equal("no-store", await CacheControlAsync(path));

        var revoke = $"{path}/statuses/{given.Text("statusId")}/revoke";
        var revoked = await _office.PostJsonAsync(revoke, new { reason = "材料不实" });
        Assert.Equal((HttpStatusCode.OK, "revoked"), (revoked.Status, revoked.Text("standing")));
        var twice = await _office.PostJsonAsync(revoke, new { reason = "材料不实" });
        twice.Is(HttpStatusCode.Conflict, "not_allowed_in_state");
        Assert.Equal("材料不实", (await _office.GetJsonAsync(path)).Member("revocations")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task The_person_on_record_is_not_recorded_again()
    {
        var answer = await _office.PostJsonAsync("/api/v1/talents", Demo("33029919850615031x"));
        answer.Is(HttpStatusCode.Conflict, "already_registered");
        Assert.DoesNotContain("0000w3e1", answer.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_with_another_person_is_refused()
    {
        await _office.PostJsonAsync("/api/v1/talents", Person(NewPassport()), key: "two");
        var other = await _office.PostJsonAsync("/api/v1/talents", Person(NewPassport()), key: "two");
        other.Is(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Theory]
    [InlineData("li-wei")]
    [InlineData("hall-1")]
    [InlineData("desk-office")]
    [InlineData("supervisor")]
    [InlineData("auditor")]
    public async Task Nobody_but_the_office_may(string account)
    {
        using var client = await _app.SignInAsync(account);
        const string path = "/api/v1/talents/0000w3e1";
        var answers = new[]
        {
            await client.PostJsonAsync("/api/v1/talents", Person(NewPassport())),
            await client.GetJsonAsync("/api/v1/talents?q=13900000001"),
            await client.GetJsonAsync(path),
            await client.PostJsonAsync($"{path}/statuses", Status("top")),
            await client.PostJsonAsync($"{path}/statuses/00000000/revoke", new { reason = "x" }),
        };
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (answer.Status, answer.Code)));
    }

    [Theory]
    [InlineData("GET", "/api/v1/talents/00000000", null)]
    [InlineData("GET", "/api/v1/talents/..%2F..%2Fetc", null)]
    [InlineData("GET", "/api/v1/talents/0000w3e1%27", null)]
    [InlineData("POST", "/api/v1/talents/00000000/statuses", """{"scheme":"ningbo","tier":"top","issuer":{"kind":"department","name":"人社局"},"basis":"x","validFrom":"2026-01-01"}""")]
    [InlineData("POST", "/api/v1/talents/0000w3e1/statuses/%7C0/revoke", """{"reason":"x"}""")]
    public async Task Who_is_not_there_is_not_found(string method, string path, string? body)
    {
        var answer = await _office.CallAsync(new HttpMethod(method), path, body);
        answer.Is(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("name/full", "李\u0007伟", "/name/full", "invalid_text")]
    [InlineData("nature", "martian", "/nature", "not_in_list")]
    [InlineData("birthDate", "2026-02-30", "/birthDate", "invalid_format")]
    [InlineData("phone", "12", "/phone", "invalid_structure")]
    [InlineData("documents/0/number", "E1", "/documents/0/number", "invalid_length")]
    [InlineData("documents/0/kind", "library_card", "/documents/0/kind", "invalid_format")]
    [InlineData("documents/0/country", "Germany", "/documents/0/country", "invalid_format")]
    [InlineData("statuses/0/tier", "king", "/statuses/0/tier", "not_in_list")]
    [InlineData("statuses/0/surprise", "x", "/statuses/0/surprise", "unknown_field")]
    public async Task What_is_wrong_is_told_at_its_place(string at, string value, string pointer, string code)
    {
        var person = Person(NewPassport());
        person["name"] = new JsonObject { ["full"] = "DUPONT" };
        var steps = at.Split('/');
        JsonNode node = person;
        foreach (var step in steps[..^1])
        {
            node = int.TryParse(step, out var index) ? node[index]! : node[step]!;
        }

        node[steps[^1]] = value;
        var answer = await _office.PostJsonAsync("/api/v1/talents", person);
        answer.Is(HttpStatusCode.UnprocessableEntity, "validation_failed");
        Assert.Contains(code, answer.Member("errors", pointer).EnumerateArray().Select(each => each.GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?q=")]
    [InlineData("?q=a&q=b")]
    [InlineData("?q=%00")]
    [InlineData("?q=x&limit=0")]
    [InlineData("?q=x&cursor=nonsense")]
    public async Task A_search_that_cannot_be_meant_is_refused(string query)
    {
        var answer = await _office.GetJsonAsync($"/api/v1/talents{query}");
        answer.Is(HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Fact]
    public async Task A_name_outside_the_basic_plane_is_found()
    {
        var found = Assert.Single(await SearchAsync("吴𬭎"));
        Assert.Equal("吴*", found.GetProperty("displayName").GetString());
    }

    [Fact]
    public async Task A_name_of_a_hundred_characters_is_taken_and_found()
    {
        var person = Person(NewPassport());
        var name = string.Concat(Enumerable.Repeat("𬭎", 100));
        person["name"] = new JsonObject { ["full"] = name };
        (await _office.PostJsonAsync("/api/v1/talents", person)).Is(HttpStatusCode.Created);
        Assert.Single(await SearchAsync(name));
    }

    private static string NewPassport() => $"X{RandomSource.System.Next(90_000_000) + 10_000_000}";

    private static JsonObject Person(string passport) => new()
    {
        ["name"] = new JsonObject { ["surname"] = "DUPONT", ["given"] = "Marie", ["chineseName"] = "杜邦" },
        ["nature"] = "foreign",
        ["documents"] = new JsonArray(new JsonObject { ["kind"] = "passport", ["number"] = passport, ["country"] = "FRA" }),
        ["birthDate"] = "1980-05-17",
        ["phone"] = "+49 30 7654321",
        ["statuses"] = new JsonArray(Status("senior")),
    };

    private static JsonObject Demo(string number) => new()
    {
        ["name"] = new JsonObject { ["full"] = "李伟" },
        ["nature"] = "domestic",
        ["documents"] = new JsonArray(new JsonObject { ["kind"] = "resident_id", ["number"] = number }),
    };

    private static JsonObject Status(string tier) => new()
    {
        ["scheme"] = "ningbo",
        ["tier"] = tier,
        ["issuer"] = new JsonObject { ["kind"] = "department", ["name"] = "宁波市人力资源和社会保障局" },
        ["basis"] = "认定文件",
        ["validFrom"] = "2024-01-01",
    };

    private async Task<JsonElement[]> SearchAsync(string query)
    {
        var answer = await _office.GetJsonAsync($"/api/v1/talents?q={Uri.EscapeDataString(query)}&limit=100");
        answer.Is(HttpStatusCode.OK);
        return [.. answer.Items];
    }

    private async Task<string?> CacheControlAsync(string path)
    {
        using var answer = await _office.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.Headers.CacheControl?.ToString();
    }
}
