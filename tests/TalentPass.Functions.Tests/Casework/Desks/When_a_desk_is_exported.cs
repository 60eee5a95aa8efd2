using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// The export of the cases that a desk received in a time window. It contains only the desk's own cases, masked names, and no
/// spreadsheet formula.
/// </summary>
public sealed class When_a_desk_is_exported(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Path = "/api/v1/desks/housing/export.csv";
    private const string Today = "?from=2026-02-13&to=2026-02-13";

    [Fact]
    public async Task Each_case_the_desk_has_is_a_line_and_nobody_elses_is()
    {
        var open = await FileAsync("li-wei", Rent);
        var closed = await FileAsync("zhang-hui", Rent);
        var moved = await FileAsync("zhang-hui", "housing-youth-station");
        var elsewhere = await FileAsync("li-wei", "medical-green-lane", "health");
        await ActAsync(open, "claim", new { });
        await DoAsync("zhang-hui", closed, "withdraw", new { reason = "不再需要" });
        await ActAsync(moved, "transfer", new { department = "hrss", reason = "属人社局职责" });
        using var desk = await App.SignInAsync("desk-housing");
        var listed = (await RequestCalls.DeskAsync(desk, "housing")).Single(each => each.GetProperty("number").GetString() == open);

        var lines = await LinesAsync(Today);

        Assert.Equal("办件编号,事项编码,事项名称,申请人,人才层次,状态,提交时间,办理期限,认领人,亮灯,期限暂定", lines[0]);
        Assert.Equal(3, lines.Length);
        string[] cells = ["number", "service", "title", "applicant", "tier", "state", "submittedAt", "due", "claimedBy", "light"];
        var line = Assert.Single(lines, each => each.StartsWith(open, StringComparison.Ordinal)).Split(',');
        foreach (var (name, cell) in cells.Zip(line).Where(each => each.First != "submittedAt"))
        {
            Assert.Equal(listed.GetProperty(name).ToString(), cell);
        }

        Assert.Equal("李*", line[3]);
        Assert.StartsWith(line[6][..19], listed.GetProperty("submittedAt").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("+08:00", line[6], StringComparison.Ordinal);
        Assert.Contains("withdrawn", Assert.Single(lines, each => each.StartsWith(closed, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(lines, each => each.Contains(moved, StringComparison.Ordinal) || each.Contains(elsewhere, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_case_belongs_to_the_day_it_came_to_the_desk()
    {
        var number = await FileAsync("li-wei", Rent);
        Clock.Set(Day(2026, 2, 20));
        await ActAsync(number, "transfer", new { department = "hrss", reason = "属人社局职责" });
        using var hrss = await App.SignInAsync("desk-hrss");
        await RequestCalls.OnDeskAsync(hrss, "hrss", number);
        await ActAsync(number, "transfer", new { department = "housing", reason = "退回" }, "hrss");
        Assert.Equal(2, (await LinesAsync(Today)).Length);
        Assert.Single(await LinesAsync("?from=2026-02-14&to=2026-03-16"));
        Assert.Single(await LinesAsync("?from=2026-01-13&to=2026-02-12"));
        Assert.Equal(2, (await LinesAsync("?from=2026-02-13&to=2026-03-15")).Length);
    }

    [Fact]
    public async Task The_file_opens_in_a_spreadsheet_as_it_is_and_runs_nothing()
    {
        var number = await FileAsync("li-wei", Rent);
        // An account of the city's own sign-in. The app does not control the names of these accounts.
        await App.DisposeAsync();
        await StartAsync(configure: services => services.AddSingleton<StaffOf>((_, _) => null));
        await ActAsync(number, "assign", new { to = "@sum.a1" }, account: "supervisor");
        using var desk = await App.SignInAsync("desk-housing");
        desk.DefaultRequestHeaders.Add("Accept-Language", "en");
        using var answer = await desk.GetAsync(Path + Today, TestContext.Current.CancellationToken);
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("desk-housing-20260213-20260213.csv", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.Preamble, bytes.AsSpan(0, 3));
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Number,Service,Title,Applicant,Tier,State,Submitted at,Due,Claimed by,Light,Provisional", lines[0]);
        Assert.Contains(",\"'@sum.a1\",", Assert.Single(lines[1..]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?from=2026-02-13")]
    [InlineData("?from=2026-02-13&to=2026-02-12")]
    [InlineData("?from=2026-02-13&to=2026-03-16")]
    [InlineData("?from=0001-01-01&to=9999-12-31")]
    [InlineData("?from=13.02.2026&to=2026-02-13")]
    public async Task A_window_that_is_none_is_refused(string query)
    {
        using var desk = await App.SignInAsync("desk-housing");
        var refused = await desk.GetJsonAsync(Path + query);
        refused.Is(HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Theory]
    [InlineData("desk-health", HttpStatusCode.Forbidden)]
    [InlineData("hall-1", HttpStatusCode.Forbidden)]
    [InlineData("li-wei", HttpStatusCode.Forbidden)]
    [InlineData("office", HttpStatusCode.Forbidden)]
    [InlineData("supervisor", HttpStatusCode.OK)]
    public async Task Only_the_desk_and_its_supervisor_export(string account, HttpStatusCode status)
    {
        using var client = await App.SignInAsync(account);
        Assert.Equal(status, (await client.GetJsonAsync(Path + Today)).Status);
    }

    [Fact]
    public async Task The_calls_follow_what_is_in_the_window_and_not_what_is_stored()
    {
        await FileAsync("li-wei", Rent);
        await FileAsync("li-wei", Rent);
        for (var round = 0; round < 2; round++)
        {
            using var calls = StorageCalls.Begin();
            var day = new DateOnly(2026, 2, 13);
            Assert.IsType<Outcome<DeskExport>.Done>(await App.Services.GetRequiredService<ExportDesk>().RunAsync(
                new Actor("desk-housing", "", Roles.Desk, "housing", null), "housing", day, day, english: true, TestContext.Current.CancellationToken));
            // The calls read the window, read each request, and write the record of the export.
            Assert.Equal(4, calls.Calls.Count(each => !each.EndsWith(StorageLayout.Catalogue, StringComparison.Ordinal)));
            Clock.Set(Day(2026, 2, 14));
            for (var other = 0; other < 10; other++)
            {
                await FileAsync("zhang-hui", Rent);
            }
        }
    }

    private async Task<string[]> LinesAsync(string query)
    {
        using var desk = await App.SignInAsync("desk-housing");
        using var answer = await desk.GetAsync(Path + query, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
