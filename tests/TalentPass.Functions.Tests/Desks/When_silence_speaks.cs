using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Calendar;
using TalentPass.Core.Requests;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Desks;

/// <summary>What the clock does by itself: once, at its day, however many nights were missed.</summary>
public sealed class When_silence_speaks(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    // 许可法 32(4): papers incomplete: everything missing is named, once, within five working days; otherwise the request counts as accepted from the day it was received.
    [Theory]
    [InlineData(28)]
    [InlineData(27 + 4)]
    public async Task L1_A_request_nobody_answered_counts_as_accepted_from_the_day_it_was_received(int february)
    {
        var number = await FileAsync("li-wei", Rent);
        Clock.Set(Day(2026, 2, 27));
        await RunTimersAsync();
        Assert.Equal("submitted", (await SeenAsync("li-wei", number)).Text("state"));

        Clock.Set(Day(2026, 2, 1).AddDays(february - 1));
        await RunTimersAsync();
        await RunTimersAsync();

        var accepted = await SeenAsync("li-wei", number);
        Assert.Equal("accepted", accepted.Text("state"));
        Assert.Equal("2026-03-05", accepted.Text("due"));
        Assert.Single(Verbs(accepted), "timer:deemed-accept");
        Assert.Equal("not_allowed_in_state", (await DoAsync("li-wei", number, "withdraw", new { reason = "不办了" })).Code);
    }

    [Fact]
    public async Task Where_silence_accepts_nothing_the_request_only_grows_late()
    {
        var number = await FileAsync("zhang-hui", "housing-youth-station");
        Clock.Set(Day(2026, 2, 28));
        await RunTimersAsync();
        Assert.Equal("submitted", (await SeenAsync("zhang-hui", number)).Text("state"));
        Assert.Equal("blue", (await AtDeskAsync(number)).Text("slip"));
    }

    [Fact]
    public async Task Supervision_turns_yellow_then_writes_blue_orange_and_red_slips_that_only_staff_see()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });

        // Ten working days until 5 March: two are left from the 3rd on.
        await OnDayAsync(3, 2, []);
        await OnDayAsync(3, 3, ["timer:yellow"]);
        await OnDayAsync(3, 5, ["timer:yellow"]);
        await OnDayAsync(3, 6, ["timer:yellow", "timer:slip"], "blue");
        await OnDayAsync(3, 9, ["timer:yellow", "timer:slip"], "blue");
        await OnDayAsync(3, 10, ["timer:yellow", "timer:slip", "timer:slip"], "orange");
        await OnDayAsync(3, 12, ["timer:yellow", "timer:slip", "timer:slip", "timer:slip"], "red");
        await OnDayAsync(3, 30, ["timer:yellow", "timer:slip", "timer:slip", "timer:slip"], "red");

        var seen = await SeenAsync("li-wei", number);
        Assert.Equal("red", Part(seen, "clock", "light").GetString());
        Assert.DoesNotContain(Verbs(seen), each => each.StartsWith("timer:", StringComparison.Ordinal));
        Assert.False(seen.Body.TryGetProperty("slip", out _));

        async Task OnDayAsync(int month, int day, string[] timers, string? slip = null)
        {
            Clock.Set(Day(2026, month, day));
            await RunTimersAsync();
            var desk = await AtDeskAsync(number);
            Assert.Equal(timers, Verbs(desk).Where(each => each.StartsWith("timer:", StringComparison.Ordinal)));
            Assert.Equal(slip, desk.Body.TryGetProperty("slip", out var colour) ? colour.GetString() : null);
        }
    }

    [Fact]
    public async Task A_paused_clock_grows_neither_yellow_nor_late()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        Clock.Set(Day(2026, 3, 2));
        await ActAsync(number, "pause", new { kind = "inspection", workingDays = 20, note = "核查" });
        Clock.Set(Day(2026, 3, 20));
        await RunTimersAsync();
        Assert.DoesNotContain(Verbs(await AtDeskAsync(number)), each => each.StartsWith("timer:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Three_days_after_delivery_the_applicant_is_invited_to_rate_once()
    {
        var number = await FileAsync("li-wei", Rent);
        foreach (var (verb, body) in new (string, object)[] { ("accept", new { }), ("approve", new { }), ("deliver", new { how = "短信" }) })
        {
            await ActAsync(number, verb, body);
        }

        Clock.Set(Day(2026, 2, 15));
        await RunTimersAsync();
        Assert.DoesNotContain("timer:invite-rating", Verbs(await SeenAsync("li-wei", number)));
        Clock.Set(Day(2026, 2, 16));
        await RunTimersAsync();
        await RunTimersAsync();
        Assert.Single(Verbs(await SeenAsync("li-wei", number)), "timer:invite-rating");
    }

    [Fact]
    public async Task A_date_in_an_unpublished_year_is_provisional_and_counted_again_when_the_calendar_comes()
    {
        Clock.Set(Day(2026, 12, 22));
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        var before = await SeenAsync("li-wei", number);
        Assert.True(Part(before, "clock", "provisional").GetBoolean());
        Assert.Equal("2027-01-05", before.Text("due"));
        await RunTimersAsync();
        Assert.DoesNotContain("timer:recount", Verbs(await SeenAsync("li-wei", number)));

        var newYear = new Bilingual("元旦", "New Year");
        var published = new CalendarYear(
            2027, [], [new CalendarDay(new DateOnly(2027, 1, 1), Off: true, newYear), new CalendarDay(new DateOnly(2027, 1, 4), Off: true, newYear)]);
        var years = Seeded().Append(published);
        await using var later = await TestApp.StartAsync(
            Connection, services => services.AddSingleton<TimeProvider>(Clock).AddSingleton(new WorkingCalendar(years)));
        var run = await later.Services.GetRequiredService<RunTimers>().RunAsync(Shard.Of(await TalentIdAsync()), TestContext.Current.CancellationToken);

        Assert.Equal(1, run.Steps);
        var after = await SeenAsync("li-wei", number);
        Assert.Equal("2027-01-07", after.Text("due"));
        Assert.False(Part(after, "clock", "provisional").GetBoolean());
        Assert.Equal("timer:recount", Verbs(after)[^1]);
    }

    private static IEnumerable<CalendarYear> Seeded() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "seeds", "calendars")).Select(each => CalendarYear.Read(File.ReadAllBytes(each)));

    private async Task<string> TalentIdAsync()
    {
        using var talent = await App.SignInAsync("li-wei");
        return Part(await talent.GetJsonAsync("/api/v1/me"), "talent", "talentId").GetString()!;
    }
}
