using System.Diagnostics;
using System.Globalization;
using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Operations;
using TalentPass.Benchmarks.Processes;
using TalentPass.Benchmarks.Seeding;

namespace TalentPass.Benchmarks.Load;

/// <summary>
/// Measures everyday operations of the running app beside the bare SDK calls of the same rows, or beside an empty ASP.NET Core app
/// when they make no storage call. Both take turns in one run, on the same storage with the same delay, so the ratios hold also on
/// a machine that is busy otherwise. Processor time is that of the process that answers or calls storage: the app, the empty app,
/// or this process for the bare calls. The stand-in for storage is a process of its own.
/// </summary>
internal sealed class LoadCommand(StorageProcess storage, AppUnderTest app, EmptyApp empty, TimeSpan window, int rounds)
{
    private const string Account = "load";
    private const int OfOne = 20;
    private const int WarmingCallers = 16;
    private const int WarmingCalls = 600;
    private const int StillCompiling = 10;
    private const int RecordedRuns = 20;
    private static readonly TimeSpan _warmingLimit = TimeSpan.FromSeconds(30);

    public static async Task<int> Run(CommandArguments arguments)
    {
        var size = CitySize.Of((int)arguments.Number("--requests", 4000), OfOne);
        var wanted = arguments.List("--operations");
        await using var storage = await StorageProcess.StartAsync();
        var connection = storage.Ports.Connection(Account);
        await using var services = await ProductServices.StartAsync(connection);
        var city = await new CitySeeder(services.Services).RunAsync(Account, size);
        await using var app = await AppUnderTest.StartAsync(connection, AppUnderTest.Quiet);
        await using var empty = await EmptyApp.StartAsync();
        using var client = new AppClient(app.Address);
        var delay = (int)arguments.Number("--delay", 6);
        var measured = new LoadCommand(storage, app, empty, TimeSpan.FromMilliseconds(arguments.Number("--milliseconds", 2000)), (int)arguments.Number("--rounds", 3));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size.Requests} requests of {size.Talents} talents; every storage call waits {delay} ms; medians of rounds\n"));
        Console.WriteLine("| operation | callers | time × | CPU × | p50 ms, other → app | p99 ms | calls/s | CPU µs | app allocates kB | storage calls | rows | kB | errors |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        var errors = 0;
        Operation[] operations = [.. new CityOperations(client, city, services.Services).Everyday.Where(each => wanted.Count == 0 || wanted.Contains(each.Name))];
        foreach (var operation in operations)
        {
            await measured.WarmAsync(operation);
        }

        foreach (var operation in operations)
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

    // Until the methods are compiled as they stay, which takes the runtime several passes, and every talent was called for once.
    private async Task WarmAsync(Operation operation)
    {
        var clock = Stopwatch.StartNew();
        var (compiled, before) = (0L, (await app.Process.UsageAsync()).CompiledMethods);
        do
        {
            await Round.MeasureAsync(operation, WarmingCallers, _warmingLimit, app.Process.UsageAsync, () => storage.UsageAsync(Account), WarmingCalls);
            var after = (await app.Process.UsageAsync()).CompiledMethods;
            (compiled, before) = (after - before, after);
        }
        while (compiled > StillCompiling && clock.Elapsed < _warmingLimit);
    }

    // The bare form of some runs, one caller, right after a warm-up with many: so caches are filled as they are under load.
    private async Task<BareCalls> BareAsync(Operation operation)
    {
        await WarmAsync(operation);
        await operation.PrepareAsync();
        var runs = new List<IReadOnlyList<RecordedCall>>();
        for (var i = 0; i < RecordedRuns; i++)
        {
            await storage.RecordAsync(Account);
            await operation.RunAsync(0, i);
            runs.Add(await storage.RecordedAsync(Account));
        }

        // A run with more calls than usual met something that the app does now and then on the side, such as reading keys again.
        var usual = runs.Select(static each => each.Count).Order().ElementAt(RecordedRuns / 2);
        return await BareCalls.OfAsync(storage.Ports.Connection(Account), runs.Where(each => each.Count <= usual));
    }

    private async Task<int> RowAsync(Operation operation, BareCalls bare, int callers)
    {
        using var client = new AppClient(empty.Address);
        var ours = new Contender(operation, app.Process.UsageAsync);
        var other = bare.IsEmpty
            ? new Contender(new Operation("empty app", (_, _) => client.GetAsync("/", null)), empty.Process.UsageAsync)
            : new Contender(new Operation("bare", (_, n) => bare.RunAsync(n)), static () => Task.FromResult(ProcessUsage.Own()));
        for (var round = 0; round <= rounds; round++)
        {
            // Round 0 warms up. Then the order changes from round to round.
            foreach (var each in round % 2 == 0 ? [other, ours] : new[] { ours, other })
            {
                var measured = await Round.MeasureAsync(each.Operation, callers, round == 0 ? window / 2 : window, each.UsageAsync, () => storage.UsageAsync(Account));
                if (round > 0)
                {
                    each.Side.Add(measured);
                }
            }
        }

        Print(operation.Name, callers, other.Side, ours.Side);
        return other.Side.Errors + ours.Side.Errors;
    }

    private static void Print(string name, int callers, Side other, Side ours) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {callers} | {ours.Milliseconds / other.Milliseconds:f2} | {ours.CpuMicroseconds / other.CpuMicroseconds:f2} | {other.Milliseconds:f2} → {ours.Milliseconds:f2} | {other.SlowMilliseconds:f1} → {ours.SlowMilliseconds:f1} | {other.PerSecond:f0} → {ours.PerSecond:f0} | {other.CpuMicroseconds:f0} → {ours.CpuMicroseconds:f0} | {ours.AllocatedKilobytes:f0} | {other.Calls:f2} → {ours.Calls:f2} | {other.Rows:f1} → {ours.Rows:f1} | {other.Kilobytes:f1} → {ours.Kilobytes:f1} | {other.Errors + ours.Errors} |"));

    /// <summary>One of the two that are compared.</summary>
    private sealed record Contender(Operation Operation, Func<Task<ProcessUsage>> UsageAsync)
    {
        public Side Side { get; } = new();
    }
}
