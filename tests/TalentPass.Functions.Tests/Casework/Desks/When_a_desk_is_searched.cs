using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// Search at a desk. It finds only requests that are at the desk now. A search for a person writes an access record in that
/// person's shard.
/// </summary>
public sealed class When_a_desk_is_searched(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Phone = "139 0000 0001";
    private const string Document = "33029919850615031X";

    [Fact]
    public async Task A_request_is_found_by_all_it_is_known_by_and_looks_as_in_the_list()
    {
        var number = await FileAsync("li-wei", Rent);
        await FileAsync("zhang-hui", Rent);
        await FileAsync("li-wei", "medical-green-lane", "health");
        using var desk = await App.SignInAsync("desk-housing");
        var code = (await SeenAsync("li-wei", number)).Text("shortCode");
        var line = (await RequestCalls.DeskAsync(desk, "housing")).Single(each => each.GetProperty("number").GetString() == number).GetRawText();

        string[] typed = [number, number.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal), code, code.ToLowerInvariant(), Phone, "+8613900000001", Document, "李伟", "李 伟"];
        string[] readAs = ["number", "number", "short_code", "short_code", "phone", "phone", "document", "name", "name"];
        foreach (var (text, by) in typed.Zip(readAs))
        {
            var found = await SearchAsync(text);
            Assert.Equal(line, Assert.Single(Items(found)).GetRawText());
            Assert.Equal([by], found.Member("by").EnumerateArray().Select(each => each.GetString()));
            Assert.Equal(by is "phone" or "document" or "name", found.Member("recorded").GetBoolean());
            Assert.Equal(JsonValueKind.Null, found.Member("nextCursor").ValueKind);
        }
    }

    // The person's requests at other desks come first in the order and would fill a page.
    [Fact]
    public async Task A_page_is_not_empty_because_of_what_a_person_has_at_other_desks()
    {
        await App.DisposeAsync();
        await StartAsync(new() { ["Quotas:OpenRequests"] = "1000" });
        var number = await FileAsync("li-wei", Rent);
        using var talent = await App.SignInAsync("li-wei");
        for (var each = 0; each < 105; each++)
        {
            await RequestCalls.FileAsync(talent, "medical-green-lane");
        }

        Assert.Equal(number, Assert.Single(Items(await SearchAsync("李伟"))).GetProperty("number").GetString());
        Assert.Equal(number, Assert.Single(Items(await SearchAsync(Phone))).GetProperty("number").GetString());
    }

    [Fact]
    public async Task What_has_left_or_never_came_is_not_found_and_what_is_closed_is()
    {
        var number = await FileAsync("li-wei", Rent);
        var code = (await SeenAsync("li-wei", number)).Text("shortCode");
        await ActAsync(number, "transfer", new { department = "hrss", reason = "属人社局职责" });
        using var hrss = await App.SignInAsync("desk-hrss");
        await RequestCalls.OnDeskAsync(hrss, "hrss", number);
        foreach (var text in new[] { number, code, Phone, Document, "李伟" })
        {
            Assert.Empty(Items(await SearchAsync(text)));
            Assert.Equal(number, Assert.Single(Items(await SearchAsync(text, "hrss", "desk-hrss"))).GetProperty("number").GetString());
            Assert.Empty(Items(await SearchAsync(text, "health", "desk-health")));
        }

        var closed = await FileAsync("zhang-hui", Rent);
        await DoAsync("zhang-hui", closed, "withdraw", new { reason = "不再需要" });
        Assert.Equal("withdrawn", Assert.Single(Items(await SearchAsync(closed))).GetProperty("state").GetString());
        Assert.Equal("withdrawn", Assert.Single(Items(await SearchAsync("张辉"))).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Whoever_looks_for_a_person_is_recorded_with_the_desk_and_the_kind_and_nothing_of_what_was_typed()
    {
        var number = await FileAsync("li-wei", Rent);
        await SearchAsync(number);
        Assert.Empty(await RecordedAsync());

        await SearchAsync(Phone, account: "supervisor");
        await SearchAsync("查无此人");
        await SearchAsync("?!");
        var recorded = await RecordedAsync();
        var talent = App.Services.GetRequiredService<RequestNumbers>().Parse(number)!.TalentId;
        Assert.Equal(
            [("desk-housing", "housing", "name", ""), ("supervisor", "housing", "phone", talent)],
            recorded.Select(each => (each.GetString("Actor"), each.GetString("Department"), each.GetString("By"), each.GetString("Talent"))).Order());
        Assert.Equal(Shard.Of(talent), recorded.Single(each => each.GetString("Talent") == talent).PartitionKey);
        // The test looks for the whole text that was typed. A shorter run of digits can also occur by chance in the ticks of a
        // clock.
        Assert.DoesNotContain(
            recorded.SelectMany(each => each.Select(pair => $"{pair.Value}")),
            text => text.Contains("13900000001", StringComparison.Ordinal) || text.Contains(Phone, StringComparison.Ordinal) || text.Contains("查无此人", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_answer_says_why_it_was_allowed_in_the_callers_language()
    {
        Assert.StartsWith("经办人员", (await SearchAsync("李伟")).Text("reason"), StringComparison.Ordinal);
        Assert.StartsWith("督办人员", (await SearchAsync("李伟", account: "supervisor")).Text("reason"), StringComparison.Ordinal);
        using var desk = await App.SignInAsync("desk-housing");
        desk.DefaultRequestHeaders.Add("Accept-Language", "en");
        Assert.StartsWith("An officer", (await desk.GetJsonAsync(Path("housing", "李伟"))).Text("reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_result_comes_in_pages_without_a_gap_or_a_double()
    {
        var filed = new List<string>();
        for (var each = 0; each < 5; each++)
        {
            filed.Add(await FileAsync("li-wei", Rent));
        }

        using var desk = await App.SignInAsync("desk-housing");
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await desk.GetJsonAsync($"{Path("housing", "李伟")}&limit=2{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            var items = Items(page);
            Assert.InRange(items.Count, 0, 2);
            found.AddRange(items.Select(each => each.GetProperty("number").GetString()!));
            cursor = page.Text("nextCursor");
        }
        while (cursor is not null);
        Assert.Equal(filed.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_calls_do_not_grow_with_what_is_stored()
    {
        var number = await FileAsync("li-wei", Rent);
        var code = (await SeenAsync("li-wei", number)).Text("shortCode");
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(1, await CallsAsync(number));
            Assert.Equal(2, await CallsAsync(code));
            // The calls read the index, the talent and the talent's requests, and write the access record.
            Assert.Equal(4, await CallsAsync(Phone));
            for (var other = 0; other < 20; other++)
            {
                await FileAsync("zhang-hui", Rent);
            }
        }
    }

    [Theory]
    [InlineData("desk-health")]
    [InlineData("hall-1")]
    [InlineData("li-wei")]
    [InlineData("office")]
    public async Task Nobody_else_searches_a_desk(string account) => (await SearchAsync("李伟", account: account)).Is(HttpStatusCode.Forbidden);

    [Fact]
    public async Task A_search_for_nothing_is_refused()
    {
        using var desk = await App.SignInAsync("desk-housing");
        Assert.Equal("invalid_parameter", (await desk.GetJsonAsync("/api/v1/desks/housing/search")).Code);
        Assert.Equal("invalid_parameter", (await desk.GetJsonAsync(Path("housing", new string('a', 201)))).Code);
    }

    private async Task<Answer> SearchAsync(string text, string department = "housing", string account = "desk-housing")
    {
        using var desk = await App.SignInAsync(account);
        return await desk.GetJsonAsync(Path(department, text));
    }

    private async Task<int> CallsAsync(string text)
    {
        var officer = new Actor("desk-housing", "", Roles.Desk, "housing", null);
        using var calls = StorageCalls.Begin();
        var outcome = await App.Services.GetRequiredService<SearchDesk>().RunAsync(officer, "housing", text, PageRequest.First, english: true, TestContext.Current.CancellationToken);
        Assert.Single(Assert.IsType<Outcome<DeskSearch>.Done>(outcome).Value.Items);
        return calls.Calls.Count(each => !each.EndsWith(StorageLayout.Catalogue, StringComparison.Ordinal));
    }

    private async Task<List<TableEntity>> RecordedAsync()
    {
        var table = App.Services.GetRequiredService<StorageClients>().Table(StorageLayout.Talents);
        var rows = new List<TableEntity>();
        foreach (var shard in Shard.All)
        {
            rows.AddRange((await table.ReadAsync(Feed.Filter(shard), 1000, TestContext.Current.CancellationToken)).Rows.Where(row => row.GetString("Action") == "desk.search"));
        }

        return rows;
    }

    private static string Path(string department, string text) => $"/api/v1/desks/{department}/search?q={Uri.EscapeDataString(text)}";

    private static List<JsonElement> Items(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer.Status} {answer.Body}");
        return [.. answer.Items];
    }
}
