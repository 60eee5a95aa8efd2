using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// The education bureau of Yinzhou has a desk below the city's. It gets the school places of its district over the queue of the
/// city's bureau, and has a list, counts, a search, an export and dead letters of its own.
/// </summary>
public sealed class When_a_district_has_a_desk_of_its_own(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string School = "school-enrolment";
    private const string District = "education-yinzhou";
    private const string Desk = $"/api/v1/desks/{District}";

    [Fact]
    public async Task A_school_place_in_the_district_goes_there_and_is_found_counted_and_exported()
    {
        var (number, code) = await FileInAsync("yinzhou");
        using var officer = await App.SignInAsync($"desk-{District}");
        await RequestCalls.OnDeskAsync(officer, District, number);
        Assert.Equal(1, Part(await officer.GetJsonAsync($"{Desk}/counts"), "states", "submitted").GetInt32());
        foreach (var text in new[] { number, code, "张辉" })
        {
            Assert.Equal(number, Assert.Single((await officer.GetJsonAsync($"{Desk}/search?q={Uri.EscapeDataString(text)}")).Items).GetProperty("number").GetString());
        }

        var table = await officer.GetStringAsync(new Uri($"{Desk}/export.csv?from=2026-02-13&to=2026-02-13", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains(number, table, StringComparison.Ordinal);
        Assert.Equal("accepted", (await ActAsync(number, "accept", new { }, District)).Text("state"));
    }

    [Fact]
    public async Task Neither_desk_sees_what_lies_on_the_other()
    {
        var (number, _) = await FileInAsync("yinzhou");
        using var city = await App.SignInAsync("desk-education");
        using var officer = await App.SignInAsync($"desk-{District}");
        await RequestCalls.OnDeskAsync(officer, District, number);
        (await city.GetJsonAsync($"{Desk}/requests")).Is(HttpStatusCode.Forbidden);
        (await city.GetJsonAsync($"/api/v1/desks/education/requests/{number}")).Is(HttpStatusCode.NotFound);
        (await officer.GetJsonAsync("/api/v1/desks/education/requests")).Is(HttpStatusCode.Forbidden);
        Assert.Empty(await RequestCalls.DeskAsync(city, "education"));
    }

    [Fact]
    public async Task A_supervisor_of_the_department_above_sees_it_and_one_of_the_district_sees_nothing_else()
    {
        var (number, _) = await FileInAsync("yinzhou");
        using var above = await SupervisorAsync("education");
        await RequestCalls.OnDeskAsync(above, District, number);
        Assert.Contains("assign", Part((await above.GetJsonAsync($"{Desk}/requests/{number}")).Is(HttpStatusCode.OK), "allowedActions").EnumerateArray().Select(each => each.GetString()));
        using var below = await SupervisorAsync(District);
        (await below.GetJsonAsync($"{Desk}/counts")).Is(HttpStatusCode.OK);
        (await below.GetJsonAsync("/api/v1/desks/education/counts")).Is(HttpStatusCode.Forbidden);
        using var other = await SupervisorAsync("housing");
        (await other.GetJsonAsync($"{Desk}/counts")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_request_is_handed_from_the_city_to_the_district_and_back()
    {
        var (number, _) = await FileInAsync("haishu");
        using var city = await App.SignInAsync("desk-education");
        using var officer = await App.SignInAsync($"desk-{District}");
        await RequestCalls.OnDeskAsync(city, "education", number);
        (await ActAsync(number, "transfer", new { department = District, reason = "学校在鄞州" }, "education")).Is(HttpStatusCode.OK);
        await RequestCalls.OnDeskAsync(officer, District, number);
        Assert.Empty(await RequestCalls.DeskAsync(city, "education"));
        (await ActAsync(number, "transfer", new { department = "education", reason = "由市局统筹" }, District)).Is(HttpStatusCode.OK);
        await RequestCalls.OnDeskAsync(city, "education", number);
        Assert.Equal("not_in_list", Error(await ActAsync(number, "transfer", new { department = "education-moon", reason = "无此处" }, "education"), "/department"));
    }

    [Fact]
    public async Task A_message_for_it_that_was_given_up_is_among_its_own_dead_letters()
    {
        var cancel = TestContext.Current.CancellationToken;
        var clients = App.Services.GetRequiredService<StorageClients>();
        var poison = clients.Queue($"desk-education{StorageLayout.PoisonSuffix}");
        await poison.CreateIfNotExistsAsync(cancellationToken: cancel);
        await poison.SendMessageAsync(
            $$$$"""
            {"name":"request-arrived","version":1,"data":{"number":"x","department":"{{{{District}}}}","outbox":"x","entry":{"seq":1,"service":"x","state":"submitted",
            "tier":9,"applicant":"","submittedAt":"2026-02-13T00:00:00Z","start":"2026-02-13","due":null,"claimedBy":null,"urged":false}}}
            """, cancel);
        await poison.SendMessageAsync("not json", cancel);
        using var supervisor = await App.SignInAsync("supervisor");
        var letter = Assert.Single((await supervisor.GetJsonAsync($"{Desk}/dead-letters")).Items);
        Assert.Contains(District, letter.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal("not json", Assert.Single((await supervisor.GetJsonAsync("/api/v1/desks/education/dead-letters")).Items).GetProperty("body").GetString());
        Assert.Equal("requeued", (await supervisor.PostJsonAsync($"{Desk}/dead-letters/{letter.GetProperty("id").GetString()}/requeue", new { })).Text("done"));
    }

    [Theory]
    [InlineData("education-")]
    [InlineData("education-Yinzhou")]
    [InlineData("moon-yinzhou")]
    public async Task A_name_that_can_be_no_desk_is_not_found(string department)
    {
        using var supervisor = await App.SignInAsync("supervisor");
        (await supervisor.GetJsonAsync($"/api/v1/desks/{department}/requests")).Is(HttpStatusCode.NotFound);
        (await supervisor.GetJsonAsync($"/api/v1/desks/{department}/counts")).Is(HttpStatusCode.NotFound);
        (await supervisor.GetJsonAsync($"/api/v1/desks/{department}/dead-letters")).Is(HttpStatusCode.NotFound);
    }

    private async Task<(string Number, string Code)> FileInAsync(string area)
    {
        using var talent = await App.SignInAsync("zhang-hui");
        var answers = SeedCatalogue.Example(School).EnumerateObject().ToDictionary(each => each.Name, each => (object)each.Value);
        answers["area"] = area;
        var filed = (await talent.PostJsonAsync("/api/v1/requests", new { service = School, answers }, RandomSource.System.Id(20))).Is(HttpStatusCode.Created);
        Assert.Equal(area == "yinzhou" ? District : "education", filed.Text("department"));
        return (filed.Text("number"), filed.Text("shortCode"));
    }

    private async Task<HttpClient> SupervisorAsync(string department)
    {
        var client = new HttpClient { BaseAddress = App.Http.BaseAddress };
        var session = await App.Services.GetRequiredService<SessionTokens>().IssueAsync(
            new Actor($"supervisor-{department}", "督办", Roles.Supervisor, department, null), TestContext.Current.CancellationToken);
        client.DefaultRequestHeaders.Authorization = new("Bearer", session.Token);
        return client;
    }
}
