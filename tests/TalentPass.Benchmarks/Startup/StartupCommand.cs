using System.Globalization;
using TalentPass.Benchmarks.Processes;

namespace TalentPass.Benchmarks.Startup;

/// <summary>
/// Measures the app from the start of its process to the first successful answer of <c>/health/ready</c>, beside an empty
/// ASP.NET Core app of the same run: time, processor time and methods compiled. Then its resident memory at rest. The first run
/// has empty storage; the others use the same storage again, and the medians are of these.
/// </summary>
internal static class StartupCommand
{
    private const string Account = "startup";

    public static async Task<int> Run(CommandArguments arguments)
    {
        var runs = (int)arguments.Number("--runs", 5);
        var rest = TimeSpan.FromSeconds(arguments.Number("--rest", 10));
        var folder = Path.GetFullPath(arguments.Text("--app") ?? AppContext.BaseDirectory);
        await using var storage = await StorageProcess.StartAsync();
        await storage.DelayAsync((int)arguments.Number("--delay", 0));
        Console.WriteLine("| run | storage | ready after ms | CPU ms | methods compiled | resident MiB at rest | empty app: ready after ms | CPU ms | methods compiled |");
        Console.WriteLine("|--:|---|--:|--:|--:|--:|--:|--:|--:|");
        var (apps, empties) = (new List<Start>(), new List<Start>());
        for (var run = 0; run <= runs; run++)
        {
            var app = await StartAppAsync(storage.Ports.Connection(Account), folder, rest);
            var empty = await StartEmptyAsync();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {run} | {(run == 0 ? "empty" : "seen")} | {app.Ready:f0} | {app.Cpu:f0} | {app.Methods:f0} | {app.Resident:f0} | {empty.Ready:f0} | {empty.Cpu:f0} | {empty.Methods:f0} |"));
            if (run > 0)
            {
                apps.Add(app);
                empties.Add(empty);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nmedian of {runs} on seen storage: ready after {Ratio(each => each.Ready):f1} × the time and {Ratio(each => each.Cpu):f1} × the processor time of the empty app, {Ratio(each => each.Methods):f1} × the methods; {Figures.Median(apps.Select(each => each.Resident)):f0} MiB resident at rest"));
        return 0;

        double Ratio(Func<Start, double> figure) => Figures.Median(apps.Select(figure)) / Figures.Median(empties.Select(figure));
    }

    private static async Task<Start> StartAppAsync(string connection, string folder, TimeSpan rest)
    {
        await using var app = await AppUnderTest.StartAsync(connection, new Dictionary<string, string>(), folder);
        var used = await app.Process.UsageAsync();
        await Task.Delay(rest);
        var rested = await app.Process.UsageAsync();
        return Start.Of(app.ReadyAfter, used, rested.WorkingSet);
    }

    private static async Task<Start> StartEmptyAsync()
    {
        await using var app = await EmptyApp.StartAsync();
        var used = await app.Process.UsageAsync();
        return Start.Of(app.ReadyAfter, used, used.WorkingSet);
    }

    /// <summary>One start: milliseconds, milliseconds of processor time, methods, MiB.</summary>
    private sealed record Start(double Ready, double Cpu, double Methods, double Resident)
    {
        public static Start Of(TimeSpan ready, ProcessUsage used, long resident) =>
            new(ready.TotalMilliseconds, used.CpuMicroseconds / 1000.0, used.CompiledMethods, resident / 1024.0 / 1024.0);
    }
}
