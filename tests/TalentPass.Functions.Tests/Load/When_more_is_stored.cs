using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Operations;
using TalentPass.Benchmarks.Seeding;

namespace TalentPass.Functions.Tests.Load;

/// <summary>
/// Counts what each operation asks of storage over HTTP, in cities of some hundred, some thousand and more than 10,000 rows.
/// The short form of the command <c>growth</c>.
/// </summary>
public sealed class When_more_is_stored
{
    private const int Times = 3;

    // The smallest city has less than a page of some lists, so only its calls are compared, and not its rows.
    private static readonly CitySize[] _sizes = [new(1, 30, 2), new(21, 210, 110), new(105, 1050, 220)];

    [Fact]
    public async Task Every_operation_asks_storage_for_the_same()
    {
        await using var storage = await InMemoryStorage.StartAsync(TestContext.Current.CancellationToken);
        var costs = new List<Dictionary<string, Cost>>();
        foreach (var size in _sizes)
        {
            await using var city = await SmallCity.StartAsync(storage, $"city{size.Requests}", size);
            costs.Add(await CostsAsync(city));
        }

        Assert.True(storage.Account("city1050").Rows > 10 * storage.Account("city30").Rows);
        Assert.Multiple([.. costs[^1].Keys.Select(name => (Action)(() =>
        {
            var (small, middle, large) = (costs[0][name], costs[1][name], costs[^1][name]);
            Assert.True(small.Calls == large.Calls && middle.Calls == large.Calls, $"{name}: {small.Calls}, {middle.Calls}, {large.Calls} calls");
            Assert.True(Math.Abs(large.Rows - middle.Rows) <= large.SpareRows, $"{name}: {middle.Rows}, {large.Rows} rows");
        }))]);
    }

    private static async Task<Dictionary<string, Cost>> CostsAsync(SmallCity city)
    {
        var costs = new Dictionary<string, Cost>(StringComparer.Ordinal);
        foreach (var operation in city.Operations.Growing.Where(static each => each.IsFlat))
        {
            await operation.PrepareAsync();
            Assert.True(await operation.RunAsync(0, 0), operation.Name);
            costs[operation.Name] = await CostAsync(city, operation);
        }

        return costs;
    }

    // The least of some runs: now and then the app reads its keys, or a talent, again on the side.
    private static async Task<Cost> CostAsync(SmallCity city, Operation operation)
    {
        var costs = new List<Cost>();
        for (var i = 0; i < Times; i++)
        {
            await city.SettleAsync();
            var before = city.Usage;
            Assert.True(await operation.RunAsync(0, 0), operation.Name);
            await city.SettleAsync();
            var asked = city.Usage - before;
            costs.Add(new Cost(asked.Calls, asked.RowsRead + asked.RowsWritten, operation.SpareRows));
        }

        return costs.OrderBy(static each => each.Calls).ThenBy(static each => each.Rows).First();
    }

    private sealed record Cost(long Calls, long Rows, int SpareRows);
}
