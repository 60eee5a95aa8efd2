using System.Net;
using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Overload;
using TalentPass.Benchmarks.Seeding;

namespace TalentPass.Functions.Tests.Load;

/// <summary>More clients than storage serves. The short form of the command <c>overload</c>.</summary>
public sealed class When_storage_is_asked_too_much
{
    private const int Clients = 64;
    private const int Calls = 256;
    private const int Waiting = 32;

    [Fact]
    public async Task Busy_storage_is_told_with_503_and_when_to_try_again()
    {
        await using var storage = await InMemoryStorage.StartAsync(TestContext.Current.CancellationToken);
        await using var city = await SmallCity.StartAsync(storage, "busy", new CitySize(40, 400, 1));
        var clients = new OverloadClients(city.Client, city.City, city.Services);
        await clients.PrepareAsync();
        storage.Behaviour.CallsPerSecond = 2;

        var (_, answers) = await clients.RunAsync(Clients, TimeSpan.FromMinutes(5), Calls);

        Assert.Equal((0, 0), (answers.Faults, answers.WithoutRetryAfter));
        Assert.True(answers.Successes < Calls, answers.ToString());
        storage.Behaviour.CallsPerSecond = 0;
        Assert.True(await clients.IsServedAsync());
    }

    [Fact]
    public async Task Silent_storage_silences_no_health_answer()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var storage = await InMemoryStorage.StartAsync(cancel);
        await using var city = await SmallCity.StartAsync(storage, "silent", new CitySize(40, 400, 1));
        var clients = new OverloadClients(city.Client, city.City, city.Services);
        await clients.PrepareAsync();
        storage.Behaviour.Silent = true;
        var waiting = clients.RunAsync(Waiting, TimeSpan.FromMinutes(5), Waiting);
        await Eventually.HoldsAsync(() => storage.Behaviour.Waiting > 0, "calls wait for storage");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/health/live"));
        await Eventually.HoldsAsync(async () => await StatusAsync("/health/ready") == HttpStatusCode.ServiceUnavailable, "the app is not ready");

        storage.Behaviour.Silent = false;
        await waiting;
        Assert.True(await clients.IsServedAsync());
        // The answer before is given while a new look runs, so the first one may still be the old one.
        await Eventually.HoldsAsync(async () => await StatusAsync("/health/ready") == HttpStatusCode.OK, "the app is ready again");

        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var answer = await city.Http.GetAsync(path, cancel);
            return answer.StatusCode;
        }
    }
}
