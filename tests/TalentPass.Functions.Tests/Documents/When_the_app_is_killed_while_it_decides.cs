using System.Net;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Functions.Tests.Documents;

/// <summary>The test kills the app (SIGKILL) while it approves requests. Whatever was approved has exactly one document.</summary>
public sealed class When_the_app_is_killed_while_it_decides(AzuriteFixture azurite)
{
    private const int Rounds = 4;
    private const int AtOnce = 6;

    [Fact]
    public async Task A_decision_and_its_document_come_together_or_not_at_all()
    {
        var cancel = TestContext.Current.CancellationToken;
        var connection = azurite.NewAccount();
        var filed = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var app = await AppProcess.StartAsync(connection, AppProcess.Killed, cancel);
            using var talent = await app.SignInAsync("li-wei");
            using var desk = await app.SignInAsync("desk-housing");
            var mine = new List<string>();
            for (var each = 0; each < AtOnce; each++)
            {
                mine.Add((await RequestCalls.FileAsync(talent, RequestRig.Service)).Text("number"));
                await RequestCalls.OnDeskAsync(desk, RequestRig.Department, mine[^1]);
                (await ActAsync(desk, mine[^1], "accept")).Is(HttpStatusCode.OK);
            }

            filed.AddRange(mine);
            var done = 0;
            var deciding = mine.Select(async number =>
            {
                if (await AppProcess.IsAnsweredAsync(() => ActAsync(desk, number, "approve")))
                {
                    Interlocked.Increment(ref done);
                }
            }).ToList();
            await HttpJson.UntilAsync(() => Task.FromResult(done), count => count > round % AtOnce, "a decision");
            await app.KillAsync();
            await Task.WhenAll(deciding);
        }

        await using var healthy = await AppProcess.StartAsync(connection, AppProcess.Killed, cancel);
        using var applicant = await healthy.SignInAsync("li-wei");
        using var officer = await healthy.SignInAsync("desk-housing");
        foreach (var number in filed)
        {
            var seen = await applicant.GetJsonAsync($"/api/v1/requests/{number}");
            Assert.Equal(seen.Text("state") == "approved", seen.Body.TryGetProperty("documents", out _));
            await ActAsync(officer, number, "approve");
            var line = Assert.Single((await applicant.GetJsonAsync($"/api/v1/requests/{number}")).Member("documents").EnumerateArray());
            var document = await applicant.GetJsonAsync($"/api/v1/documents/{line.GetProperty("number").GetString()}");
            Assert.Equal(("valid", number), (document.Is(HttpStatusCode.OK).Text("status"), document.Text("request")));
        }
    }

    private static async Task<Answer> ActAsync(HttpClient desk, string number, string verb)
    {
        var path = $"/api/v1/desks/{RequestRig.Department}/requests/{number}";
        var etag = verb == "approve" ? await RequestCalls.TickAsync(desk, path) : (await desk.GetJsonAsync(path)).ETag;
        return await desk.PostJsonAsync($"{path}/{verb}", verb == "approve" ? SeedCatalogue.Approval(RequestRig.Service) : new { }, ifMatch: etag);
    }
}
