using System.Globalization;
using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Operations;
using TalentPass.Benchmarks.Processes;
using TalentPass.Benchmarks.Seeding;

namespace TalentPass.Benchmarks.Load;

/// <summary>
/// Measures everyday operations of the running app beside the bare SDK calls of the same rows. App and bare calls take turns in
/// one run, on the same storage with the same delay, so the ratios hold also on a machine that is busy otherwise. Processor time
/// is that of the app's process, and of this one for the bare calls; the stand-in for storage is a process of its own.
/// </summary>
internal sealed class LoadCommand(StorageProcess storage, AppUnderTest app, string account, TimeSpan window, int rounds)
{
    private const string Account = "load";
    private const int OfOne = 20;
    private const int WarmingCallers = 16;
    private const int RecordedRuns = 20;

    public static async Task<int> Run(CommandArguments arguments)
    {
        var size = CitySize.Of((int)arguments.Number("--requests", 4000), OfOne);
        var wanted = arguments.List("--operations");
        await using var storage = await StorageProcess.StartAsync();
        var connection = storage.Ports.Connection(Account);
        await using var services = await ProductServices.StartAsync(connection);
        var city = await new CitySeeder(services.Services).RunAsync(Account, size);
        await using var app = await AppUnderTest.StartAsync(connection, AppUnderTest.Quiet);
        using var client = new AppClient(app.Address);
        var delay = (int)arguments.Number("--delay", 6);
        var measured = new LoadCommand(storage, app, Account, TimeSpan.FromMilliseconds(arguments.Number("--milliseconds", 2000)), (int)arguments.Number("--rounds", 3));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size.Requests} requests of {size.Talents} talents; every storage call waits {delay} ms; medians of rounds\n"));
        Console.WriteLine("| operation | callers | time × | CPU × | p50 ms, bare → app | p99 ms | calls/s | CPU µs | app allocates kB | storage calls | rows | kB | errors |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        var errors = 0;
        foreach (var operation in new CityOperations(client, city, services.Services).Everyday.Where(each => wanted.Count == 0 || wanted.Contains(each.Name)))
        {
            var bare = await measured.BareAsync(operation);
            await storage.DelayAsync(delay);
            foreach (var callers in arguments.List("--callers", "1,16,64").Select(int.Parse))
            {
                errors += await measured.RowAsync(operation, bare, callers);
            }

            await storage.DelayAsync(0);
        }

        return errors == 0 ? 0 : 1;
    }

    // The bare form of some runs, one caller, right after a warm-up with many: so caches are filled as they are under load.
    private async Task<BareCalls> BareAsync(Operation operation)
    {
        await AppRoundAsync(operation, WarmingCallers, window / 2);
        await operation.PrepareAsync();
        var runs = new List<IReadOnlyList<RecordedCall>>();
        for (var i = 0; i < RecordedRuns; i++)
        {
            await storage.RecordAsync(account);
            await operation.RunAsync(0, i);
            runs.Add(await storage.RecordedAsync(account));
        }

        // A run with more calls than usual met something that the app does now and then on the side, such as reading keys again.
        var usual = runs.Select(static each => each.Count).Order().ElementAt(RecordedRuns / 2);
        return await BareCalls.OfAsync(storage.Ports.Connection(account), runs.Where(each => each.Count <= usual));
    }

    private async Task<int> RowAsync(Operation operation, BareCalls bare, int callers)
    {
        var (bareSide, appSide) = (new Side(), new Side());
        for (var round = 0; round <= rounds; round++)
        {
            // Round 0 warms up. Then the order changes from round to round.
            var length = round == 0 ? window / 2 : window;
            foreach (var isBare in round % 2 == 0 ? [true, false] : new[] { false, true })
            {
                var measured = isBare ? await BareRoundAsync(bare, callers, length) : await AppRoundAsync(operation, callers, length);
                if (round > 0)
                {
                    (isBare ? bareSide : appSide).Add(measured);
                }
            }
        }

        Print(operation.Name, callers, bareSide, appSide);
        return bareSide.Errors + appSide.Errors;
    }

    private async Task<Round> AppRoundAsync(Operation operation, int callers, TimeSpan length)
    {
        await operation.PrepareAsync();
        var (asked, used) = (await storage.UsageAsync(account), await app.Process.UsageAsync());
        var loop = await ClosedLoop.RunAsync(callers, length, operation.Most(), operation.RunAsync);
        var (usedAfter, askedAfter) = (await app.Process.UsageAsync(), await storage.UsageAsync(account));
        return new Round(loop, usedAfter.CpuMicroseconds - used.CpuMicroseconds, usedAfter.AllocatedBytes - used.AllocatedBytes, askedAfter - asked);
    }

    private async Task<Round> BareRoundAsync(BareCalls bare, int callers, TimeSpan length)
    {
        var (asked, used) = (await storage.UsageAsync(account), ProcessUsage.Own());
        var loop = await ClosedLoop.RunAsync(callers, bare.IsEmpty ? TimeSpan.FromMilliseconds(1) : length, int.MaxValue, (_, n) => bare.RunAsync(n));
        var (usedAfter, askedAfter) = (ProcessUsage.Own(), await storage.UsageAsync(account));
        return new Round(loop, usedAfter.CpuMicroseconds - used.CpuMicroseconds, usedAfter.AllocatedBytes - used.AllocatedBytes, askedAfter - asked);
    }

    private static void Print(string name, int callers, Side bare, Side app)
    {
        // Without storage calls there is nothing to compare with.
        string Ratio(double ours, double theirs) => bare.Calls == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{ours / theirs:f2}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {callers} | {Ratio(app.Milliseconds, bare.Milliseconds)} | {Ratio(app.CpuMicroseconds, bare.CpuMicroseconds)} | {bare.Milliseconds:f2} → {app.Milliseconds:f2} | {bare.SlowMilliseconds:f1} → {app.SlowMilliseconds:f1} | {bare.PerSecond:f0} → {app.PerSecond:f0} | {bare.CpuMicroseconds:f0} → {app.CpuMicroseconds:f0} | {app.AllocatedKilobytes:f0} | {bare.Calls:f2} → {app.Calls:f2} | {bare.Rows:f1} → {app.Rows:f1} | {bare.Kilobytes:f1} → {app.Kilobytes:f1} | {bare.Errors + app.Errors} |"));
    }
}
