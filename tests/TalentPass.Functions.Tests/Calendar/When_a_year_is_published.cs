using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Catalogue.Calendars;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Calendar;

/// <summary>The talent office publishes the State Council's notice for a year; nothing is deployed for it.</summary>
public sealed class When_a_year_is_published(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Path = "/api/v1/calendars/2027";
    private static readonly object _notice = Notice("2027-01-01", "2027-01-04");

    [Fact]
    public async Task Provisional_dates_are_counted_again_by_the_next_timer()
    {
        Clock.Set(Day(2026, 12, 22));
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        Assert.True(Part(await SeenAsync("li-wei", number), "clock", "provisional").GetBoolean());

        using var office = await App.SignInAsync("office");
        var published = (await office.CallAsync(HttpMethod.Put, Path, _notice)).Is(HttpStatusCode.Created);
        Assert.Equal((2027, "office"), (published.Member("year").GetInt32(), published.Text("source")));
        await RunTimersAsync();
        var after = await SeenAsync("li-wei", number);
        Assert.Equal(("2027-01-07", "timer:recount"), (after.Text("due"), Verbs(after)[^1]));
        Assert.False(Part(after, "clock", "provisional").GetBoolean());
    }

    [Fact]
    public async Task Another_instance_and_one_that_starts_later_count_by_it()
    {
        await using var other = await TestApp.StartAsync(Connection, services => services.AddSingleton<TimeProvider>(Clock));
        using var office = await App.SignInAsync("office");
        (await office.CallAsync(HttpMethod.Put, Path, _notice)).Is(HttpStatusCode.Created);
        await other.Services.GetRequiredService<CalendarStore>().RefreshAsync(TestContext.Current.CancellationToken);
        await using var later = await TestApp.StartAsync(Connection, services => services.AddSingleton<TimeProvider>(Clock));
        foreach (var app in new[] { App, other, later })
        {
            Assert.Equal(2027, app.Services.GetRequiredService<Core.Calendar.WorkingCalendar>().NewestYear);
        }
    }

    [Fact]
    public async Task Everybody_reads_the_years_and_their_days()
    {
        using var anyone = new HttpClient { BaseAddress = App.Http.BaseAddress };
        var years = (await anyone.GetJsonAsync("/api/v1/calendars")).Is(HttpStatusCode.OK).Items;
        Assert.Equal([2024, 2025, 2026], years.Select(each => each.GetProperty("year").GetInt32()));
        Assert.All(years, each => Assert.Equal("seeds", each.GetProperty("source").GetString()));
        var seen = (await anyone.GetJsonAsync("/api/v1/calendars/2026")).Is(HttpStatusCode.OK);
        Assert.Equal(("2026-01-01", true), (Part(seen, "days")[0].GetProperty("date").GetString(), Part(seen, "days")[0].GetProperty("off").GetBoolean()));
        Assert.NotEmpty(seen.ETag!);
        (await anyone.GetJsonAsync(Path)).Is(HttpStatusCode.NotFound);
        (await anyone.GetJsonAsync("/api/v1/calendars/next")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_replaces_a_calendar_names_the_version_that_he_saw()
    {
        using var office = await App.SignInAsync("office");
        var first = (await office.CallAsync(HttpMethod.Put, Path, _notice)).Is(HttpStatusCode.Created);
        (await office.CallAsync(HttpMethod.Put, Path, _notice)).Is(HttpStatusCode.OK);
        var changed = Notice("2027-01-01");
        (await office.CallAsync(HttpMethod.Put, Path, changed)).Is((HttpStatusCode)428, "precondition_required");
        (await office.CallAsync(HttpMethod.Put, Path, changed, ifMatch: "\"stale\"")).Is(HttpStatusCode.PreconditionFailed, "changed_meanwhile");
        var second = (await office.CallAsync(HttpMethod.Put, Path, changed, ifMatch: first.ETag)).Is(HttpStatusCode.Created);
        Assert.NotEqual(first.ETag, second.ETag);
        (await office.CallAsync(HttpMethod.Put, Path, _notice, ifMatch: first.ETag)).Is(HttpStatusCode.PreconditionFailed, "changed_meanwhile");
        (await office.CallAsync(HttpMethod.Put, "/api/v1/calendars/2028", Notice("2028-01-03"), ifMatch: first.ETag)).Is(HttpStatusCode.PreconditionFailed);
    }

    // The calendars of the seeds are the base; the office may correct one.
    [Fact]
    public async Task A_year_of_the_seeds_is_replaced_by_what_the_office_publishes()
    {
        using var office = await App.SignInAsync("office");
        var seed = await office.GetJsonAsync("/api/v1/calendars/2026");
        var body = new { papers = new[] { "https://www.gov.cn/x" }, days = new[] { DayOff("2026-01-01") } };
        (await office.CallAsync(HttpMethod.Put, "/api/v1/calendars/2026", body, ifMatch: seed.ETag)).Is(HttpStatusCode.Created);
        Assert.Single(Part(await office.GetJsonAsync("/api/v1/calendars/2026"), "days").EnumerateArray());
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_nothing_is_published()
    {
        using var office = await App.SignInAsync("office");
        Assert.Equal("out_of_range", Error(await office.CallAsync(HttpMethod.Put, "/api/v1/calendars/2029", Notice("2029-01-01")), "/year"));
        Assert.Equal("out_of_range", Error(await office.CallAsync(HttpMethod.Put, Path, Notice("2029-01-01")), "/days/0/date"));
        Assert.Equal("duplicate", Error(await office.CallAsync(HttpMethod.Put, Path, Notice("2027-01-01", "2027-01-01")), "/days/1/date"));
        (await office.CallAsync(HttpMethod.Put, Path, new { papers = Array.Empty<string>(), days = Array.Empty<object>() })).Is((HttpStatusCode)422, "validation_failed");
        (await office.CallAsync(HttpMethod.Put, "/api/v1/calendars/27", Notice("2027-01-01"))).Is(HttpStatusCode.NotFound);
        (await office.GetJsonAsync(Path)).Is(HttpStatusCode.NotFound);
        using var talent = await App.SignInAsync("li-wei");
        (await talent.CallAsync(HttpMethod.Put, Path, _notice)).Is(HttpStatusCode.Forbidden);
    }

    private static object Notice(params string[] off) => new { papers = new[] { "https://www.gov.cn/zhengce/2027" }, days = off.Select(DayOff) };

    private static object DayOff(string date) => new { date, off = true, name = new { zh = "元旦", en = "New Year's Day" } };
}
