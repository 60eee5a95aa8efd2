using System.Collections.Concurrent;
using System.Net;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>
/// The test kills the app (SIGKILL) during submissions, in six rounds. Every acknowledged request must reach its desk exactly
/// once.
/// </summary>
public sealed class When_the_app_is_killed(AzuriteFixture azurite)
{
    private const int Rounds = 6;
    private const int Clients = 8;
    private const int AcknowledgedPerRound = 12;

    [Fact]
    public async Task Every_acknowledged_request_reaches_its_desk_exactly_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var connection = azurite.NewAccount();
        var acknowledged = new ConcurrentDictionary<string, string>();
        var attempted = new ConcurrentBag<string>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var app = await AppProcess.StartAsync(connection, AppProcess.Killed, cancel);
            using var talent = await app.SignInAsync("li-wei");
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var before = acknowledged.Count;
            var clients = Enumerable.Range(0, Clients).Select(_ => FileAsync(talent, acknowledged, attempted, stop.Token)).ToList();
            await HttpJson.UntilAsync(() => Task.FromResult(acknowledged.Count), count => count >= before + AcknowledgedPerRound, "acknowledgements");
            await app.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(clients);
        }

        await using var healthy = await AppProcess.StartAsync(connection, AppProcess.Killed, cancel);
        // The published address of the status lists leads a verifier back to this process.
        Assert.Contains(healthy.Http.BaseAddress!.ToString(), await healthy.Http.GetStringAsync("/.well-known/talentpass/status-lists", cancel), StringComparison.Ordinal);
        using var again = await healthy.SignInAsync("li-wei");
        foreach (var key in attempted)
        {
            var answer = await PostAsync(again, key);
            answer.Is(HttpStatusCode.Created);
            Assert.Equal(acknowledged.GetOrAdd(key, answer.Text("number")), answer.Text("number"));
        }

        using var desk = await healthy.SignInAsync("desk-housing");
        var expected = acknowledged.Values.Order().ToList();
        var seen = await HttpJson.UntilAsync(() => NumbersAsync(desk), all => all.Count >= expected.Count, $"{expected.Count} requests at the desk", seconds: 120);
        Assert.True(expected.Count >= Rounds * AcknowledgedPerRound);
        Assert.Equal(expected, seen.Order());
    }

    private static async Task FileAsync(HttpClient talent, ConcurrentDictionary<string, string> acknowledged, ConcurrentBag<string> attempted, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var key = RandomSource.System.Id(16);
            attempted.Add(key);
            try
            {
                // On a busy machine the storage may not answer in time. Then nothing is acknowledged, and the key is tried again in the end.
                var answer = await PostAsync(talent, key);
                if (answer.Code != "storage_unavailable")
                {
                    acknowledged[key] = answer.Is(HttpStatusCode.Created).Text("number");
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                return;
            }
        }
    }

    // Each key is of another home, so that no filing repeats another one.
    private static Task<Answer> PostAsync(HttpClient talent, string key) => talent.PostJsonAsync(
        "/api/v1/requests", new { service = RequestRig.Service, answers = SeedCatalogue.Example(RequestRig.Service, ("rentalAddress", $"\"海曙区{key}\"")) }, key);

    private static async Task<List<string>> NumbersAsync(HttpClient desk)
    {
        var all = new List<string>();
        string? cursor = null;
        do
        {
            var page = await desk.GetJsonAsync($"/api/v1/desks/housing/requests?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            all.AddRange(page.Items.Select(each => each.GetProperty("number").GetString()!));
            cursor = page.Body.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return all;
    }
}
