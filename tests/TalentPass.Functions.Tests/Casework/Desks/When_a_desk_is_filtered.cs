using System.Net;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>An officer narrows the list of a desk, and learns with one cheap call whether anything has changed.</summary>
public sealed class When_a_desk_is_filtered(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Desk = "/api/v1/desks/housing";

    [Fact]
    public async Task Each_filter_leaves_what_fits_and_several_leave_what_fits_all_of_them()
    {
        var plain = await FileInAsync("li-wei", null);
        var away = await FileInAsync("zhang-hui", "xiangshan");
        var urged = await FileInAsync("wu-hong", "yinzhou");
        using var talent = await App.SignInAsync("wu-hong");
        (await talent.PostJsonAsync($"/api/v1/requests/{urged}/urge", new { text = "请尽快" })).Is(HttpStatusCode.OK);
        using var desk = await App.SignInAsync("desk-housing");
        (await RequestCalls.ActAsync(desk, $"{Desk}/requests/{plain}", "claim", new { })).Is(HttpStatusCode.OK);

        await IsAsync("", plain, away, urged);
        await IsAsync("urged=true", urged);
        await IsAsync("area=xiangshan", away);
        await IsAsync("area=moon");
        await IsAsync($"service={Rent}", plain, away, urged);
        await IsAsync("service=medical-green-lane");
        await IsAsync("light=green", plain, away, urged);
        await IsAsync("light=red");
        await IsAsync("slip=any");
        await IsAsync("assignee=none&urged=true", urged);
        await IsAsync("assignee=me&urged=true");
        await IsAsync("assignee=me&light=green&state=submitted", plain);

        Clock.Set(Day(2026, 3, 20));
        using var later = await App.SignInAsync("desk-housing");
        Assert.Equal(3, (await later.GetJsonAsync($"{Desk}/requests?light=red")).Items.Count);
        Assert.Empty((await later.GetJsonAsync($"{Desk}/requests?light=green")).Items);

        async Task IsAsync(string query, params string[] numbers) =>
            Assert.Equal(numbers.Order(StringComparer.Ordinal), Numbers(await desk.GetJsonAsync($"{Desk}/requests?{query}")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("light=blue")]
    [InlineData("urged=false")]
    [InlineData("slip=green")]
    [InlineData("service=")]
    [InlineData("area=a&area=b")]
    public async Task A_filter_that_there_is_not_is_refused(string query)
    {
        using var desk = await App.SignInAsync("desk-housing");
        Assert.Equal("invalid_parameter", (await desk.GetJsonAsync($"{Desk}/requests?{query}")).Is(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task Pages_of_a_filtered_list_follow_each_other_without_a_gap()
    {
        var wanted = new List<string>();
        foreach (var area in new[] { "yinzhou", "xiangshan", "yinzhou", "xiangshan", "yinzhou" })
        {
            var number = await FileInAsync("li-wei", area);
            wanted.AddRange(area == "yinzhou" ? [number] : []);
        }

        using var desk = await App.SignInAsync("desk-housing");
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await desk.GetJsonAsync($"{Desk}/requests?area=yinzhou&limit=1{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(Numbers(page));
            cursor = page.Member("nextCursor").GetString();
        }
        while (cursor is not null && seen.Count < 10);

        Assert.Equal(wanted.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Counts_are_not_sent_again_until_something_changes()
    {
        var number = await FileAsync("li-wei", Rent);
        using var desk = await App.SignInAsync("desk-housing");
        using var colleague = await App.SignInAsync("desk-housing-2");
        var first = await CountAsync(null);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(HttpStatusCode.NotModified, (await CountAsync(first.ETag)).Status);

        // A claim by a colleague changes no state.
        (await RequestCalls.ActAsync(colleague, $"{Desk}/requests/{number}", "claim", new { })).Is(HttpStatusCode.OK);
        var claimed = await CountAsync(first.ETag);
        Assert.Equal(HttpStatusCode.OK, claimed.Status);
        Assert.Equal(HttpStatusCode.NotModified, (await CountAsync(claimed.ETag)).Status);

        // One comes back and one goes: the numbers are the same as at first.
        (await RequestCalls.ActAsync(colleague, $"{Desk}/requests/{number}", "release", new { })).Is(HttpStatusCode.OK);
        var released = await CountAsync(first.ETag);
        Assert.Equal(HttpStatusCode.OK, released.Status);
        Assert.Equal(first.Body.GetRawText(), released.Body.GetRawText());

        // With a new day the lights may be others.
        Clock.Set(Day(2026, 2, 14));
        using var tomorrow = await App.SignInAsync("desk-housing");
        Assert.Equal(HttpStatusCode.OK, (await CountAsync(released.ETag, tomorrow)).Status);

        async Task<Answer> CountAsync(string? known, HttpClient? by = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{Desk}/counts");
            if (known is not null)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", known);
            }

            using var answer = await (by ?? desk).SendAsync(request, TestContext.Current.CancellationToken);
            // A 304 has no body to read.
            return answer.StatusCode == HttpStatusCode.NotModified ? new Answer("", answer.StatusCode, "", default, null, null, false) : await Answer.ReadAsync(answer);
        }
    }

    [Fact]
    public async Task Whoever_supervises_sees_the_load_of_each_officer()
    {
        var mine = await FileAsync("li-wei", Rent);
        await FileAsync("zhang-hui", Rent);
        await FileAsync("wu-hong", Rent);
        using var desk = await App.SignInAsync("desk-housing");
        (await RequestCalls.ActAsync(desk, $"{Desk}/requests/{mine}", "claim", new { })).Is(HttpStatusCode.OK);
        (await desk.GetJsonAsync($"{Desk}/load")).Is(HttpStatusCode.Forbidden);

        using var supervisor = await App.SignInAsync("supervisor");
        var load = (await supervisor.GetJsonAsync($"{Desk}/load")).Is(HttpStatusCode.OK).Items.Select(each => (each.GetProperty("claimedBy").GetString(), each.GetProperty("open").GetInt32()));
        Assert.Equal([(null, 2), ("desk-housing", 1)], load);
        (await supervisor.GetJsonAsync("/api/v1/desks/parks/load")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Colleagues_are_the_officers_of_the_desk_and_its_supervisors()
    {
        using var desk = await App.SignInAsync("desk-housing");
        desk.DefaultRequestHeaders.Add("Accept-Language", "en");
        var known = (await desk.GetJsonAsync($"{Desk}/colleagues")).Is(HttpStatusCode.OK).Items
            .ToDictionary(each => each.GetProperty("account").GetString()!, each => (each.GetProperty("displayName").GetString(), each.GetProperty("isOfficer").GetBoolean()));
        Assert.Equal(["desk-housing", "desk-housing-2", "supervisor", "supervisor-2"], known.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("Housing, officer 2", true), known["desk-housing-2"]);
        Assert.Equal(("Supervisor", false), known["supervisor"]);
        (await desk.GetJsonAsync("/api/v1/desks/health/colleagues")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Common_reasons_come_from_the_catalogue_and_a_district_shares_those_above_it()
    {
        using var supervisor = await App.SignInAsync("supervisor");
        var housing = await ReasonsAsync("housing");
        Assert.Contains("申请人或其配偶在本市已有住房，不符合补贴条件。", housing);
        var education = await ReasonsAsync("education");
        Assert.NotEqual(housing, education);
        Assert.Equal(education, await ReasonsAsync("education-yinzhou"));
        (await supervisor.GetJsonAsync("/api/v1/desks/parks/reasons")).Is(HttpStatusCode.NotFound);

        async Task<List<string?>> ReasonsAsync(string department) =>
            [.. (await supervisor.GetJsonAsync($"/api/v1/desks/{department}/reasons")).Is(HttpStatusCode.OK).Items.Select(each => each.GetProperty("text").GetString())];
    }

    private async Task<string> FileInAsync(string account, string? area)
    {
        using var talent = await App.SignInAsync(account);
        using var desk = await App.SignInAsync("desk-housing");
        var filed = await talent.PostJsonAsync(
            "/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent), area, confirmRepeat = true }, RandomSource.System.Id(20));
        var number = filed.Is(HttpStatusCode.Created).Text("number");
        await RequestCalls.OnDeskAsync(desk, "housing", number);
        return number;
    }

    private static IEnumerable<string> Numbers(Answer page) => page.Items.Select(each => each.GetProperty("number").GetString()!);
}
