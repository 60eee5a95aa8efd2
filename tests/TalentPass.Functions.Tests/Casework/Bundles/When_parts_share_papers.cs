using System.Net;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Files;

namespace TalentPass.Functions.Tests.Casework.Bundles;

/// <summary>An applicant hands in a paper once for a whole bundle, with the filing or later (浙规 7).</summary>
public sealed class When_parts_share_papers(AzuriteFixture azurite) : WithBundles(azurite)
{
    // 浙规 7: a paper is handed in once. No desk may ask for it again.
    [Fact]
    public async Task L15_A_paper_handed_in_once_is_in_every_part_that_needs_it()
    {
        using var talent = await App.SignInAsync("zhang-hui");
        var file = (await FileCalls.UploadAsync(talent, "kinship.pdf", FileCalls.Pdf)).Text("file");
        var services = SeedCatalogue.Published.Content.Bundle("family-move")!.Services;
        var answers = services.ToDictionary(each => each, SeedCatalogue.Example);
        var filed = await talent.PostJsonAsync(
            "/api/v1/bundles/family-move/requests", new { answers, materials = new[] { new { id = "kinship-proof", file } } }, RandomSource.System.Id(20));
        Assert.True(filed.Status == HttpStatusCode.Created, $"{filed.Body}");

        foreach (var part in Part(filed, "requests").EnumerateArray())
        {
            var needs = SeedCatalogue.Published.Content.Service(part.GetProperty("service").GetString()!)!.Material("kinship-proof") is not null;
            var papers = Part(await SeenAsync("zhang-hui", part.GetProperty("number").GetString()!), "materials").EnumerateArray().ToList();
            Assert.Equal(needs ? [file] : [], papers.Select(each => each.GetProperty("file").GetString()));
        }

        var (settlement, placement) = (Number(filed, 0), Number(filed, 2));
        using var household = await App.SignInAsync("desk-household");
        using var hrss = await App.SignInAsync("desk-hrss");
        await RequestCalls.OnDeskAsync(household, "household", settlement);
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(household, "household", settlement));
        Assert.Equal(HttpStatusCode.NotFound, await ReadAsync(hrss, "hrss", placement));
        await ActAsync(settlement, "accept", new { }, "household");
        await ActAsync(settlement, "approve", new { }, "household");
        await RequestCalls.OnDeskAsync(hrss, "hrss", placement);
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(hrss, "hrss", placement));

        async Task<HttpStatusCode> ReadAsync(HttpClient desk, string department, string number)
        {
            using var answer = await desk.GetAsync($"/api/v1/desks/{department}/requests/{number}/files/{file}", TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("requests")]
    [InlineData("bundles/new-arrival/requests")]
    public async Task A_paper_is_named_once(string path)
    {
        using var talent = await App.SignInAsync("li-wei");
        object answers = path == "requests"
            ? SeedCatalogue.Example(Rent)
            : SeedCatalogue.Published.Content.Bundle("new-arrival")!.Services.ToDictionary(each => each, SeedCatalogue.Example);
        var materials = new[] { new { id = "lease-contract" }, new { id = "rent-receipt" }, new { id = "lease-contract" } };
        var refused = await talent.PostJsonAsync(
            $"/api/v1/{path}", path == "requests" ? new { service = Rent, answers, materials } : new { answers, materials }, RandomSource.System.Id(20));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "duplicate"), (refused.Status, Error(refused, "/materials/2/id")));
    }

    // 浙规 7: a paper that one department has received may not be asked for by another department.
    [Fact]
    public async Task L15_A_paper_supplied_to_one_part_is_in_every_part_that_lists_it()
    {
        var filed = await FileBundleAsync("zhang-hui", "family-move");
        var file = await SupplyKinshipAsync("zhang-hui", Number(filed, 0));
        Assert.Equal([file], await FilesAsync("zhang-hui", Number(filed, 2)));
        Assert.Empty(await FilesAsync("zhang-hui", Number(filed, 1)));
        Assert.Equal(["submit", "bundle:paper"], Verbs(await SeenAsync("zhang-hui", Number(filed, 2))));
        await ActAsync(Number(filed, 0), "accept", new { }, "household");
        await ActAsync(Number(filed, 0), "approve", new { }, "household");
        using var hrss = await App.SignInAsync("desk-hrss");
        await RequestCalls.OnDeskAsync(hrss, "hrss", Number(filed, 2));
        Assert.Equal("submitted", (await SeenAsync("zhang-hui", Number(filed, 2))).Text("state"));
        Assert.Equal([file], await FilesAsync("zhang-hui", Number(filed, 2)));
    }

    // The parallel part is already at its desk. The new paper changes its version, so the version that the officer read is
    // outdated. The history of the part continues with the next action.
    [Fact]
    public async Task L15_A_part_that_runs_beside_it_has_the_paper_at_once_and_once()
    {
        var filed = await FileBundleAsync("li-wei", "new-arrival");
        using var health = await App.SignInAsync("desk-health");
        await RequestCalls.OnDeskAsync(health, "health", Number(filed, 2));
        var path = $"/api/v1/desks/health/requests/{Number(filed, 2)}";
        var seen = (await health.GetJsonAsync(path)).ETag!;
        var file = await SupplyKinshipAsync("li-wei", Number(filed, 0));

        Assert.Equal([file], await FilesAsync("li-wei", Number(filed, 2)));
        Assert.Equal("changed_meanwhile", (await health.PostJsonAsync($"{path}/accept", new { }, ifMatch: seen)).Code);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(health, $"{path}/files/{file}"));
        await ActAsync(Number(filed, 2), "claim", new { }, "health");
        Assert.Equal(["submit", "bundle:paper", "claim"], Verbs(await SeenAsync("li-wei", Number(filed, 2))));
        Assert.Equal("desk-health", Assert.Single(await RequestCalls.DeskAsync(health, "health")).GetProperty("claimedBy").GetString());

        async Task<HttpStatusCode> OpenAsync(HttpClient desk, string address)
        {
            using var answer = await desk.GetAsync(address, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    private async Task<string> SupplyKinshipAsync(string account, string number)
    {
        using var household = await App.SignInAsync("desk-household");
        await RequestCalls.OnDeskAsync(household, "household", number);
        await ActAsync(number, "request-supplement", new { items = new[] { new { material = "kinship-proof", text = "请补" } }, dueWorkingDays = 5 }, "household");
        using var talent = await App.SignInAsync(account);
        var file = (await FileCalls.UploadAsync(talent, "kinship.pdf", FileCalls.Pdf)).Text("file");
        Assert.Equal("submitted", (await DoAsync(account, number, "supplement", new { materials = new[] { new { id = "kinship-proof", file } } })).Text("state"));
        return file;
    }

    private async Task<IEnumerable<string>> FilesAsync(string account, string number) =>
        Part(await SeenAsync(account, number), "materials").EnumerateArray().Select(each => each.GetProperty("file").GetString()!);
}
