using System.Net;
using System.Text.Json.Nodes;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Functions.Tests.Trust;

public sealed class When_the_office_manages_partners_and_keys(AppFixture fixture, AzuriteFixture azurite) : IClassFixture<AppFixture>
{
    private const string City = "/api/v1/partners/330900";

    [Fact]
    public async Task A_partner_that_is_removed_is_unknown_at_once_and_stays_removed_over_a_restart()
    {
        using var zhoushan = new TestCity("330900");
        var connection = azurite.NewAccount();
        ulong sequence;
        await using (var app = await TestApp.StartAsync(connection))
        {
            using var office = await app.SignInAsync("office");
            using var hall = await app.SignInAsync("hall-1");
            Assert.Equal("valid", await ScanAsync(hall, zhoushan));
            sequence = await SequenceAsync(app);
            (await office.CallAsync(HttpMethod.Delete, City)).Is(HttpStatusCode.NoContent);
            Assert.Equal("unknown_issuer", await ScanAsync(hall, zhoushan));
            (await office.CallAsync(HttpMethod.Delete, City)).Is(HttpStatusCode.NotFound);
        }

        await using (var app = await TestApp.StartAsync(connection))
        {
            using var office = await app.SignInAsync("office");
            using var hall = await app.SignInAsync("hall-1");
            Assert.Equal(["310000"], await CitiesAsync(app));
            var (bytes, root) = await PublishedTrust.FetchAsync(app.Http);
            var (list, _) = TrustListCodec.Read(bytes, root);
            Assert.Equal([330200, 310000], list!.Keys.Select(key => key.Kid.City).Distinct().OrderDescending());
            Assert.True(list.Sequence > sequence, $"{list.Sequence} after {sequence}");

            var put = await office.CallAsync(HttpMethod.Put, City, zhoushan.Input);
            Assert.Equal((HttpStatusCode.OK, "舟山"), (put.Status, put.Text("city")));
            Assert.Equal("valid", await ScanAsync(hall, zhoushan));
            Assert.Equal(["310000", "330900"], await CitiesAsync(app));
        }
    }

