using System.Net;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// Pauses are excluded from the time limit (许可法 45). The tests check the due date, the warning light and the record of pauses.
/// </summary>
public sealed class When_the_clock_stood(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    // The limit is ten working days, and a fifth of that is two days. A pause moves the due date but does not change the fifth.
    [Fact]
    public async Task L6_The_light_turns_yellow_when_a_fifth_of_the_days_that_count_is_left()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        await ActAsync(number, "pause", new { kind = "inspection", workingDays = 20, note = "实地核查" });
        Assert.Equal("2026-04-02", (await SeenAsync("li-wei", number)).Text("due"));
        foreach (var (day, light) in new[] { (25, "green"), (30, "green"), (31, "yellow") })
        {
            Clock.Set(Day(2026, 3, day));
            await RunTimersAsync();
            var desk = await AtDeskAsync(number);
            Assert.Equal(light, Part(desk, "clock", "light").GetString());
            Assert.Equal(light == "yellow", Verbs(desk).Contains("timer:yellow"));
            using var queue = await App.SignInAsync("desk-housing");
            Assert.Equal(light, Assert.Single(await TalentPass.Functions.Tests.Casework.RequestCalls.DeskAsync(queue, "housing")).GetProperty("light").GetString());
            Assert.Equal(light, Part(await queue.GetJsonAsync($"/api/v1/desks/housing/search?q={number}"), "items")[0].GetProperty("light").GetString());
        }
    }

    [Fact]
    public async Task L6_Every_pause_stays_on_record_with_its_kind_and_its_length()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        await ActAsync(number, "pause", new { kind = "inspection", workingDays = 5, note = "核查一" });
        Clock.Set(Day(2026, 2, 25));
        (await ActAsync(number, "resume", new { })).Is(HttpStatusCode.OK);
        await ActAsync(number, "pause", new { kind = "inspection", workingDays = 3, note = "核查二" });
        Clock.Set(Day(2026, 3, 4));
        var seen = await SeenAsync("li-wei", number);
        var first = Assert.Single(Part(seen, "pauses").EnumerateArray());
        Assert.Equal(("inspection", 5, "2026-02-25"), (first.GetProperty("kind").GetString(), first.GetProperty("workingDays").GetInt32(), first.GetProperty("resumedOn").GetString()));
        Assert.Equal(3, Part(seen, "pause", "workingDays").GetInt32());

        // Each pause used three days. The due date is therefore 10 + 3 + 3 = 16 working days after 13 February.
        Assert.Equal("2026-03-13", seen.Text("due"));
    }

    // 出境入境管理法 29, 30: the time limit counts from the receipt of the papers.
    [Theory]
    [InlineData("residence-permit", "2026-03-12")]
    [InlineData("visa-extension", "2026-03-02")]
    public async Task L4_Exit_entry_decisions_are_counted_from_the_receipt_of_the_papers(string service, string due)
    {
        var number = await FileAsync("schmidt", service, "exit-entry");
        Clock.Set(Day(2026, 2, 27));
        await ActAsync(number, "accept", new { }, "exit-entry");
        Assert.Equal(due, Part(await SeenAsync("schmidt", number), "clock", "legalDue").GetString());
        using var talent = await App.SignInAsync("schmidt");
        Assert.True(Part(await talent.GetJsonAsync($"/api/v1/services/{service}"), "timeLimits", "countsFromReceipt").GetBoolean());
    }
}
