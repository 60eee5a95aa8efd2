using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Drafts;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Files;

/// <summary>A saved draft keeps its papers for days. A file that no draft and no request uses is deleted after one day.</summary>
public sealed class When_a_draft_keeps_its_papers(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task The_papers_of_a_draft_are_there_after_days_and_go_with_it_into_the_request()
    {
        using var talent = await App.SignInAsync("li-wei");
        var file = (await FileCalls.UploadAsync(talent, "lease.pdf", FileCalls.Pdf)).Text("file");
        var orphan = (await FileCalls.UploadAsync(talent, "orphan.pdf", FileCalls.Pdf)).Text("file");
        Clock.Set(Day(2026, 2, 13).AddHours(20));
        using var evening = await App.SignInAsync("li-wei");
        (await SaveAsync(evening, "mine", file)).Is(HttpStatusCode.OK);

        foreach (var day in Enumerable.Range(14, 4))
        {
            Clock.Set(Day(2026, 2, day).AddHours(21));
            await CollectAsync();
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(orphan));
        using var returned = await App.SignInAsync("li-wei");
        var filed = await returned.PostJsonAsync("/api/v1/drafts/mine/submit", new { }, RandomSource.System.Id(20));
        Assert.True(filed.Status == HttpStatusCode.Created, $"{filed.Body}");

        Clock.Set(Day(2026, 2, 20));
        await CollectAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(file));
    }

    [Fact]
    public async Task A_deleted_draft_lets_its_papers_go()
    {
        using var talent = await App.SignInAsync("li-wei");
        var file = (await FileCalls.UploadAsync(talent, "lease.pdf", FileCalls.Pdf)).Text("file");
        await SaveAsync(talent, "mine", file);
        Clock.Set(Day(2026, 2, 15));
        await CollectAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(file));

        using var returned = await App.SignInAsync("li-wei");
        (await returned.CallAsync(HttpMethod.Delete, "/api/v1/drafts/mine")).Is(HttpStatusCode.NoContent);
        Assert.Equal("not_found", (await returned.CallAsync(HttpMethod.Delete, "/api/v1/drafts/mine")).Code);
        Assert.Empty((await returned.GetJsonAsync("/api/v1/drafts")).Items);
        Clock.Set(Day(2026, 2, 17));
        await CollectAsync();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(file));
    }

    [Fact]
    public async Task A_paper_taken_out_of_a_draft_goes_and_one_that_two_drafts_hold_stays()
    {
        using var talent = await App.SignInAsync("li-wei");
        var both = (await FileCalls.UploadAsync(talent, "both.pdf", FileCalls.Pdf)).Text("file");
        var taken = (await FileCalls.UploadAsync(talent, "taken.pdf", FileCalls.Pdf)).Text("file");
        await SaveAsync(talent, "one", both, taken);
        await SaveAsync(talent, "two", both);
        await SaveAsync(talent, "one");
        Clock.Set(Day(2026, 2, 15));
        await CollectAsync();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (await StatusAsync(both), await StatusAsync(taken)));
    }

    // A talent has more drafts than are allowed when the setting was lowered.
    [Fact]
    public async Task A_paper_stays_however_many_drafts_there_are()
    {
        using var talent = await App.SignInAsync("li-wei");
        var file = (await FileCalls.UploadAsync(talent, "lease.pdf", FileCalls.Pdf)).Text("file");
        (await SaveAsync(talent, "z-last", file)).Is(HttpStatusCode.OK);
        var talentId = (await talent.GetJsonAsync("/api/v1/me")).Text("talent", "talentId");
        var drafts = App.Services.GetRequiredService<DraftStore>();
        foreach (var number in Enumerable.Range(0, 60))
        {
            var draft = new Draft($"a{number}", new DraftContent(Rent, JsonElement.Parse("{}")), Clock.GetUtcNow());
            var guard = (await drafts.CountAsync(talentId, TestContext.Current.CancellationToken)).Guard;
            Assert.True(await drafts.SaveAsync(talentId, draft, [], guard, TestContext.Current.CancellationToken));
        }

        Clock.Set(Day(2026, 2, 15));
        await CollectAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(file));
    }

    [Fact]
    public async Task A_reminder_nobody_can_read_keeps_no_other_paper_from_going()
    {
        using var talent = await App.SignInAsync("li-wei");
        var orphan = (await FileCalls.UploadAsync(talent, "orphan.pdf", FileCalls.Pdf)).Text("file");
        var table = App.Services.GetRequiredService<TalentsTable>();
        foreach (var shard in Shard.All)
        {
            await table.CommitAsync(new Transaction(shard, "op").Add(new TableEntity(shard, "!g|0")), TestContext.Current.CancellationToken);
        }

        Clock.Set(Day(2026, 2, 15));
        await Assert.ThrowsAsync<IndexOutOfRangeException>(CollectAsync);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(orphan));
    }

    [Fact]
    public async Task A_draft_holds_only_papers_that_are_there()
    {
        using var talent = await App.SignInAsync("li-wei");
        using var other = await App.SignInAsync("zhang-hui");
        var file = (await FileCalls.UploadAsync(talent, "lease.pdf", FileCalls.Pdf)).Text("file");
        Assert.Equal("unknown_file", Error(await SaveAsync(other, "mine", file), "/materials/0/file"));
        Assert.Empty((await other.GetJsonAsync("/api/v1/drafts")).Items);
    }

    // A draft is saved while unused files are deleted. Either the draft is refused, or its paper still exists.
    [Fact]
    public async Task Whoever_saves_while_files_are_collected_keeps_the_paper_or_is_told()
    {
        using var talent = await App.SignInAsync("li-wei");
        var files = new List<string>();
        foreach (var number in Enumerable.Range(0, 12))
        {
            files.Add((await FileCalls.UploadAsync(talent, $"{number}.pdf", FileCalls.Pdf)).Text("file"));
        }

        Clock.Set(Day(2026, 2, 15));
        using var returned = await App.SignInAsync("li-wei");
        var collecting = CollectAsync();
        var saved = await Task.WhenAll(files.Select(async each => (File: each, Answer: await SaveAsync(returned, each, each))));
        await collecting;
        foreach (var (file, answer) in saved)
        {
            Assert.Equal(answer.Status == HttpStatusCode.OK ? HttpStatusCode.OK : HttpStatusCode.NotFound, await StatusAsync(file));
        }
    }

    private static Task<Answer> SaveAsync(HttpClient talent, string draft, params string[] files) => talent.CallAsync(HttpMethod.Put, $"/api/v1/drafts/{draft}", new
    {
        service = Rent,
        answers = SeedCatalogue.Example(Rent),
        materials = files.Select((file, index) => new { id = index == 0 ? "lease-contract" : "rent-receipt", file }),
    });

    // Signs in again for each call, because a session is shorter than the days that pass in these tests.
    private async Task<HttpStatusCode> StatusAsync(string file)
    {
        using var client = await App.SignInAsync("li-wei");
        using var answer = await client.GetAsync($"/api/v1/files/{file}", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private Task<int> CollectAsync() => App.Services.GetRequiredService<CollectFiles>().RunAsync(TestContext.Current.CancellationToken);
}
