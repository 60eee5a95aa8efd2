using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TalentPass.Functions.Tests.LocalHost;

/// <summary>
/// The product in a process, started as a developer starts it, on a free port and with a data folder of the test.
/// </summary>
internal sealed partial class LocalRunProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public LocalRunProcess(string dataFolder, params string[] arguments)
        : this(dataFolder, new Dictionary<string, string>(), arguments)
    {
    }

    public LocalRunProcess(string dataFolder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "TalentPass.Functions.dll"), "--data", dataFolder, .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <summary>The app's address, as the start panel shows it.</summary>
    public Uri Address => new(Start().Match(Output).Value);

    /// <summary>Waits until the start panel is shown.</summary>
    public async Task UntilShownAsync()
    {
        await Eventually.HoldsAsync(
            () => _process.HasExited || Output.Contains("Ctrl-C", StringComparison.Ordinal), "the panel is shown", TimeSpan.FromMinutes(2));
        Assert.False(_process.HasExited, Error + Output);
    }

    /// <summary>Sends a signal to the process, by its short name.</summary>
    public void Signal(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until the process ends by itself, and returns its exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }

    private static void Keep(StringBuilder lines, string? line)
    {
        lock (lines)
            lines.AppendLine(line);
    }

    private static string Text(StringBuilder lines)
    {
        lock (lines)
            return lines.ToString();
    }

    [GeneratedRegex(@"http://localhost:\d+/")]
    private static partial Regex Start();
}
