using System.Diagnostics;
using System.Globalization;
using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Operations;
using TalentPass.Benchmarks.Processes;
using TalentPass.Benchmarks.Seeding;

namespace TalentPass.Benchmarks.Growth;

/// <summary>
/// What the timers cost: when nothing is new, when the status of many passes has changed, and when the day has come for every
/// request. The last two run on a copy of a place.
/// </summary>
internal static class TimerFigures
{
    private const int DaysUntilAllIsDue = 9;
    private const string RunTimers = "RunTimers";
    private const string PublishStatusLists = "PublishStatusLists";
    private static readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = 16 };
    private static readonly int[] _changedPasses = [100, 1000, 5000];

    public static async Task PrintAsync(StorageProcess storage, IReadOnlyList<GrowthPlace> places, int delay)
    {
        foreach (var place in places)
        {
            // What the operations before have filed.
            await DeskDelivery.RunAsync(place.Services.Services);
        }

        Console.WriteLine($"\n| timer, with {string.Join(" / ", places.Select(each => each.Size.Requests))} requests | storage calls | rows | kB | CPU ms | s |\n|---|--:|--:|--:|--:|--:|");
        foreach (var timer in BackgroundFunctions.Timers)
        {
            var costs = new List<Cost>();
            foreach (var place in places)
            {
                // The first run does what there was to do.
                await BackgroundFunctions.RunTimerAsync(place.Services.Services, timer);
                costs.Add(await MeasureAsync(storage, timer, place.City.Account, place.Services.Services));
            }

            Print($"{timer}, nothing new", costs);
        }

        foreach (var count in _changedPasses)
        {
            if (places.FirstOrDefault(each => each.Size.Talents >= count) is { } place)
            {
                await ChangedAsync(storage, place, count);
            }
        }

        await DueAsync(storage, places[0], delay);
    }

    // Passes are frozen, and the lists published twice: the change stays marked until every instance can have seen it.
    private static Task ChangedAsync(StorageProcess storage, GrowthPlace place, int count) => OnCopyAsync(storage, place, async (account, services) =>
    {
        await using var app = await AppUnderTest.StartAsync(storage.Ports.Connection(account), AppUnderTest.Quiet);
        using var client = new AppClient(app.Address);
        await Parallel.ForEachAsync(place.City.Talents.Take(count), _parallel, async (talent, _) =>
            await client.PostAsync("/api/v1/passes/current/freeze", talent.Token, "{}"u8.ToArray()));
        var costs = new[] { await MeasureAsync(storage, PublishStatusLists, account, services), await MeasureAsync(storage, PublishStatusLists, account, services) };
        Print(string.Create(CultureInfo.InvariantCulture, $"{PublishStatusLists}, {count} passes changed: first run / next run, {place.Size.Requests} requests"), costs);
    });

    private static Task DueAsync(StorageProcess storage, GrowthPlace place, int delay) => OnCopyAsync(storage, place, async (account, services) =>
    {
        MovedTime.By = TimeSpan.FromDays(DaysUntilAllIsDue);
        await storage.DelayAsync(delay);
        var costs = new[] { await MeasureAsync(storage, RunTimers, account, services), await MeasureAsync(storage, RunTimers, account, services) };
        await storage.DelayAsync(0);
        MovedTime.By = TimeSpan.Zero;
        Print(string.Create(CultureInfo.InvariantCulture, $"{RunTimers}, everything due, {delay} ms a call: first run / next run, {place.Size.Requests} requests"), costs);
    });

    private static async Task OnCopyAsync(StorageProcess storage, GrowthPlace place, Func<string, IServiceProvider, Task> work)
    {
        var account = place.City.Account + "copy";
        await storage.CopyAsync(place.City.Account, account);
        await using (var services = await ProductServices.StartAsync(storage.Ports.Connection(account)))
        {
            await work(account, services.Services);
        }

        await storage.DropAsync(account);
    }

    private static async Task<Cost> MeasureAsync(StorageProcess storage, string timer, string account, IServiceProvider services)
    {
        var (asked, used, clock) = (await storage.UsageAsync(account), ProcessUsage.Own(), Stopwatch.StartNew());
        await BackgroundFunctions.RunTimerAsync(services, timer);
        var (elapsed, usedAfter, askedAfter) = (clock.Elapsed, ProcessUsage.Own(), await storage.UsageAsync(account));
        return new Cost(askedAfter - asked, (usedAfter.CpuMicroseconds - used.CpuMicroseconds) / 1000.0, elapsed.TotalSeconds);
    }

    private static void Print(string name, IReadOnlyCollection<Cost> costs)
    {
        Console.WriteLine($"| {name} | {Each(static cost => cost.Asked.Calls, "0")} | {Each(static cost => cost.Asked.RowsRead + cost.Asked.RowsWritten, "0")} | {Each(static cost => (cost.Asked.BytesIn + cost.Asked.BytesOut) / 1024.0, "0")} | {Each(static cost => cost.CpuMilliseconds, "0")} | {Each(static cost => cost.Seconds, "0.0")} |");

        string Each(Func<Cost, double> figure, string format) => string.Join(" / ", costs.Select(cost => figure(cost).ToString(format, CultureInfo.InvariantCulture)));
    }

    private sealed record Cost(StorageUsage Asked, double CpuMilliseconds, double Seconds);
}
