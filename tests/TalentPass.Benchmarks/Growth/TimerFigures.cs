using System.Diagnostics;
using System.Globalization;
using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Operations;
using TalentPass.Benchmarks.Processes;
using TalentPass.Benchmarks.Seeding;

namespace TalentPass.Benchmarks.Growth;

/// <summary>
/// What the timers cost: when nothing is new, when the status of many passes has changed, and when the day has come for every
/// request. The last two run on copies of a place.
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
        Console.WriteLine("\n| timer | requests | storage calls | rows | kB | CPU ms | s |\n|---|--:|--:|--:|--:|--:|--:|");
        foreach (var place in places)
        {
            foreach (var timer in Timers.Names)
            {
                // The first run does what there was to do.
                await Timers.RunAsync(place.Services.Services, timer);
                await RowAsync(storage, place, timer, $"{timer}, nothing new", place.City.Account, place.Services.Services);
            }
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
    private static async Task ChangedAsync(StorageProcess storage, GrowthPlace place, int count)
    {
        await OnCopyAsync(storage, place, async (account, services) =>
        {
            await using var app = await AppUnderTest.StartAsync(storage.Ports.Connection(account), AppUnderTest.Quiet);
            using var client = new AppClient(app.Address);
            await Parallel.ForEachAsync(place.City.Talents.Take(count), _parallel, async (talent, _) =>
                await client.PostAsync("/api/v1/passes/current/freeze", talent.Token, "{}"u8.ToArray()));
            for (var run = 1; run <= 2; run++)
            {
                await RowAsync(storage, place, PublishStatusLists, string.Create(CultureInfo.InvariantCulture, $"{PublishStatusLists}, {count} changed, run {run}"), account, services);
            }
        });
    }

    private static Task DueAsync(StorageProcess storage, GrowthPlace place, int delay) => OnCopyAsync(storage, place, async (account, services) =>
    {
        MovedTime.By = TimeSpan.FromDays(DaysUntilAllIsDue);
        await storage.DelayAsync(delay);
        await RowAsync(storage, place, RunTimers, string.Create(CultureInfo.InvariantCulture, $"{RunTimers}, everything due, {delay} ms a call"), account, services);
        await storage.DelayAsync(0);
        await RowAsync(storage, place, RunTimers, $"{RunTimers}, right after", account, services);
        MovedTime.By = TimeSpan.Zero;
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

    private static async Task RowAsync(StorageProcess storage, GrowthPlace place, string timer, string name, string account, IServiceProvider services)
    {
        var (asked, used, clock) = (await storage.UsageAsync(account), ProcessUsage.Own(), Stopwatch.StartNew());
        await Timers.RunAsync(services, timer);
        var (elapsed, usedAfter, askedAfter) = (clock.Elapsed, ProcessUsage.Own(), await storage.UsageAsync(account));
        Print(name, place.Size.Requests, askedAfter - asked, (usedAfter.CpuMicroseconds - used.CpuMicroseconds) / 1000.0, elapsed);
    }

    private static void Print(string name, int requests, StorageUsage asked, double cpu, TimeSpan elapsed) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {requests} | {asked.Calls} | {asked.RowsRead + asked.RowsWritten} | {(asked.BytesIn + asked.BytesOut) / 1024.0:f0} | {cpu:f0} | {elapsed.TotalSeconds:f1} |"));
}
