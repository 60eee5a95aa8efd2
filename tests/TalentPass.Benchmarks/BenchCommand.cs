using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using QRCoder;

namespace TalentPass.Benchmarks;

/// <summary>
/// Measures how long it takes to mint, verify and draw a code. The same run measures how long other libraries take to
/// verify a credential of their own format, for comparison.
/// </summary>
internal static class BenchCommand
{
    private static readonly string _peers = Path.Combine(
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "RepositoryRoot").Value!,
        "tests", "TalentPass.Benchmarks", "peers");

    public static async Task<int> Run(CommandArguments arguments)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.DontLogOutput).WithWarmupCount(5).WithIterationCount((int)arguments.Number("--iterations", 15)))
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .AddLogger(arguments.Text("--log") == "all" ? ConsoleLogger.Default : NullLogger.Instance)
            .WithOptions(ConfigOptions.DisableOptimizationsValidator);
        var summary = BenchmarkRunner.Run<PassBenchmarks>(config);
        var ours = summary.Reports.ToDictionary(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name, Nanoseconds, StringComparer.Ordinal);
        using var file = new BenchCredential();
        var peers = await PeersAsync(file.Path);
        Print(ours, peers);
        return ours.Values.All(double.IsFinite) ? 0 : 1;
    }

    private static double Nanoseconds(BenchmarkReport report) => report.ResultStatistics?.Median ?? double.NaN;

    private static async Task<IReadOnlyList<Peer>> PeersAsync(string credential)
    {
        if (!Directory.Exists(Path.Combine(_peers, "node_modules")))
        {
            // --legacy-peer-deps: npm does not install the peer dependencies of the compared libraries, for example a phone
            // framework. The comparison does not need them.
            await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps"]);
        }

        var modules = new Uri(Path.Combine(AppContext.BaseDirectory, "wwwroot", "assets", "verify")).AbsoluteUri;
        var output = await RunAsync("node", ["peers.mjs", modules, credential]);
        return JsonSerializer.Deserialize<List<Peer>>(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], JsonSerializerOptions.Web)!;
    }

    private static async Task<string> RunAsync(string command, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { WorkingDirectory = _peers, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{command} ended with {process.ExitCode}: {output}");
    }

    private static void Print(Dictionary<string, double> ours, IReadOnlyList<Peer> peers)
    {
        var codes = new PassBenchmarks();
        codes.Setup();
        var (bare, show, node) = (ours[nameof(PassBenchmarks.BareVerification)], ours[nameof(PassBenchmarks.VerifyShow)], peers[^1].Nanoseconds);
        Console.WriteLine("| what | version | time | ÷ one bare ES256 verification of its runtime | ÷ verify S in .NET | bytes in the QR | QR, level M |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|---|");
        foreach (var (name, what, text) in codes.Rows)
        {
            Line(what, $".NET {Environment.Version}", ours[name], bare, text);
        }

        foreach (var peer in peers)
        {
            Line(peer.Name, peer.Version, peer.Nanoseconds, node, peer.Text);
        }

        void Line(string what, string version, double time, double runtime, string text) => Console.WriteLine(
            $"| {what} | {version} | {Time(time)} | {Ratio(time / runtime)} | {Ratio(time / show)} | {Length(text)} | {Symbol(text)} |");
    }

    private static string Time(double nanoseconds) => nanoseconds < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:n0} ns")
        : string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1000:n0} µs");

    private static string Ratio(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:g3}");

    private static string Length(string text) => text.Length == 0 ? "" : text.Length.ToString(CultureInfo.InvariantCulture);

    private static string Symbol(string text)
    {
        if (text.Length == 0)
        {
            return "";
        }

        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return string.Create(CultureInfo.InvariantCulture, $"v{data.Version}");
    }

    private sealed record Peer(string Name, string Version, double Nanoseconds, string Text);
}