    [Theory]
    [InlineData("/keys/0/kid", "\"nothing!\"", "/keys/0/kid", "invalid_format")]
    [InlineData("/keys/0/x", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"", "/keys/0/x", "invalid_format")]
    [InlineData("/keys/0/y", "\"short\"", "/keys/0/x", "invalid_format")]
    [InlineData("/keys/0/notAfter", "\"2020-01-01T00:00:00+08:00\"", "/keys/0/notAfter", "before_start")]
    [InlineData("/keys/0/notAfter", "\"9999-12-31T23:59:59+00:00\"", "/keys/0/notBefore", "impossible_date")]
    [InlineData("/keys/0/uses", "[\"root\"]", "/keys/0/uses/0", "not_in_list")]
    [InlineData("/keys/0/uses", "[]", "/keys/0/uses", "too_few")]
    [InlineData("/keys/0/d", "\"secret\"", "/keys/0/d", "unknown_field")]
    [InlineData("/keys/1/kid", "\"33090010\"", "/keys/1/kid", "duplicate")]
    [InlineData("/tiers/0/theirs", "24", "/tiers/0/theirs", "out_of_range")]
    [InlineData("/tiers/0/theirs", "2", "/tiers/1/theirs", "duplicate")]
    [InlineData("/tiers/0/ours", "null", "/tiers/0/ours", "required")]
    [InlineData("/entitlements/0/ours", "16", "/entitlements/0/ours", "out_of_range")]
    [InlineData("/services", "[\"no-such-service\"]", "/services/0", "not_in_list")]
    [InlineData("/statusUrl", "\"http://zs.example/status/\"", "/statusUrl", "invalid_format")]
    [InlineData("/keySource", "\"https://zs example\"", "/keySource", "invalid_format")]
    [InlineData("/keySource", "\"https://localhost/keys\"", "/keySource", "invalid_format")]
    [InlineData("/statusUrl", "\"https://localhost/\"", "/statusUrl", "invalid_format")]
    [InlineData("/statusUrl", "\"https://169.254.169.254/status/\"", "/statusUrl", "invalid_format")]
    [InlineData("/statusUrl", "\"https://[::1]/status/\"", "/statusUrl", "invalid_format")]
    [InlineData("/statusUrl", "\"https://2130706433/status/\"", "/statusUrl", "invalid_format")]
    [InlineData("/statusUrl", "\"https://user:secret@zs.example/status/\"", "/statusUrl", "invalid_format")]
    [InlineData("/statusUrl", "\"https://zs.example:8443/status/\"", "/statusUrl", "invalid_format")]
    public async Task A_partner_that_is_none_is_refused_with_the_mistake_named(string at, string value, string pointer, string code)
    {
        using var zhoushan = new TestCity("330900");
        using var office = await fixture.App.SignInAsync("office");
        var input = zhoushan.Input;
        Set(input, at.Split('/')[1..], JsonNode.Parse(value));
        var refused = await office.CallAsync(HttpMethod.Put, City, input);
        refused.Is(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(code, refused.Member("errors", pointer)[0].GetString());
    }

    [Theory]
    [InlineData("000000")]
    [InlineData("33090")]
    [InlineData("33090x")]
    [InlineData("330200")]
    public async Task A_code_that_is_no_other_city_is_not_found(string city)
    {
        using var zhoushan = new TestCity("330900");
        using var office = await fixture.App.SignInAsync("office");
        (await office.CallAsync(HttpMethod.Put, $"/api/v1/partners/{city}", zhoushan.Input)).Is(HttpStatusCode.NotFound);
        (await office.CallAsync(HttpMethod.Delete, $"/api/v1/partners/{city}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_key_that_is_ordered_is_published_at_once_begins_after_its_lead_and_no_more_than_a_few_wait()
    {
        using var office = await fixture.App.SignInAsync("office");
        var ordered = await office.PostJsonAsync("/api/v1/keys/rotate", new { use = "minting" }, key: "rotate-1");
        ordered.Is(HttpStatusCode.Created);
        Assert.Equal(TimeSpan.FromDays(1), Moment(ordered, "notBefore") - Moment(ordered, "publishedAt"));
        var again = await office.PostJsonAsync("/api/v1/keys/rotate", new { use = "minting" }, key: "rotate-1");
        Assert.Equal((true, ordered.Text("kid")), (again.Replayed, again.Text("kid")));
        Assert.Equal("idempotency_key_reused", (await office.PostJsonAsync("/api/v1/keys/rotate", new { use = "issuing" }, key: "rotate-1")).Code);
        Assert.Contains(ordered.Text("kid"), await KidsAsync(fixture.App));
        var (bytes, root) = await PublishedTrust.FetchAsync(fixture.App.Http);
        Assert.Contains(TrustListCodec.Read(bytes, root).List!.Keys, key => key.Kid.ToString() == ordered.Text("kid"));

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            statuses.Add((await office.PostJsonAsync("/api/v1/keys/rotate", new { })).Status);
        }

        Assert.Equal(HttpStatusCode.Conflict, statuses[^1]);
        Assert.InRange(statuses.Count(status => status == HttpStatusCode.Created), 0, 2);
        var unknown = await office.PostJsonAsync("/api/v1/keys/rotate", new { use = "root" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "not_in_list"), (unknown.Status, unknown.Member("errors", "/use")[0].GetString()));
    }

    [Theory]
    [InlineData("supervisor")]
    [InlineData("hall-1")]
    [InlineData("li-wei")]
    public async Task Nobody_but_the_office_may(string account)
    {
        using var zhoushan = new TestCity("330900");
        using var client = await fixture.App.SignInAsync(account);
        (await client.CallAsync(HttpMethod.Put, City, zhoushan.Input)).Is(HttpStatusCode.Forbidden);
        (await client.CallAsync(HttpMethod.Delete, City)).Is(HttpStatusCode.Forbidden);
        (await client.PostJsonAsync("/api/v1/keys/rotate", new { })).Is(HttpStatusCode.Forbidden);
    }

    private static void Set(JsonNode node, string[] path, JsonNode? value)
    {
        foreach (var step in path[..^1])
        {
            node = int.TryParse(step, out var index) ? node[index]! : node[step]!;
        }

        node.AsObject()[path[^1]] = value;
    }

    private static DateTimeOffset Moment(Answer answer, string name) => DateTimeOffset.Parse(answer.Text(name), null);

    private static async Task<string> ScanAsync(HttpClient hall, TestCity city) =>
        (await hall.PostJsonAsync("/api/v1/scans", new { code = city.Show(1, 1, TimeProvider.System.GetUtcNow()), place = "p", nonce = "n" })).Text("outcome");

    private static async Task<ulong> SequenceAsync(TestApp app)
    {
        var (bytes, root) = await PublishedTrust.FetchAsync(app.Http);
        return TrustListCodec.Read(bytes, root).List!.Sequence;
    }

    private static async Task<string[]> CitiesAsync(TestApp app) =>
        [.. (await app.Http.GetJsonAsync("/.well-known/talentpass/partners")).Items.Select(each => each.GetProperty("cityCode").GetString()!)];

    private static async Task<string[]> KidsAsync(TestApp app) =>
        [.. (await app.Http.GetJsonAsync("/.well-known/talentpass/keys")).Member("keys").EnumerateArray().Select(each => each.GetProperty("kid").GetString()!)];
}
