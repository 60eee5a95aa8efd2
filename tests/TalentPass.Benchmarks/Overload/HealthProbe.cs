using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TalentPass.Benchmarks.Overload;

/// <summary>
/// Asks a health address four times a second, on a thread and a connection of its own, as a load balancer does. It does not use
/// the thread pool, which the clients of an overload keep busy.
/// </summary>
internal sealed class HealthProbe : IAsyncDisposable
{
    private static readonly TimeSpan _every = TimeSpan.FromMilliseconds(250);
    private readonly Uri _address;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<double> _milliseconds = [];
    private readonly HashSet<string> _answers = new(StringComparer.Ordinal);

    public HealthProbe(Uri address)
    {
        _address = address;
        _thread = new Thread(Run) { IsBackground = true, Name = address.AbsolutePath, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>The slowest answer so far, in milliseconds.</summary>
    public double Slowest => _milliseconds.DefaultIfEmpty(double.NaN).Max();

    /// <summary>The median, in milliseconds.</summary>
    public double Usual => Figures.Median(_milliseconds);

    /// <summary>The statuses that were answered.</summary>
    public string Answers => string.Join(' ', _answers.Order(StringComparer.Ordinal));

    public async ValueTask DisposeAsync()
    {
        _stop.Set();
        await _ended.Task;
        _stop.Dispose();
    }

    private void Run()
    {
        do
        {
            var clock = Stopwatch.StartNew();
            _answers.Add(Ask());
            _milliseconds.Add(clock.Elapsed.TotalMilliseconds);
        }
        while (!_stop.Wait(_every));
        _ended.SetResult();
    }

    private string Ask()
    {
        try
        {
            using var client = new TcpClient(AddressFamily.InterNetwork);
            client.Connect(IPAddress.Loopback, _address.Port);
            var stream = client.GetStream();
            stream.Write(Encoding.ASCII.GetBytes($"GET {_address.AbsolutePath} HTTP/1.1\r\nHost: {_address.Authority}\r\nConnection: close\r\n\r\n"));
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd().Split(' ', 3).ElementAtOrDefault(1) ?? "closed";
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            return "closed";
        }
    }
}
