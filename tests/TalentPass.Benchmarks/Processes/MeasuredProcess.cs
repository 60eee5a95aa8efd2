using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Processes;

/// <summary>
/// A .NET program in a process of its own, whose figures can be read. It ends when this object is disposed, and also when this
/// process ends in any other way.
/// </summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _socketPath;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly List<string> _output = [];
    private Socket? _socket;

    private MeasuredProcess(ProcessStartInfo start, string socketPath)
    {
        _socketPath = socketPath;
        Clock = Stopwatch.StartNew();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What is done with each line that the process writes.</summary>
    public Action<string> Written { get; set; } = static _ => { };

    /// <summary>Runs since just before the process was started.</summary>
    public Stopwatch Clock { get; }

    /// <summary>The last lines that the process wrote.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="assembly">The path of its assembly, from the folder of this one.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Its environment, besides that of this process.</param>
    public static MeasuredProcess Start(string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var socketPath = Path.Combine(Path.GetTempPath(), $"tp-{RandomSource.System.Id(12)}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.Variable] = socketPath;
        return new MeasuredProcess(start, socketPath);
    }

    /// <summary>What the process has used so far.</summary>
    public Task<ProcessUsage> UsageAsync() => AskAsync("F"u8.ToArray());

    /// <summary>What the process has used, after it has collected its garbage.</summary>
    public Task<ProcessUsage> CollectedAsync() => AskAsync("G"u8.ToArray());

    /// <summary>Waits until an address answers with a success.</summary>
    /// <returns>The time since the start.</returns>
    public async Task<TimeSpan> UntilAsync(Uri address, TimeSpan limit)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5) };
        using var deadline = new CancellationTokenSource(limit);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        do
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The process ended with {_process.ExitCode}:\n{Output}");
            }

            try
            {
                using var answer = await http.GetAsync(address, deadline.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return Clock.Elapsed;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or SocketException || (fault is TaskCanceledException && !deadline.IsCancellationRequested))
            {
                // It does not listen yet, or not answer yet.
            }
        }
        while (await tick.WaitForNextTickAsync(deadline.Token));
        throw new InvalidOperationException("The timer has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _socket?.Dispose();
        _one.Dispose();
        File.Delete(_socketPath);
    }

    private async Task<ProcessUsage> AskAsync(byte[] question)
    {
        await _one.WaitAsync();
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await _socket.ConnectAsync(new UnixDomainSocketEndPoint(_socketPath));
            }

            await _socket.SendAsync(question);
            var (line, read) = (new byte[1024], 0);
            while (read == 0 || line[read - 1] != '\n')
            {
                var count = await _socket.ReceiveAsync(line.AsMemory(read));
                read += count > 0 ? count : throw new InvalidOperationException($"The process has ended:\n{Output}");
            }

            return ProcessUsage.Parse(Encoding.ASCII.GetString(line, 0, read - 1));
        }
        finally
        {
            _one.Release();
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            if (line is not null)
            {
                Written(line);
                _output.Add(line);
                _output.RemoveRange(0, Math.Max(0, _output.Count - 20));
            }
        }
    }
}
