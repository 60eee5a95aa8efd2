using TalentPass.Benchmarks.Hostile;
using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Operations;

namespace TalentPass.Functions.Tests.Load;

/// <summary>
/// Requests that nobody should send, made from the OpenAPI document, by 16 callers at once. The short form of the command
/// <c>hostile</c>.
/// </summary>
public sealed class When_requests_are_hostile
{
    private const int Callers = 16;
    private const int Requests = 1500;
    private const ulong Seed = 1;

    [Fact]
    public async Task None_is_an_error_of_the_app_and_every_problem_has_a_code()
    {
        await using var storage = await InMemoryStorage.StartAsync(TestContext.Current.CancellationToken);
        await using var app = await TestApp.StartAsync(
            storage.Ports.Connection("hostile"),
            settings: new Dictionary<string, string?> { ["RateLimits:AccountPerMinute"] = "100000000", ["RateLimits:AddressPerMinute"] = "100000000" });
        using var client = new AppClient(app.Http.BaseAddress!);
        var run = await HostileRun.PrepareAsync(client, app.Http.BaseAddress!, Seed);

        await run.RunAsync(Requests, Callers);

        var results = run.Results;
        Assert.True(results.Faults.Count == 0, string.Join('\n', results.Faults.Select(static each => $"{each.Status} {each.Code} {each.Request}")));
        Assert.True(results.WithoutCode.Count == 0, string.Join('\n', results.WithoutCode.Select(static each => $"{each.Status} {each.Request}")));
        Assert.Equal(Requests, results.Statuses.Values.Sum());
        // The requests reach the operations, and what they are refused for is not only that nobody is signed in.
        Assert.True(results.Successes.Count > run.Document.Operations.Count / 2, string.Join(' ', results.Successes.Keys));
        Assert.True(results.Codes.Count > 10, string.Join(' ', results.Codes.Keys));
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Get, "/health/ready", null)).Status);
    }
}
