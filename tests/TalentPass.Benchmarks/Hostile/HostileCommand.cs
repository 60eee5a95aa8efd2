using System.Collections.Concurrent;
using System.Globalization;
using TalentPass.Benchmarks.Operations;
using TalentPass.Benchmarks.Processes;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>
/// Sends the app requests that nobody should send, made from its own OpenAPI document. The exit code is 1 when one of them was
/// answered with 500 or not at all, or when the app has ended. Requests that were answered so are written to files.
/// </summary>
internal static class HostileCommand
{
    private const int MostTold = 20;
    private const int MostOfLine = 1600;
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(30);

    public static async Task<int> Run(CommandArguments arguments)
    {
        var (count, seed, callers) = (arguments.Number("--count", 100_000), (ulong)arguments.Number("--seed", 1), (int)arguments.Number("--callers", 16));
        var dump = arguments.Text("--dump") ?? Path.Combine(Path.GetTempPath(), "hostile-requests");
        var errors = new ConcurrentQueue<string>();
        await using var storage = await StorageProcess.StartAsync();
        var settings = AppUnderTest.Unlimited;
        settings["Demo__Accounts"] = "true";
        await using var app = await AppUnderTest.StartAsync(storage.Ports.Connection("hostile"), settings);
        app.Process.Written = line => Keep(errors, line);
        using var client = new AppClient(app.Address);
        var run = await HostileRun.PrepareAsync(client, app.Address, seed);
        var before = await app.Process.UsageAsync();
        var clock = app.Process.Clock.Elapsed;
        await using (new Timer(_ => Console.Error.WriteLine($"{run.Begun:n0} …"), null, _tick, _tick))
        {
            await run.RunAsync(count, callers);
        }

        Print(run, count, seed, app.Process.Clock.Elapsed - clock, dump);
        var isAlive = await IsAliveAsync(app, client, before);
        Console.WriteLine($"\nerror lines in the app's log: {errors.Count}");
        foreach (var line in errors.Take(MostTold))
        {
            Console.WriteLine($"  {(line.Length > MostOfLine ? line[..MostOfLine] : line)}");
        }

        return isAlive && run.Results.Faults.TrueForAll(static each => each.Status is not (500 or -1)) ? 0 : 1;
    }

    private static void Print(HostileRun run, long count, ulong seed, TimeSpan elapsed, string dump)
    {
        var results = run.Results;
        Say($"{count:n0} requests, seed {seed}, {elapsed.TotalSeconds:f0} s, {count / elapsed.TotalSeconds:f0}/s; {results.Successes.Count} of {run.Document.Operations.Count} operations succeeded at least once");
        Console.WriteLine($"never: {string.Join(", ", run.Document.Operations.Select(static each => each.Id).Except(results.Successes.Keys))}");
        Console.WriteLine("\nby status (0: closed without an answer, -1: none in 30 s)");
        foreach (var (status, times) in results.Statuses.OrderBy(static each => each.Key))
        {
            Say($"  {status,4} {times,10:n0}");
        }

        Console.WriteLine("by code");
        foreach (var (code, times) in results.Codes.OrderByDescending(static each => each.Value).Take(MostTold))
        {
            Say($"  {code,-24} {times,10:n0}");
        }

        Say($"\nerrors without a code: {results.WithoutCode.Count}");
        foreach (var each in results.WithoutCode.Take(MostTold))
        {
            Console.WriteLine($"  {each.Status} {each.Request}");
        }

        Say($"\nthe slowest; {results.OverSlow} over {HostileResults.Slow.TotalSeconds:f0} s");
        foreach (var each in results.Slowest)
        {
            Say($"  {each.Elapsed.TotalMilliseconds,7:f0} ms {each.Status} #{each.Request.Number} {each.Request.Operation.Id} ({string.Join(", ", each.Request.Oddities)}), {each.Request.Bytes.Length} bytes");
        }

        Say($"\n5xx other than overloaded, and none: {results.Faults.Count}");
        foreach (var each in results.Faults.Take(MostTold))
        {
            Directory.CreateDirectory(dump);
            var file = Path.Combine(dump, string.Create(CultureInfo.InvariantCulture, $"{seed}-{each.Request.Number}.http"));
            File.WriteAllBytes(file, each.Request.Bytes);
            Console.WriteLine($"  {each.Status} {each.Code} {file}\n  {each.Request}");
        }
    }

    private static async Task<bool> IsAliveAsync(AppUnderTest app, AppClient client, ProcessUsage before)
    {
        try
        {
            var after = await app.Process.CollectedAsync();
            var ready = await client.SendAsync(HttpMethod.Get, "/health/ready", null);
            Say($"\nthe app runs; /health/ready answers {ready.Status}; MiB resident: {Mebibytes(before.WorkingSet):f0} before, {Mebibytes(after.PeakWorkingSet):f0} at most, {Mebibytes(after.WorkingSet):f0} at the end after a collection, heap {Mebibytes(after.Heap):f0}; {after.Threads} threads");
            return ready.IsSuccess;
        }
        catch (Exception fault) when (fault is InvalidOperationException or HttpRequestException or System.Net.Sockets.SocketException)
        {
            Console.WriteLine($"\nthe app has ended: {fault.Message}");
            return false;
        }
    }

    private static void Keep(ConcurrentQueue<string> errors, string line)
    {
        if (line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal) || line.Contains("\"LogLevel\":\"Critical\"", StringComparison.Ordinal))
        {
            errors.Enqueue(line);
        }
    }

    private static double Mebibytes(long bytes) => bytes / 1024.0 / 1024.0;

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
