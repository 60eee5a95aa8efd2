using System.Net;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// A specialist is promised within two working days of filing. The promise binds before the desk has accepted, so a desk that says
/// nothing is late too: the light turns and slips are written, though silence accepts nothing.
/// </summary>
public sealed class When_a_promise_counts_from_filing(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Specialist = "specialist";

    public override async ValueTask InitializeAsync()
    {
        Clock.Set(Day(2026, 3, 2));
        await StartAsync();
    }

    [Fact]
    public async Task Filed_on_Monday_it_is_due_on_Wednesday_and_acceptance_does_not_move_it()
    {
        var number = await FileAsync("li-wei", Specialist, "office");
        Assert.Equal(("2026-03-04", "2026-03-04"), await DueAsync(number));
        Clock.Set(Day(2026, 3, 3));
        (await ActAsync(number, "accept", new { }, "office")).Is(HttpStatusCode.OK);
        Assert.Equal(("2026-03-04", "2026-03-04"), await DueAsync(number));
        Assert.Equal("2026-03-31", Part(await SeenAsync("li-wei", number), "clock", "legalDue").GetString());
    }

    [Fact]
    public async Task Silence_turns_the_light_and_writes_slips_and_accepts_nothing()
    {
        var number = await FileAsync("li-wei", Specialist, "office");
        Assert.Equal("green", await LightAsync(number));
        Clock.Set(Day(2026, 3, 4));
        await RunTimersAsync();
        Assert.Equal("yellow", await LightAsync(number));
        Clock.Set(Day(2026, 3, 5));
        await RunTimersAsync();
        Assert.Equal("red", await LightAsync(number));
        Assert.Equal("blue", (await AtDeskAsync(number, "office")).Text("slip"));
        Clock.Set(Day(2026, 3, 10));
        await RunTimersAsync();
        var late = await AtDeskAsync(number, "office");
        Assert.Equal(("submitted", "orange"), (late.Text("state"), late.Text("slip")));
        Assert.Equal(["submit", "timer:yellow", "timer:slip", "timer:slip"], Verbs(late));
        // A late acceptance gives no new promise.
        (await ActAsync(number, "accept", new { }, "office")).Is(HttpStatusCode.OK);
        Assert.Equal(("2026-03-04", "2026-03-04"), await DueAsync(number));
    }

    [Fact]
    public async Task The_list_of_the_desk_orders_and_lights_by_the_promise()
    {
        var number = await FileAsync("li-wei", Specialist, "office");
        using var desk = await App.SignInAsync("desk-office");
        var line = await RequestCalls.OnDeskAsync(desk, "office", number);
        Assert.Equal(("2026-03-04", "green"), (line.GetProperty("due").GetString(), line.GetProperty("light").GetString()));
    }

    [Fact]
    public async Task What_the_applicant_had_to_supply_starts_the_promise_again()
    {
        var number = await FileAsync("li-wei", Specialist, "office");
        await ActAsync(number, "request-supplement", new { items = new[] { new { material = "background-papers", text = "请补资料" } }, dueWorkingDays = 5 }, "office");
        Clock.Set(Day(2026, 3, 9));
        (await DoAsync("li-wei", number, "supplement", new { materials = new[] { new { id = "background-papers" } } })).Is(HttpStatusCode.OK);
        Assert.Equal(("2026-03-11", "2026-03-11"), await DueAsync(number));
    }

    [Fact]
    public async Task The_guide_says_from_when_the_promise_counts()
    {
        using var talent = await App.SignInAsync("li-wei");
        Assert.Equal("filing", Part(await talent.GetJsonAsync($"/api/v1/services/{Specialist}"), "timeLimits", "promiseFrom").GetString());
        Assert.Equal("acceptance", Part(await talent.GetJsonAsync($"/api/v1/services/{Rent}"), "timeLimits", "promiseFrom").GetString());
    }

    private async Task<(string? Due, string? Promised)> DueAsync(string number)
    {
        var seen = await SeenAsync("li-wei", number);
        return (seen.Text("due"), Part(seen, "clock", "promisedDue").GetString());
    }

    private async Task<string?> LightAsync(string number) => Part(await SeenAsync("li-wei", number), "clock", "light").GetString();
}
