using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Load;
using TalentPass.Benchmarks.Operations;
using TalentPass.Benchmarks.Seeding;

namespace TalentPass.Functions.Tests.Load;

/// <summary>Everyday operations by 16 callers at once, over HTTP. The short form of the command <c>load</c>.</summary>
public sealed class When_many_call_at_once
{
    private const int Callers = 16;
    private const int Calls = 64;

    // Fewer than one a call: what the app reads now and then on the side, such as its keys.
    private const int OnTheSide = 16;

    [Fact]
    public async Task Each_operation_keeps_its_budget()
    {
        Dictionary<string, int> budgets = new(StringComparer.Ordinal)
        {
            ["scan"] = 2,
            ["submit"] = 2,
            ["desk page"] = 1,
            // One of them records the look, and nobody waits for it.
            ["case"] = 2,
            ["list mine"] = 1,
            ["show a code"] = 0,
            ["claim"] = 3,
            ["me"] = 0,
            ["keys"] = 0,
            ["health"] = 0,
        };
        await using var storage = await InMemoryStorage.StartAsync(TestContext.Current.CancellationToken);
        await using var city = await SmallCity.StartAsync(storage, "many", new CitySize(40, 400, 1));
        Assert.Equal(budgets.Keys, city.Operations.Everyday.Select(static each => each.Name));
        foreach (var operation in city.Operations.Everyday)
        {
            // In two runs every talent has filed twice. The second filing counts the open requests; later ones know the count.
            await RunAsync(city, operation);
            await RunAsync(city, operation);
            var (loop, asked) = await RunAsync(city, operation);

            Assert.Equal((operation.Name, Calls, 0), (operation.Name, loop.Count, loop.Errors));
            var least = budgets[operation.Name] * Calls;
            Assert.True(asked.Calls >= least && asked.Calls < least + OnTheSide, $"{operation.Name}: {asked.Calls} calls instead of {least}");
        }
    }

    [Fact]
    public async Task The_bare_form_of_an_operation_asks_for_the_same_rows()
    {
        await using var storage = await InMemoryStorage.StartAsync(TestContext.Current.CancellationToken);
        await using var city = await SmallCity.StartAsync(storage, "bare", new CitySize(40, 400, 1));
        foreach (var operation in city.Operations.Everyday)
        {
            await RunAsync(city, operation);
            await operation.PrepareAsync();
            var account = storage.Account(city.City.Account);
            var before = city.Usage;
            account.Record();
            Assert.True(await operation.RunAsync(0, 0), operation.Name);
            var recorded = account.Recorded();
            var (asked, bare) = (city.Usage - before, await BareCalls.OfAsync(storage.Ports.Connection(city.City.Account), [recorded]));

            before = city.Usage;
            await bare.RunAsync(0);
            var repeated = city.Usage - before;

            Assert.Equal(recorded.Count == 0, bare.IsEmpty);
            Assert.Equal((operation.Name, asked.Calls, asked.RowsRead, asked.RowsWritten), (operation.Name, repeated.Calls, repeated.RowsRead, repeated.RowsWritten));
        }
    }

    private static async Task<(LoopResult Loop, StorageUsage Asked)> RunAsync(SmallCity city, Operation operation)
    {
        await operation.PrepareAsync();
        await city.SettleAsync();
        var before = city.Usage;
        var loop = await ClosedLoop.RunAsync(Callers, TimeSpan.FromMinutes(5), Math.Min(Calls, operation.Most()), operation.RunAsync);
        await city.SettleAsync();
        return (loop, city.Usage - before);
    }
}
