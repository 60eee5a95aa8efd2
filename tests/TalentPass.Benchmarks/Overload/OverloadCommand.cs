using System.Diagnostics;
using System.Globalization;
using TalentPass.Benchmarks.Operations;
using TalentPass.Benchmarks.Processes;
using TalentPass.Benchmarks.Seeding;

namespace TalentPass.Benchmarks.Overload;

/// <summary>
/// Sends the app more than it can serve, and lets storage be slow, busy and silent meanwhile: what is answered, how late, how much
/// memory it takes, and whether the health answers stay quick. The app has no rate limits, so that nothing else sheds.
/// </summary>
internal sealed class OverloadCommand(AppUnderTest app, OverloadClients clients, SeededCity city)
{
    private const string Account = "overload";
    private static readonly TimeSpan _warming = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _recovery = TimeSpan.FromSeconds(60);

    public static async Task<int> Run(CommandArguments arguments)
    {
        var (seconds, silence, delay) = (TimeSpan.FromSeconds(arguments.Number("--seconds", 10)), TimeSpan.FromSeconds(arguments.Number("--silence", 40)), (int)arguments.Number("--delay", 6));
        await using var storage = await StorageProcess.StartAsync();
        var connection = storage.Ports.Connection(Account);
        await using var services = await ProductServices.StartAsync(connection);
        var city = await new CitySeeder(services.Services).RunAsync(Account, CitySize.Of((int)arguments.Number("--requests", 2000), 0));
        await using var app = await AppUnderTest.StartAsync(connection, AppUnderTest.Quiet);
        using var client = new AppClient(app.Address);
        var clients = new OverloadClients(client, city, services.Services);
        var command = new OverloadCommand(app, clients, city);
        await clients.PrepareAsync();
        await clients.RunAsync(16, _warming);
        Console.WriteLine("| storage | clients | answers | 2xx/s | without Retry-After | p50 ms | p99 ms | slowest ms | live, usual and slowest ms | ready, usual and slowest ms | memory MiB | threads | served again after ms |");
        Console.WriteLine("|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        var faults = 0;
        foreach (var count in arguments.List("--clients", "64,512,1024").Select(int.Parse))
        {
            faults += await command.SceneAsync($"{delay} ms a call", count, seconds, () => storage.DelayAsync(delay), () => storage.DelayAsync(0));
            faults += await command.SceneAsync("1 s a call", count, seconds, () => storage.DelayAsync(1000), () => storage.DelayAsync(0));
            faults += await command.SceneAsync("busy: 200 calls/s", count, seconds, () => storage.LimitAsync(200), () => storage.LimitAsync(0));
            faults += await command.SceneAsync("silent", count, silence, () => storage.SilenceAsync(true), () => storage.SilenceAsync(false));
        }

        await storage.DelayAsync(delay);
        await command.SlowSendersAsync((int)arguments.Number("--senders", 500), seconds);
        var rested = await app.Process.CollectedAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nafterwards, garbage collected: {Mebibytes(rested.Heap):f0} MiB of heap, {Mebibytes(rested.WorkingSet):f0} MiB resident"));
        return faults == 0 ? 0 : 1;
    }

    private async Task<int> SceneAsync(string name, int count, TimeSpan length, Func<Task> begin, Func<Task> end)
    {
        await clients.PrepareAsync();
        await using var live = new HealthProbe(new Uri(app.Address, "/health/live"));
        await using var ready = new HealthProbe(new Uri(app.Address, "/health/ready"));
        await using var most = new MostUsed(app.Process);
        await begin();
        // Storage is well again a moment before the last answers come, so that none has to wait for ever.
        var ended = Task.Delay(length).ContinueWith(_ => end(), TaskScheduler.Default).Unwrap();
        var (loop, answers) = await clients.RunAsync(count, length);
        await ended;
        var clock = Stopwatch.StartNew();
        while (!await clients.IsServedAsync() && clock.Elapsed < _recovery)
        {
            await Task.Delay(50);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {count} | {answers} | {answers.Successes / loop.Elapsed.TotalSeconds:f0} | {answers.WithoutRetryAfter} | {loop.Quantile(0.5):f0} | {loop.Quantile(0.99):f0} | {loop.Quantile(1):f0} | {live.Usual:f0}, {live.Slowest:f0} ({live.Answers}) | {ready.Usual:f0}, {ready.Slowest:f0} ({ready.Answers}) | {Mebibytes(most.WorkingSet):f0} | {most.Threads} | {clock.Elapsed.TotalMilliseconds:f0} |"));
        return answers.Faults;
    }

    private async Task SlowSendersAsync(int count, TimeSpan length)
    {
        await clients.PrepareAsync();
        using var stop = new CancellationTokenSource();
        await using var most = new MostUsed(app.Process);
        var senders = SlowSenders.RunAsync(app.Address.Port, city.Staff["hall-0"], count, stop.Token);
        var (loop, answers) = await clients.RunAsync(8, length);
        await stop.CancelAsync();
        var ended = await senders;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{count} clients that send a byte a second, for {length.TotalSeconds:f0} s: the app ended {ended} of them; 8 others were answered {answers}, p99 {loop.Quantile(0.99):f0} ms; {Mebibytes(most.WorkingSet):f0} MiB, {most.Threads} threads"));
    }

    private static double Mebibytes(long bytes) => bytes / 1024.0 / 1024.0;
}
