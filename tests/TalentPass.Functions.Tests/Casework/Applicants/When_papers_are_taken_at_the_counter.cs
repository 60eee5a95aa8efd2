using System.Net;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework.Desks;
using TalentPass.Functions.Tests.Files;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>
/// A person at the counter has an open request that wants a supplement (补正). The hall's officer, who has just scanned the person,
/// takes the papers there.
/// </summary>
public sealed class When_papers_are_taken_at_the_counter(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Tolerable = "rent-receipt";

    [Fact]
    public async Task What_is_wanted_is_shown_taken_and_recorded_as_done_by_that_officer()
    {
        var number = await AskedAsync("li-wei");
        var scanId = await ScanAsync("li-wei", "hall-1");
        using var hall = await App.SignInAsync("hall-1");
        var wanted = await hall.GetJsonAsync($"/api/v1/requests/{number}/wanted?scanId={scanId}");
        wanted.Is(HttpStatusCode.OK);
        Assert.Equal(("supplement_wanted", "housing", "人才租房补贴"), (wanted.Text("state"), wanted.Text("department"), wanted.Text("title")));
        Assert.Equal(2, Part(wanted, "supplement", "items").GetArrayLength());
        // Nothing but the field that is asked for is told of the answers.
        Assert.Equal(["bankName"], Part(wanted, "answers").EnumerateObject().Select(each => each.Name));

        var file = (await FileCalls.UploadAsync(hall, "lease.pdf", FileCalls.Pdf, query: $"?scanId={scanId}")).Text("file");
        var body = new { answers = new { bankName = "中国银行宁波分行" }, materials = new[] { new { id = "lease-contract", file } }, onBehalfOf = new { scanId } };
        var supplied = await hall.PostJsonAsync($"/api/v1/requests/{number}/supplement", body, "once");
        supplied.Is(HttpStatusCode.OK);
        Assert.Equal("submitted", supplied.Text("state"));
        Assert.False(supplied.Body.TryGetProperty("answers", out _));
        Assert.Equal(["supplement"], Verbs(supplied));
        var again = await hall.PostJsonAsync($"/api/v1/requests/{number}/supplement", body, "once");
        Assert.True(again.Replayed, $"{again}");
        Assert.Equal(["supplement"], Verbs(again));
        // The answer is for this officer alone, and says nothing of what came after.
        using var colleague = await App.SignInAsync("hall-2");
        Assert.Equal("idempotency_key_reused", (await colleague.PostJsonAsync($"/api/v1/requests/{number}/supplement", body, "once")).Code);

        var seen = await SeenAsync("li-wei", number);
        var step = Part(seen, "timeline").EnumerateArray().Last();
        Assert.Equal(
            ("supplement", "hall-1", "hall", "人才之家一号窗口"),
            (step.GetProperty("action").GetString(), step.GetProperty("actor").GetString(), step.GetProperty("role").GetString(), step.GetProperty("actorName").GetString()));
        Assert.Equal("中国银行宁波分行", Part(seen, "answers", "bankName").GetString());
        Assert.Equal(file, Assert.Single((await AtDeskAsync(number)).Member("materials").EnumerateArray()).GetProperty("file").GetString());

        using var talent = await App.SignInAsync("li-wei");
        var look = (await talent.GetJsonAsync("/api/v1/passes/current/access-log")).Items.First(each => each.GetProperty("action").GetString() == "wanted.read");
        Assert.Equal(("大厅一号窗", "人才之家一号窗口"), (look.GetProperty("place").GetString(), look.GetProperty("actorName").GetString()));
        Assert.False(look.TryGetProperty("department", out _));

        // Everything was supplied, so nothing is wanted any more.
        Assert.Equal("not_allowed_in_state", (await hall.GetJsonAsync($"/api/v1/requests/{number}/wanted?scanId={scanId}")).Code);
    }

    [Fact]
    public async Task Papers_that_were_to_follow_are_taken_in_the_same_way()
    {
        var number = await FileAsync("li-wei", Rent);
        (await ActAsync(number, "accept-tolerant", new { missing = new[] { Tolerable }, dueWorkingDays = 5 })).Is(HttpStatusCode.OK);
        var scanId = await ScanAsync("li-wei", "hall-1");
        using var hall = await App.SignInAsync("hall-1");
        var wanted = await hall.GetJsonAsync($"/api/v1/requests/{number}/wanted?scanId={scanId}");
        Assert.Equal([Tolerable], Part(wanted, "gaps", "missing").EnumerateArray().Select(each => each.GetString()));
        var supplied = await hall.PostJsonAsync(
            $"/api/v1/requests/{number}/supplement", new { materials = new[] { new { id = Tolerable } }, onBehalfOf = new { scanId } }, RandomSource.System.Id(12));
        Assert.Equal("accepted_tolerant", supplied.Text("state"));
        Assert.DoesNotContain(Tolerable, (await AtDeskAsync(number)).Member("missingMaterials").EnumerateArray().Select(each => each.GetString()));
    }

    [Fact]
    public async Task Only_who_has_just_scanned_this_person_may_do_it()
    {
        var number = await AskedAsync("li-wei");
        var (own, others) = (await ScanAsync("li-wei", "hall-1"), await ScanAsync("wu-hong", "hall-1"));
        using var hall = await App.SignInAsync("hall-1");
        using var colleague = await App.SignInAsync("hall-2");
        using var talent = await App.SignInAsync("li-wei");

        Assert.Equal("not_found", (await WantedAsync(hall, others)).Code);
        Assert.Equal("unknown_scan", Error(await WantedAsync(colleague, own), "/scanId"));
        (await WantedAsync(talent, own)).Is(HttpStatusCode.Forbidden);
        Assert.Equal("not_found", (await SupplyAsync(hall, others)).Code);
        Assert.Equal("unknown_scan", Error(await SupplyAsync(colleague, own), "/onBehalfOf/scanId"));
        Assert.Equal("unknown_scan", Error(await SupplyAsync(hall, "made-up"), "/onBehalfOf/scanId"));
        Assert.Equal("unknown_scan", Error(await colleague.PostJsonAsync($"/api/v1/requests/{number}/supplement", Body(own), RandomSource.System.Id(12), "\"other\""), "/onBehalfOf/scanId"));
        Assert.Equal("required", Error(await SupplyAsync(hall, null), "/onBehalfOf"));
        Assert.Equal("not_allowed", Error(await SupplyAsync(talent, own), "/onBehalfOf"));

        Clock.Set(Day(2026, 2, 13).AddMinutes(32));
        Assert.Equal("too_old", Error(await WantedAsync(hall, own), "/scanId"));
        Assert.Equal("too_old", Error(await SupplyAsync(hall, own), "/onBehalfOf/scanId"));
        Assert.Equal("supplement_wanted", (await SeenAsync("li-wei", number)).Text("state"));

        Task<Answer> WantedAsync(HttpClient client, string scanId) => client.GetJsonAsync($"/api/v1/requests/{number}/wanted?scanId={scanId}");

        Task<Answer> SupplyAsync(HttpClient client, string? scanId) => client.PostJsonAsync(
            $"/api/v1/requests/{number}/supplement", Body(scanId), RandomSource.System.Id(12));
    }

    [Fact]
    public async Task A_pass_that_was_frozen_since_takes_no_papers()
    {
        var number = await AskedAsync("li-wei");
        var scanId = await ScanAsync("li-wei", "hall-1");
        using var talent = await App.SignInAsync("li-wei");
        (await talent.PostJsonAsync("/api/v1/passes/current/freeze", new { })).Is(HttpStatusCode.OK);
        using var hall = await App.SignInAsync("hall-1");
        var refused = await hall.PostJsonAsync(
            $"/api/v1/requests/{number}/supplement", Body(scanId), RandomSource.System.Id(12));
        Assert.Equal("not_valid", Error(refused, "/onBehalfOf/scanId"));
        Assert.Equal("not_valid", Error(await hall.GetJsonAsync($"/api/v1/requests/{number}/wanted?scanId={scanId}"), "/scanId"));
        // What is wrong with the content is told as to the applicant.
        (await talent.PostJsonAsync("/api/v1/passes/current/unfreeze", new { })).Is(HttpStatusCode.OK);
        Assert.Equal("required", Error(await hall.PostJsonAsync($"/api/v1/requests/{number}/supplement", new { onBehalfOf = new { scanId } }, RandomSource.System.Id(12)), "/materials"));
    }

    private static object Body(string? scanId)
    {
        var (answers, materials) = (new { bankName = "中国银行宁波分行" }, new[] { new { id = "lease-contract" } });
        return scanId is null ? new { answers, materials } : new { answers, materials, onBehalfOf = new { scanId } };
    }

    private async Task<string> AskedAsync(string account)
    {
        var number = await FileAsync(account, Rent);
        (await ActAsync(number, "request-supplement", new { items = Wanted, dueWorkingDays = 5 })).Is(HttpStatusCode.OK);
        return number;
    }

    private Task<string> ScanAsync(string account, string officer) => RequestCalls.ScannedAsync(App, account, officer);
}
