using System.Net;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
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
        var moved = await FileAsync("wu-hong", "housing-youth-station");
        var elsewhere = await FileAsync("li-wei", "medical-green-lane", "health");
        await ActAsync(open, "claim", new { });
        await DoAsync("zhang-hui", closed, "withdraw", new { reason = "不再需要" });
        await ActAsync(moved, "transfer", new { department = "hrss", reason = "属人社局职责" });
        using var desk = await App.SignInAsync("desk-housing");
        var listed = (await RequestCalls.DeskAsync(desk, "housing")).Single(each => each.GetProperty("number").GetString() == open);

        var lines = await LinesAsync(Today);

        Assert.Equal("办件编号,事项编码,事项名称,申请人,人才层次,状态,提交时间,办理期限,认领人,亮灯,期限暂定,督办单,外地人才来源,层次名称,状态名称,认领人姓名,时限情况,督办单颜色", lines[0]);
        Assert.Equal(3, lines.Length);
        string[] cells = ["number", "service", "title", "applicant", "tier", "state", "submittedAt", "due", "claimedBy", "light"];
        var line = Assert.Single(lines, each => each.StartsWith(open, StringComparison.Ordinal)).Split(',');
        foreach (var (name, cell) in cells.Zip(line).Where(each => each.First != "submittedAt"))
        {
            Assert.Equal(listed.GetProperty(name).ToString(), cell);
        }

        Assert.Equal("李*", line[3]);
        // The same in words, for whoever opens the table.
        Assert.Equal(["领军人才", "已提交", "住建局经办一", "期限充足", ""], line[^5..]);
        Assert.StartsWith(line[6][..19], listed.GetProperty("submittedAt").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("+08:00", line[6], StringComparison.Ordinal);
        Assert.Contains("withdrawn", Assert.Single(lines, each => each.StartsWith(closed, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(lines, each => each.Contains(moved, StringComparison.Ordinal) || each.Contains(elsewhere, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_is_what_the_case_itself_says_whatever_happened_to_it()
    {
        var untouched = await FileAsync("li-wei", Rent);
        var claimed = await FileAsync("li-wei", Rent);
        (await ActAsync(claimed, "claim", new { })).Is(HttpStatusCode.OK);
        var urged = await FileAsync("li-wei", Rent);
        (await ActAsync(urged, "accept", new { })).Is(HttpStatusCode.OK);
        (await DoAsync("li-wei", urged, "urge", new { text = "请尽快" })).Is(HttpStatusCode.OK);
        var asked = await FileAsync("li-wei", Rent);
        (await ActAsync(asked, "request-supplement", new { items = Wanted, dueWorkingDays = 5 })).Is(HttpStatusCode.OK);
        var rated = await FileAsync("li-wei", Rent);
        foreach (var verb in (string[])["accept", "approve", "deliver"])
        {
            (await ActAsync(rated, verb, verb == "approve" ? Granted : new { how = verb == "deliver" ? "短信" : null })).Is(HttpStatusCode.OK);
        }

        (await DoAsync("li-wei", rated, "rating", new { grade = 4, channel = "mobile" })).Is(HttpStatusCode.OK);
        var withdrawn = await FileAsync("zhang-hui", Rent);
        (await DoAsync("zhang-hui", withdrawn, "withdraw", new { reason = "不再需要" })).Is(HttpStatusCode.OK);
        var handedOut = await FileAsync("zhang-hui", Rent);
        (await ActAsync(handedOut, "transfer-out", new { reason = "属省级权限", rightAuthority = "省住建厅" })).Is(HttpStatusCode.OK);
        var returned = await FileAsync("zhang-hui", Rent);
        (await ActAsync(returned, "transfer", new { department = "hrss", reason = "转办" })).Is(HttpStatusCode.OK);
        using var hrss = await App.SignInAsync("desk-hrss");
        await RequestCalls.OnDeskAsync(hrss, "hrss", returned);
        (await ActAsync(returned, "transfer", new { department = "housing", reason = "退回" }, "hrss")).Is(HttpStatusCode.OK);
        using var housing = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(housing, "housing", returned);
        Clock.Set(Day(2026, 3, 2));
        await RunTimersAsync();

        var lines = (await LinesAsync(Today))[1..];

        string[] numbers = [untouched, claimed, urged, asked, rated, withdrawn, handedOut, returned];
        Assert.Equal(await LinesOfAsync(numbers), lines.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["accepted", "accepted", "deemed_withdrawn", "rated", "transferred_out", "withdrawn"],
            new[] { untouched, urged, asked, rated, handedOut, withdrawn }.Select(each => lines.Single(line => line.StartsWith(each, StringComparison.Ordinal)).Split(',')[5]));
        Assert.Empty((await LinesAsync(Today, "hrss"))[1..]);
    }

    [Fact]
    public async Task A_row_from_before_it_had_an_entry_is_read_from_the_case()
    {
        string[] numbers = [await FileAsync("li-wei", Rent), await FileAsync("li-wei", Rent), await FileAsync("zhang-hui", Rent)];
        await ActAsync(numbers[0], "claim", new { });
        await ActAsync(numbers[1], "transfer", new { department = "hrss", reason = "属人社局职责" });
        foreach (var number in numbers)
        {
            await WriteBareRowAsync(number, Day(2026, 2, 13));
        }

        Assert.Equal(await LinesOfAsync(numbers[0], numbers[2]), (await LinesAsync(Today))[1..].Order(StringComparer.Ordinal));

        // From its next step on the row has the entry again.
        (await ActAsync(numbers[0], "accept", new { })).Is(HttpStatusCode.OK);
        Assert.Equal(await LinesOfAsync(numbers[0], numbers[2]), (await LinesAsync(Today))[1..].Order(StringComparer.Ordinal));
        // The window, the record, and the two rows that still have no entry.
        Assert.Equal(4, await CallsAsync());
    }

    [Fact]
    public async Task A_case_is_in_one_day_only_even_if_an_older_app_has_written_another()
    {
        var number = await FileAsync("li-wei", Rent);
        await WriteBareRowAsync(number, Day(2026, 2, 14));
        Assert.Single((await LinesAsync("?from=2026-02-13&to=2026-02-14"))[1..]);
        Assert.Empty((await LinesAsync("?from=2026-02-14&to=2026-02-14"))[1..]);
    }

    [Fact]
    public async Task A_case_from_before_the_day_was_kept_stays_in_the_day_of_its_row()
    {
        var desks = App.Services.GetRequiredService<DeskStore>();
        var request = App.Services.GetRequiredService<RequestNumbers>().New("7k2m9qxw", Clock.GetUtcNow());
        var entry = new DeskEntry(request.Key, 1, Rent, "submitted", 3, "李*", Clock.GetUtcNow(), new DateOnly(2026, 2, 12), null, null, false);
        var cancel = TestContext.Current.CancellationToken;

        Assert.True(await desks.TryArriveAsync("housing", DeskView.Of(entry), "one", cancel));
        var claimed = DeskView.Of(entry with { Seq = 2, ClaimedBy = "desk-housing" });
        Assert.True(await desks.TryAdvanceAsync("housing", new DeskShown(1, DeskPlace.Of(entry)), claimed, "two", cancel));

        var day = new DateOnly(2026, 2, 13);
        var (received, next) = await desks.ReceivedAsync("housing", day, day, null, 10, cancel);
        Assert.Equal([new DeskReceipt(request.Key, day, null, true)], received);
        Assert.Null(next);
        // There is no such request, so there is no line.
        Assert.Empty((await LinesAsync(Today))[1..]);
    }

    [Fact]
    public async Task HEAD_tells_the_name_and_exports_nothing()
    {
        await FileAsync("li-wei", Rent);
        using var desk = await App.SignInAsync("desk-housing");
        var before = await ExportsAsync();
        using var answer = await desk.SendAsync(new HttpRequestMessage(HttpMethod.Head, Path + Today), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("text/csv; charset=utf-8", "desk-housing-20260213-20260213.csv"), (answer.Content.Headers.ContentType?.ToString(), answer.Content.Headers.ContentDisposition?.FileName));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(before, await ExportsAsync());
        await LinesAsync(Today);
        Assert.Equal(before + 1, await ExportsAsync());
    }

    [Fact]
    public async Task A_desk_that_is_none_has_no_export()
    {
        using var supervisor = await App.SignInAsync("supervisor");
        (await supervisor.GetJsonAsync("/api/v1/desks/moon/export.csv" + Today)).Is(HttpStatusCode.NotFound, "not_found");
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
        using var housing = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(housing, "housing", number);
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
        Assert.Equal("Number,Service,Title,Applicant,Tier,State,Submitted at,Due,Claimed by,Light,Provisional,Slip,Home city,Tier in words,State in words,Officer,Light in words,Slip in words", lines[0]);
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
            // The calls read the window and write the record of the export.
            Assert.Equal(2, await CallsAsync());
            Clock.Set(Day(2026, 2, 14));
            for (var other = 0; other < 10; other++)
            {
                await FileAsync("zhang-hui", Rent);
            }
        }
    }

    // The storage calls of an export of 13 February, without those for the catalogue.
    private async Task<int> CallsAsync()
    {
        using var calls = StorageCalls.Begin();
        var day = new DateOnly(2026, 2, 13);
        var found = App.Services.GetRequiredService<ExportDesk>().Find(new Actor("desk-housing", "", Roles.Desk, "housing", null), "housing", day, day, english: true);
        await using var table = await Assert.IsType<Outcome<DeskExport>.Done>(found).Value.OpenAsync(TestContext.Current.CancellationToken);
        await table.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        return calls.Calls.Count(each => !each.EndsWith(StorageLayout.Catalogue, StringComparison.Ordinal));
    }

    // The lines as made from the requests' own rows, sorted.
    private async Task<IEnumerable<string>> LinesOfAsync(params IEnumerable<string> numbers)
    {
        var (store, ids, lines) = (App.Services.GetRequiredService<RequestStore>(), App.Services.GetRequiredService<RequestNumbers>(), App.Services.GetRequiredService<DeskRenderer>());
        var items = new List<DeskItem>();
        foreach (var number in numbers)
        {
            items.Add(lines.Item((await store.FindForDeskAsync(ids.Parse(number)!, TestContext.Current.CancellationToken))!, SeedCatalogue.Published, english: false));
        }

        return Encoding.UTF8.GetString(DeskCsv.Lines(items, english: false)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
    }

    // Writes the row of a day as it was before it had an entry.
    private async Task WriteBareRowAsync(string number, DateTimeOffset day)
    {
        var key = App.Services.GetRequiredService<RequestNumbers>().Parse(number)!.Key;
        var bare = new Transaction("housing", OperationId.New(RandomSource.System)).Put(new TableEntity("housing", $"r|{day:yyyyMMdd}|{key}"));
        var table = App.Services.GetRequiredService<StorageClients>().Table(StorageLayout.Desks);
        Assert.IsType<Commit.Written>(await table.CommitAsync(bare, TestContext.Current.CancellationToken));
    }

    // The records of exports in the audit feed.
    private async Task<int> ExportsAsync()
    {
        var table = App.Services.GetRequiredService<TalentsTable>();
        var rows = await Task.WhenAll(Shard.All.Select(shard => table.ReadAllAsync(TableFilter.Prefix(shard, "!f|"), TestContext.Current.CancellationToken)));
        return rows.Sum(each => each.Count(row => row.GetString("Action") == "desk.export"));
    }

    private async Task<string[]> LinesAsync(string query, string department = "housing")
    {
        using var desk = await App.SignInAsync($"desk-{department}");
        using var answer = await desk.GetAsync($"/api/v1/desks/{department}/export.csv{query}", TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
