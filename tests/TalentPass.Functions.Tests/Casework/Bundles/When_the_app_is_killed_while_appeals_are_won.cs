using System.Net;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Tests.Casework.Bundles;

/// <summary>
/// The test kills the app (SIGKILL) while appeals are approved that revive parts of their bundles. Afterwards every part goes on
/// exactly once, or the appeal is still to be decided.
/// </summary>
public sealed class When_the_app_is_killed_while_appeals_are_won(AzuriteFixture azurite)
{
    private const string Bundle = "foreign-arrival";
    private const string First = "hrss";
    private const int Rounds = 3;
    private const int AtOnce = 4;

    [Fact]
    public async Task What_had_been_terminated_goes_on_once_or_not_yet()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (connection, filed) = (azurite.NewAccount(), new List<(string Appeal, string Residence)>());
        for (var round = 0; round < Rounds; round++)
        {
            await using var app = await AppProcess.StartAsync(connection, AppProcess.Killed, cancel);
            using var talent = await app.SignInAsync("schmidt");
            using var first = await app.SignInAsync("desk-hrss");
            using var second = await app.SignInAsync("desk-hrss-2");
            var mine = new List<(string Appeal, string Residence)>();
            for (var each = 0; each < AtOnce; each++)
            {
                mine.Add(await RefusedAndAppealedAsync(talent, first, second));
            }

            filed.AddRange(mine);
            var approvals = mine.Select(each => ApproveAsync(second, each.Appeal)).ToList();
            await Task.WhenAny(approvals);
            await app.KillAsync();
            await Task.WhenAll(approvals);
        }

        await using var healthy = await AppProcess.StartAsync(connection, AppProcess.Killed, cancel);
        using var applicant = await healthy.SignInAsync("schmidt");
        using var officer = await healthy.SignInAsync("desk-hrss-2");
        using var exitEntry = await healthy.SignInAsync("desk-exit-entry");
        var won = 0;
        foreach (var (appeal, residence) in filed)
        {
            var decided = (await applicant.GetJsonAsync($"/api/v1/requests/{appeal}")).Text("state") == "approved";
            won += decided ? 1 : 0;
            Assert.Equal(decided, (await applicant.GetJsonAsync($"/api/v1/requests/{residence}")).Body.TryGetProperty("revivedAs", out _));
            await ApproveAsync(officer, appeal);
        }

        Assert.InRange(won, 1, filed.Count);
        var revived = new List<string>();
        foreach (var (_, residence) in filed)
        {
            revived.Add((await applicant.GetJsonAsync($"/api/v1/requests/{residence}")).Text("revivedAs"));
            Assert.Equal(residence, (await applicant.GetJsonAsync($"/api/v1/requests/{revived[^1]}")).Text("origin", "number"));
        }

        // What a kill has left in the outbox is sent by the next sweeps, within about 90 seconds.
        var arrived = await HttpJson.UntilAsync(
            () => RequestCalls.DeskAsync(exitEntry, "exit-entry"), all => all.Count >= filed.Count, $"{filed.Count} requests at the desk", seconds: 180);
        Assert.Equal(revived.Order(), arrived.Select(each => each.GetProperty("number").GetString()!).Order());
    }

    private static async Task<(string Appeal, string Residence)> RefusedAndAppealedAsync(HttpClient talent, HttpClient first, HttpClient second)
    {
        var answers = SeedCatalogue.Published.Content.Bundle(Bundle)!.Services.ToDictionary(each => each, SeedCatalogue.Example);
        var bundle = (await talent.PostJsonAsync($"/api/v1/bundles/{Bundle}/requests", new { answers, confirmRepeat = true }, RandomSource.System.Id(20))).Is(HttpStatusCode.Created);
        var numbers = bundle.Member("requests").EnumerateArray().Select(each => each.GetProperty("number").GetString()!).ToArray();
        await RequestCalls.OnDeskAsync(first, First, numbers[0]);
        (await RequestCalls.ActAsync(first, At(numbers[0]), "accept", new { })).Is(HttpStatusCode.OK);
        (await RequestCalls.ActAsync(first, At(numbers[0]), "refuse", new { reason = "不符合条件" })).Is(HttpStatusCode.OK);
        var appeal = (await talent.PostJsonAsync($"/api/v1/requests/{numbers[0]}/appeal", new { text = "请复核" }, $"appeal-{numbers[0]}")).Is(HttpStatusCode.Created).Text("number");
        await RequestCalls.OnDeskAsync(second, First, appeal);
        (await RequestCalls.ActAsync(second, At(appeal), "accept", new { })).Is(HttpStatusCode.OK);
        await RequestCalls.TickAsync(second, At(appeal));
        return (appeal, numbers[1]);
    }

    private static Task<bool> ApproveAsync(HttpClient desk, string appeal) =>
        AppProcess.IsAnsweredAsync(() => RequestCalls.ActAsync(desk, At(appeal), "approve", SeedCatalogue.Approval("work-permit")));

    private static string At(string number) => $"/api/v1/desks/{First}/requests/{number}";
}
