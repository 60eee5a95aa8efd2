using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Timers;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// Due dates in a year for which the State Council has not published the calendar yet. The app counts such a date with plain
/// weekends and marks it as provisional. After the calendar is published, it counts the date again.
/// </summary>
public sealed class When_a_calendar_is_not_published_yet(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private static readonly Bilingual _newYear = new("元旦", "New Year");
    private static readonly object[] _items = Wanted[..1];

    [Fact]
    public async Task The_binding_date_is_provisional_and_counted_again_when_the_calendar_comes()
    {
        Clock.Set(Day(2026, 12, 22));
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        var before = await SeenAsync("li-wei", number);
        Assert.True(Part(before, "clock", "provisional").GetBoolean());
        Assert.Equal("2027-01-05", before.Text("due"));
        using var desk = await App.SignInAsync("desk-housing");
        Assert.True(Assert.Single(await TalentPass.Functions.Tests.Casework.RequestCalls.DeskAsync(desk, "housing")).GetProperty("provisional").GetBoolean());
        await RunTimersAsync();
        Assert.DoesNotContain("timer:recount", Verbs(await SeenAsync("li-wei", number)));

        await PublishAsync((2027, 1, 1), (2027, 1, 4));
        var after = await SeenAsync("li-wei", number);
        Assert.Equal("2027-01-07", after.Text("due"));
        Assert.False(Part(after, "clock", "provisional").GetBoolean());
        Assert.Equal("timer:recount", Verbs(after)[^1]);
        await PublishAsync((2027, 1, 1), (2027, 1, 4));
        Assert.Single(Verbs(await SeenAsync("li-wei", number)), "timer:recount");
    }

    // The promised date is binding and certain. The later legal date is provisional.
    [Fact]
    public async Task A_date_that_does_not_bind_is_marked_and_counted_again_too()
    {
        Clock.Set(Day(2026, 12, 8));
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        var before = Part(await SeenAsync("li-wei", number), "clock");
        Assert.Equal(("2026-12-22", "2027-01-05"), (before.GetProperty("promisedDue").GetString(), before.GetProperty("legalDue").GetString()));
        Assert.True(before.GetProperty("provisional").GetBoolean());
        // The desk's list, the history and the progress query show the binding date.
        Assert.False(Part(await SeenAsync("li-wei", number), "timeline").EnumerateArray().Last().TryGetProperty("provisional", out _));
        using var desk = await App.SignInAsync("desk-housing");
        Assert.False(Assert.Single(await TalentPass.Functions.Tests.Casework.RequestCalls.DeskAsync(desk, "housing")).TryGetProperty("provisional", out _));

        await PublishAsync((2027, 1, 1), (2027, 1, 4));
        var after = Part(await SeenAsync("li-wei", number), "clock");
        Assert.Equal(("2026-12-22", "2027-01-07"), (after.GetProperty("promisedDue").GetString(), after.GetProperty("legalDue").GetString()));
        Assert.False(after.GetProperty("provisional").GetBoolean());
    }

    [Fact]
    public async Task Days_to_supply_are_counted_again_so_that_nobody_is_taken_to_have_withdrawn_too_early()
    {
        Clock.Set(Day(2026, 12, 28));
        var asked = await FileAsync("li-wei", Rent);
        var tolerated = await FileAsync("zhang-hui", Rent);
        await ActAsync(asked, "request-supplement", new { items = new[] { new { material = "lease-contract", text = "缺页" } }, dueWorkingDays = 5 });
        await ActAsync(tolerated, "accept-tolerant", new { missing = new[] { "rent-receipt" }, dueWorkingDays = 5 });
        Assert.Equal(("2027-01-04", true), Dated(await SeenAsync("li-wei", asked), "supplement"));
        Assert.Equal(("2027-01-04", true), Dated(await SeenAsync("zhang-hui", tolerated), "gaps"));

        Clock.Set(Day(2027, 1, 6));
        await PublishAsync((2027, 1, 1), (2027, 1, 4));
        var (supplement, gaps) = (await SeenAsync("li-wei", asked), await SeenAsync("zhang-hui", tolerated));
        Assert.Equal(("2027-01-06", false), Dated(supplement, "supplement"));
        Assert.Equal(("2027-01-06", false), Dated(gaps, "gaps"));
        Assert.Equal(("supplement_wanted", "accepted_tolerant"), (supplement.Text("state"), gaps.Text("state")));

        Clock.Set(Day(2027, 1, 7));
        await PublishAsync((2027, 1, 1), (2027, 1, 4));
        Assert.Equal("deemed_withdrawn", (await SeenAsync("li-wei", asked)).Text("ending"));
        Assert.Equal("acceptance_revoked", (await SeenAsync("zhang-hui", tolerated)).Text("ending"));
    }

    [Fact]
    public async Task A_pause_ends_with_the_days_that_were_told_by_the_calendar_that_came()
    {
        Clock.Set(Day(2026, 12, 28));
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        await ActAsync(number, "pause", new { kind = "inspection", workingDays = 5, note = "五个工作日" });
        Assert.Equal("2027-01-04", Part(await SeenAsync("li-wei", number), "pause", "until").GetString());
        await PublishAsync((2027, 1, 1), (2027, 1, 4));
        Assert.Equal("2027-01-06", Part(await SeenAsync("li-wei", number), "pause", "until").GetString());
    }

    // The calendar of the next year can also change days in December. A date in December is certain under the current calendar,
    // and it moves when the next calendar changes it.
    [Fact]
    public async Task A_day_off_in_December_that_comes_with_the_next_years_calendar_moves_a_date_in_it()
    {
        Clock.Set(Day(2026, 12, 8));
        var number = await FileAsync("wu-hong", "housing-youth-station");
        var due = DateOnly.Parse((await SeenAsync("wu-hong", number)).Text("due"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(12, due.Month);
        Assert.False(Part(await SeenAsync("wu-hong", number), "clock", "provisional").GetBoolean());

        await PublishAsync((2026, 12, due.Day), (2027, 1, 1));
        var moved = DateOnly.Parse((await SeenAsync("wu-hong", number)).Text("due"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(moved > due, $"{due} stays {moved}");
    }

    // Only the days that the pause really used are excluded, counted with the newly published calendar.
    [Fact]
    public async Task A_pause_that_was_ended_early_is_counted_again_too()
    {
        Clock.Set(Day(2026, 12, 22));
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        Clock.Set(Day(2026, 12, 28));
        await ActAsync(number, "pause", new { kind = "inspection", workingDays = 10, note = "核查" });
        Clock.Set(Day(2027, 1, 4));
        Assert.Equal("2027-01-12", (await ActAsync(number, "resume", new { })).Text("due"));
        await PublishAsync((2027, 1, 1));
        Assert.Equal("2027-01-12", (await SeenAsync("li-wei", number)).Text("due"));
    }

    [Fact]
    public async Task A_last_day_that_was_told_is_not_taken_back()
    {
        Clock.Set(Day(2026, 12, 21));
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "request-supplement", new { items = _items, dueWorkingDays = 5 });
        Assert.Equal(("2026-12-28", false), Dated(await SeenAsync("li-wei", number), "supplement"));
        Clock.Set(Day(2026, 12, 28));
        await PublishAsync([On(2026, 12, 26), .. Off((2026, 12, 31), (2027, 1, 1))]);
        Assert.Equal("2026-12-28", Part(await SeenAsync("li-wei", number), "supplement", "due").GetString());
        Assert.Equal("submitted", (await DoAsync("li-wei", number, "supplement", new { materials = new[] { new { id = "lease-contract" } } })).Text("state"));
    }

    // An app with the new calendar accepts papers that are in time under that calendar, even before its timer has counted the
    // date again.
    [Fact]
    public async Task What_comes_in_time_by_the_calendar_that_came_is_taken()
    {
        Clock.Set(Day(2026, 12, 28));
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "request-supplement", new { items = _items, dueWorkingDays = 4 });
        Clock.Set(Day(2027, 1, 4));
        await using var later = await StartWithAsync(Off((2027, 1, 1)));
        using var talent = await later.SignInAsync("li-wei");
        Assert.Equal("submitted", (await talent.PostJsonAsync($"/api/v1/requests/{number}/supplement", new { materials = new[] { new { id = "lease-contract" } } })).Text("state"));
    }

    // An ending cannot be undone. It therefore waits until its date is certain.
    [Fact]
    public async Task Silence_ends_nothing_on_a_date_that_is_not_certain()
    {
        Clock.Set(Day(2026, 12, 28));
        var number = await FileAsync("li-wei", Rent);
        var tolerated = await FileAsync("zhang-hui", Rent);
        await ActAsync(number, "request-supplement", new { items = _items, dueWorkingDays = 5 });
        await ActAsync(tolerated, "accept-tolerant", new { missing = new[] { "rent-receipt" }, dueWorkingDays = 5 });
        Clock.Set(Day(2027, 1, 20));
        await RunTimersAsync();
        Assert.Equal("supplement_wanted", (await SeenAsync("li-wei", number)).Text("state"));
        Assert.Equal("accepted_tolerant", (await SeenAsync("zhang-hui", tolerated)).Text("state"));
        Assert.Equal("submitted", (await DoAsync("li-wei", number, "supplement", new { materials = new[] { new { id = "lease-contract" } } })).Text("state"));
        await PublishAsync((2027, 1, 1));
        Assert.Equal("acceptance_revoked", (await SeenAsync("zhang-hui", tolerated)).Text("ending"));
    }

    [Fact]
    public async Task Slips_go_on_in_their_colours_when_the_overdue_date_is_counted_again()
    {
        Clock.Set(Day(2026, 12, 22));
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        foreach (var day in new[] { 6, 8, 12 })
        {
            Clock.Set(Day(2027, 1, day));
            await RunTimersAsync();
        }

        Assert.Equal("red", (await AtDeskAsync(number)).Text("slip"));
        await PublishAsync((2027, 1, 1));
        var counted = await AtDeskAsync(number);
        Assert.Equal(("2027-01-06", "red", "timer:recount"), (counted.Text("due"), counted.Text("slip"), Verbs(counted)[^1]));
    }

    [Fact]
    public async Task A_bundle_and_what_an_action_answers_say_that_a_date_is_provisional()
    {
        Clock.Set(Day(2026, 12, 28));
        using var talent = await App.SignInAsync("li-wei");
        var answers = TalentPass.Functions.Tests.Casework.SeedCatalogue.Published.Content.Bundle("new-arrival")!.Services.ToDictionary(each => each, TalentPass.Functions.Tests.Casework.SeedCatalogue.Example);
        var filed = await talent.PostJsonAsync("/api/v1/bundles/new-arrival/requests", new { answers }, "bundle");
        Assert.All(Part(filed, "requests").EnumerateArray(), each => Assert.True(each.GetProperty("provisional").GetBoolean()));
        var number = await FileAsync("li-wei", Rent);
        Assert.True(Part(await ActAsync(number, "accept", new { }), "provisional").GetBoolean());
    }

    private static CalendarDay On(int year, int month, int day) => new(new DateOnly(year, month, day), Off: false, _newYear);

    private static CalendarDay[] Off(params (int Year, int Month, int Day)[] days) =>
        [.. days.Select(each => new CalendarDay(new DateOnly(each.Year, each.Month, each.Day), Off: true, _newYear))];

    private static (string, bool) Dated(Answer answer, string part) =>
        (Part(answer, part, "due").GetString()!, Part(answer, part).GetProperty("provisional").GetBoolean());

    // Runs the timers of an app that has the new calendar, on the same storage. The test runs each shard itself, because the
    // app's own timer may run at the same time.
    private Task PublishAsync(params (int Year, int Month, int Day)[] off) => PublishAsync(Off(off));

    private async Task PublishAsync(CalendarDay[] days)
    {
        await using var later = await StartWithAsync(days);
        foreach (var shard in Shard.All)
        {
            await later.Services.GetRequiredService<RunTimers>().RunAsync(shard, TestContext.Current.CancellationToken);
        }
    }

    private Task<TestApp> StartWithAsync(CalendarDay[] days)
    {
        var known = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "seeds", "calendars")).Select(each => CalendarYear.Read(File.ReadAllBytes(each)));
        var calendar = new WorkingCalendar(known.Append(new CalendarYear(2027, [], days)));
        return TestApp.StartAsync(Connection, services => services.AddSingleton<TimeProvider>(Clock).AddSingleton(calendar));
    }
}
