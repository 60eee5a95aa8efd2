using System.Net;
using System.Text.Json;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// A school enrolment waits for its yearly window. Its clocks start when the window closes, on 15 June 2026, even if a desk
/// handles the request earlier.
/// </summary>
public sealed class When_a_window_is_waited_for(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string School = "school-enrolment";

    // Fifteen and twenty working days from 15 June. The Dragon Boat holiday on 19 June does not count.
    private const string Promised = "2026-07-07";
    private const string Legal = "2026-07-14";

    [Fact]
    public async Task What_is_accepted_before_the_window_closes_counts_from_its_close()
    {
        var number = await FileAsync("zhang-hui", School, "education");
        (await ActAsync(number, "accept", new { }, "education")).Is(HttpStatusCode.OK);
        await DueAsync(number, Promised, Legal);
        Clock.Set(Day(2026, 6, 15));
        await RunTimersAsync();
        await DueAsync(number, Promised, Legal);
    }

    [Fact]
    public async Task What_is_accepted_after_it_has_closed_counts_from_that_day()
    {
        var number = await FileAsync("zhang-hui", School, "education");
        Clock.Set(Day(2026, 6, 17));
        await ActAsync(number, "accept", new { }, "education");
        await DueAsync(number, "2026-07-09", "2026-07-16");
    }

    [Fact]
    public async Task Tolerant_acceptance_counts_from_the_close_too()
    {
        var number = await FileAsync("zhang-hui", School, "education");
        var accepted = await ActAsync(number, "accept-tolerant", new { missing = new[] { "residence-proof" }, dueWorkingDays = 5 }, "education");
        accepted.Is(HttpStatusCode.OK);
        await DueAsync(number, Promised, Legal);
    }

    [Fact]
    public async Task Silence_accepts_after_the_close_and_counts_from_it()
    {
        var number = await FileAsync("zhang-hui", School, "education");
        Clock.Set(Day(2026, 6, 23));
        await RunTimersAsync();
        Assert.Equal("submitted", (await SeenAsync("zhang-hui", number)).Text("state"));
        Clock.Set(Day(2026, 6, 24));
        await RunTimersAsync();
        Assert.Equal("accepted", (await SeenAsync("zhang-hui", number)).Text("state"));
        await DueAsync(number, Promised, Legal);
    }

    [Fact]
    public async Task What_is_supplied_before_the_close_is_looked_at_after_it()
    {
        var number = await FileAsync("zhang-hui", School, "education");
        await ActAsync(number, "request-supplement", new { items = new[] { new { material = "residence-proof", text = "请补租赁合同" } }, dueWorkingDays = 5 }, "education");
        (await DoAsync("zhang-hui", number, "supplement", new { materials = new[] { new { id = "residence-proof" } } })).Is(HttpStatusCode.OK);
        Assert.Equal("2026-06-23", (await SeenAsync("zhang-hui", number)).Text("due"));
    }

    [Fact]
    public async Task The_filer_is_told_when_the_clock_begins_and_sees_it_in_the_case()
    {
        using var talent = await App.SignInAsync("zhang-hui");
        var filed = await RequestCalls.FileAsync(talent, School);
        var seen = await SeenAsync("zhang-hui", filed.Text("number"));
        foreach (var told in new[] { filed, seen })
        {
            Assert.Equal("2026-06-15", told.Text("clockBegins"));
            var window = Part(told, "window");
            Assert.Equal(("2026-05-06", "2026-06-15", "2026-06-16"), Days(window));
            Assert.False(window.TryGetProperty("late", out _));
            Assert.Contains("2026-06-15", window.GetProperty("text").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_filing_a_day_late_goes_with_the_next_window_and_says_so()
    {
        Clock.Set(Day(2026, 6, 16));
        using var talent = await App.SignInAsync("zhang-hui");
        var guide = Part(await talent.GetJsonAsync($"/api/v1/services/{School}"), "window");
        Assert.Equal((true, "2027-06-15"), (guide.GetProperty("late").GetBoolean(), guide.GetProperty("clockBegins").GetString()));
        var filed = await RequestCalls.FileAsync(talent, School);
        Assert.Equal("2027-06-15", filed.Text("clockBegins"));
        var window = Part(filed, "window");
        Assert.Equal(("2027-05-06", "2027-06-15", "2027-06-16"), Days(window));
        Assert.True(window.GetProperty("late").GetBoolean());
        Assert.Contains("已截止", window.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("refuse")]
    public async Task Nothing_is_decided_before_the_window_has_closed(string verb)
    {
        var number = await FileAsync("zhang-hui", School, "education");
        await ActAsync(number, "accept", new { }, "education");
        var decision = verb == "refuse" ? new { reason = "不符合条件" } : SeedCatalogue.Approval(School);
        Clock.Set(Day(2026, 6, 15));
        var early = (await ActAsync(number, verb, decision, "education")).Is(HttpStatusCode.Conflict, "before_window");
        Assert.Equal("2026-06-16", early.Text("firstDay"));
        Assert.Contains("2026-06-16", early.Text("detail"), StringComparison.Ordinal);
        Assert.DoesNotContain(verb, Part(await AtDeskAsync(number, "education"), "allowedActions").EnumerateArray().Select(each => each.GetString()));
        Clock.Set(Day(2026, 6, 16));
        (await ActAsync(number, verb, decision, "education")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_cannot_be_decided_for_another_reason_is_refused_for_that_one()
    {
        var number = await FileAsync("zhang-hui", School, "education");
        (await ActAsync(number, "approve", new { }, "education")).Is(HttpStatusCode.Conflict, "not_allowed_in_state");
    }

    private static (string?, string?, string?) Days(JsonElement window) =>
        (window.GetProperty("opens").GetString(), window.GetProperty("closes").GetString(), window.GetProperty("decidedFrom").GetString());

    private async Task DueAsync(string number, string promised, string legal)
    {
        var seen = await SeenAsync("zhang-hui", number);
        Assert.Equal(
            (promised, promised, legal),
            (seen.Text("due"), Part(seen, "clock", "promisedDue").GetString(), Part(seen, "clock", "legalDue").GetString()));
    }
}
