using System.Net;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Tests.Casework.Effects;

/// <summary>
/// The test kills the app (SIGKILL) while recognitions are approved. Afterwards every approved request has given exactly one status.
/// </summary>
public sealed class When_the_app_is_killed_while_it_recognises(AzuriteFixture azurite)
{
    private const int Rounds = 3;
    private const int Requests = 8;

    // The sweep performs what a killed decision left.
    private static readonly Dictionary<string, string> Settings = new(AppProcess.Killed) { ["Sweep__FirstPatience"] = "00:00:02" };

    [Fact]
    public async Task Every_approval_has_given_one_status()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (connection, numbers) = (azurite.NewAccount(), new List<string>());
        for (var round = 0; round < Rounds; round++)
        {
            await using var app = await AppProcess.StartAsync(connection, Settings, cancel);
            using var talent = await app.SignInAsync("zhang-hui");
            using var desk = await app.SignInAsync("desk-hrss");
            var filed = new List<string>();
            for (var each = 0; each < Requests; each++)
            {
                var body = new { service = "talent-recognition", answers = SeedCatalogue.Example("talent-recognition"), confirmRepeat = true };
                var number = (await talent.PostJsonAsync("/api/v1/requests", body, RandomSource.System.Id(16))).Is(HttpStatusCode.Created).Text("number");
                await ActAsync(desk, number, "accept", new { });
                await RequestCalls.TickAsync(desk, $"/api/v1/desks/hrss/requests/{number}");
                filed.Add(number);
            }

            numbers.AddRange(filed);
            var approvals = filed.Select(number => ApproveAsync(desk, number)).ToList();
            await Task.WhenAny(approvals);
            await app.KillAsync();
            await Task.WhenAll(approvals);
        }

        await using var healthy = await AppProcess.StartAsync(connection, Settings, cancel);
        using var reader = await healthy.SignInAsync("zhang-hui");
        using var office = await healthy.SignInAsync("office");
        var approved = new List<string>();
        foreach (var number in numbers)
        {
            var seen = await reader.GetJsonAsync($"/api/v1/requests/{number}");
            if (seen.Text("state") == "approved")
            {
                approved.Add(number);
            }
        }

        Assert.NotEmpty(approved);
        var given = await HttpJson.UntilAsync(() => BasesAsync(office), all => all.Count >= approved.Count, $"{approved.Count} statuses", seconds: 180);
        Assert.Equal(approved.Order(), given.Order());
    }

    private static async Task<List<string>> BasesAsync(HttpClient office) =>
        [.. (await office.GetJsonAsync("/api/v1/talents/0000zh02")).Member("statuses").EnumerateArray()
            .Where(each => each.GetProperty("tier").GetString() == "leading").Select(each => each.GetProperty("basis").GetString()!)];

    private static Task<bool> ApproveAsync(HttpClient desk, string number) =>
        AppProcess.IsAnsweredAsync(() => ActAsync(desk, number, "approve", new { decision = new { type = "grant", tier = "leading" } }));

    private static async Task ActAsync(HttpClient desk, string number, string verb, object body)
    {
        var path = $"/api/v1/desks/hrss/requests/{number}";
        (await desk.PostJsonAsync($"{path}/{verb}", body, ifMatch: (await desk.GetJsonAsync(path)).ETag)).Is(HttpStatusCode.OK);
    }
}
