using System.Globalization;

namespace TalentPass.Benchmarks.Processes;

/// <summary>An empty ASP.NET Core app in a process of its own: what every app costs.</summary>
internal sealed class EmptyApp : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(60);

    private EmptyApp()
    {
        var port = FreePort.Find();
        Address = new Uri($"http://127.0.0.1:{port}");
        Process = MeasuredProcess.Start(
            "TalentPass.Benchmarks.dll", ["empty", "--port", port.ToString(CultureInfo.InvariantCulture)], new Dictionary<string, string>());
    }

    public Uri Address { get; }

    public MeasuredProcess Process { get; }

    /// <summary>From the start of the process to the first answer.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<EmptyApp> StartAsync()
    {
        var app = new EmptyApp();
        try
        {
            app.ReadyAfter = await app.Process.UntilAsync(app.Address, _startLimit);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
