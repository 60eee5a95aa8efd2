using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Calendar;
using TalentPass.Core.Requests;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Desks;

/// <summary>Dates that reach into a year the State Council has not published: counted with plain weekends, marked, and counted again when it has.</summary>
public sealed class When_a_calendar_is_not_published_yet(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private static readonly Bilingual _newYear = new("元旦", "New Year");

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
        Assert.True(Assert.Single(await Requests.RequestCalls.DeskAsync(desk, "housing")).GetProperty("provisional").GetBoolean());
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

    // The promised date binds and is certain; the legal one beside it is not.
    [Fact]
    public async Task A_date_that_does_not_bind_is_marked_and_counted_again_too()
    {
        Clock.Set(Day(2026, 12, 8));
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        var before = Part(await SeenAsync("li-wei", number), "clock");
        Assert.Equal(("2026-12-22", "2027-01-05"), (before.GetProperty("promisedDue").GetString(), before.GetProperty("legalDue").GetString()));
        Assert.True(before.GetProperty("provisional").GetBoolean());

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

    // December can be changed by the next year's file: a date in it is certain by the calendar at hand, and moves with the next.
    [Fact]
    public async Task A_day_off_in_December_that_comes_with_the_next_years_calendar_moves_a_date_in_it()
    {
        Clock.Set(Day(2026, 12, 8));
        var number = await FileAsync("zhang-hui", "housing-youth-station");
        var due = DateOnly.Parse((await SeenAsync("zhang-hui", number)).Text("due"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(12, due.Month);
        Assert.False(Part(await SeenAsync("zhang-hui", number), "clock", "provisional").GetBoolean());

        await PublishAsync((2026, 12, due.Day), (2027, 1, 1));
        var moved = DateOnly.Parse((await SeenAsync("zhang-hui", number)).Text("due"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(moved > due, $"{due} stays {moved}");
    }

    private static (string, bool) Dated(Answer answer, string part) =>
        (Part(answer, part, "due").GetString()!, Part(answer, part).GetProperty("provisional").GetBoolean());

    // The app that has the new calendar, on the same storage. Shard by shard, since its own timer may be at it as well.
    private async Task PublishAsync(params (int Year, int Month, int Day)[] off)
    {
        var year = new CalendarYear(2027, [], [.. off.Select(each => new CalendarDay(new DateOnly(each.Year, each.Month, each.Day), Off: true, _newYear))]);
        var known = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "seeds", "calendars")).Select(each => CalendarYear.Read(File.ReadAllBytes(each)));
        var calendar = new WorkingCalendar(known.Append(year));
        await using var later = await TestApp.StartAsync(Connection, services => services.AddSingleton<TimeProvider>(Clock).AddSingleton(calendar));
        foreach (var shard in Shard.All)
        {
            await later.Services.GetRequiredService<RunTimers>().RunAsync(shard, TestContext.Current.CancellationToken);
        }
    }
}
