using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TalentPass.LocalHost.Azurite;

namespace TalentPass.Benchmarks;

/// <summary>
/// Measures the time from the start of the app's process to the first successful answer of <c>/health/ready</c>, in
/// milliseconds, and the resident memory of the app 10 seconds later, in MiB. The first run has empty storage. The other
/// runs use the same storage again; the medians are taken from these runs.
/// </summary>
internal static class StartupCommand
{
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(10);

    public static async Task<int> Run(CommandArguments arguments)
    {
        var runs = (int)arguments.Number("--runs", 5);
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Say = Console.WriteLine });
        Console.WriteLine("run | storage | ready after ms | resident MiB at rest");
        var (times, memory) = (new List<double>(), new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            var (ready, resident) = await MeasureAsync(azurite.ConnectionString());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run} | {(run == 0 ? "empty" : "seen")} | {ready:f0} | {resident:f0}"));
            if (run > 0)
            {
                times.Add(ready);
                memory.Add(resident);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"median of {runs} on seen storage: ready after {Median(times):f0} ms, {Median(memory):f0} MiB resident at rest"));
        return 0;
    }

    private static async Task<(double Ready, double Resident)> MeasureAsync(string connection)
    {
        var data = Directory.CreateTempSubdirectory("talentpass-").FullName;
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "TalentPass.Functions.dll"), "--no-azurite", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["TalentPassStorage"] = start.Environment["AzureWebJobsStorage"] = connection;
        start.Environment["KeyRing__Key"] = Convert.ToBase64String(new byte[32]);
        var clock = Stopwatch.StartNew();
        using var app = Process.Start(start)!;
        app.OutputDataReceived += static (_, _) => { };
        app.BeginOutputReadLine();
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}"), Timeout = TimeSpan.FromSeconds(5) };
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!await IsReadyAsync(http, deadline.Token))
            {
                deadline.Token.ThrowIfCancellationRequested();
            }

            var ready = clock.Elapsed.TotalMilliseconds;
            await Task.Delay(_rest, deadline.Token);
            app.Refresh();
            return (ready, app.WorkingSet64 / 1024.0 / 1024.0);
        }
        finally
        {
            app.Kill(entireProcessTree: true);
            await app.WaitForExitAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            // The app does not listen yet, or it is still starting and does not answer within the client's timeout.
            return false;
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
