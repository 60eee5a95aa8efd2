using System.Diagnostics;
using System.Text.Json;
using TalentPass.Benchmarks.InMemory;

namespace TalentPass.Benchmarks.Processes;

/// <summary>The stand-in for storage in a process of its own. It ends with this process.</summary>
internal sealed class StorageProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly SemaphoreSlim _one = new(1, 1);

    private StorageProcess(Process process, StoragePorts ports) => (_process, Ports) = (process, ports);

    /// <summary>Its ports.</summary>
    public StoragePorts Ports { get; }

    /// <summary>Starts it.</summary>
    public static async Task<StorageProcess> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(StorageProcess).Assembly.Location, "storage"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        var ports = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The stand-in for storage did not start.");
        return new StorageProcess(process, JsonSerializer.Deserialize<StoragePorts>(ports)!);
    }

    /// <summary>What an account was asked so far.</summary>
    public Task<StorageUsage> UsageAsync(string account) => AskAsync<StorageUsage>($"usage {account}")!;

    /// <summary>The number of table rows of an account.</summary>
    public Task<int> RowsAsync(string account) => AskAsync<int>($"rows {account}");

    /// <summary>Makes a copy of an account.</summary>
    public Task CopyAsync(string from, string to) => AskAsync<object>($"copy {from} {to}");

    /// <summary>Forgets an account.</summary>
    public Task DropAsync(string account) => AskAsync<object>($"drop {account}");

    /// <summary>Begins to keep the calls to an account.</summary>
    public Task RecordAsync(string account) => AskAsync<object>($"record {account}");

    /// <summary>Ends keeping the calls and returns them.</summary>
    public Task<IReadOnlyList<RecordedCall>> RecordedAsync(string account) => AskAsync<IReadOnlyList<RecordedCall>>($"recorded {account}")!;

    /// <summary>Sets how long every call waits, in milliseconds.</summary>
    public Task DelayAsync(int milliseconds) => AskAsync<object>(FormattableString.Invariant($"delay {milliseconds}"));

    /// <summary>Sets the most calls a second; 0 for no limit.</summary>
    public Task LimitAsync(int callsPerSecond) => AskAsync<object>(FormattableString.Invariant($"limit {callsPerSecond}"));

    /// <summary>Sets whether calls are left without an answer.</summary>
    public Task SilenceAsync(bool silent) => AskAsync<object>(silent ? "silent true" : "silent false");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
        _one.Dispose();
    }

    private async Task<T?> AskAsync<T>(string question)
    {
        await _one.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(question);
            await _process.StandardInput.FlushAsync();
            var answer = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The stand-in for storage has ended.");
            return JsonSerializer.Deserialize<T>(answer);
        }
        finally
        {
            _one.Release();
        }
    }
}
