using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace TalentPass.Functions.Tests;

/// <summary>The app in a separate process, so that a test can stop and kill it.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _data;

    private AppProcess(Process process, Uri address, string data)
    {
        _process = process;
        _data = data;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>
    /// The settings of an app that is killed and started again on the same storage: one master key, no limits, and little patience.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Killed { get; } = new Dictionary<string, string>
    {
        ["KeyRing__Key"] = Convert.ToBase64String(new byte[32]),
        ["Storage__CreateMissing"] = "true",
        ["Sweep__FirstPatience"] = "00:00:05",
        ["RateLimits__AccountPerMinute"] = "100000",
        ["Quotas__OpenRequests"] = "100000",
        ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:01",
    };

    /// <summary>A client without a token.</summary>
    public HttpClient Http { get; }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the app on the given storage and waits until it is ready.</summary>
    public static async Task<AppProcess> StartAsync(string connection, IReadOnlyDictionary<string, string> settings, CancellationToken cancel)
    {
        var app = Start(connection, settings);
        await app.UntilAsync(HttpStatusCode.OK, "/health/ready", cancel);
        return app;
    }

    /// <summary>Starts the app on the given storage.</summary>
    public static AppProcess Start(string connection, IReadOnlyDictionary<string, string> settings)
    {
        var data = Directory.CreateTempSubdirectory("talentpass-").FullName;
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "TalentPass.Functions.dll"), "--no-azurite",
                "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings.Append(new("TalentPassStorage", connection)).Append(new("AzureWebJobsStorage", connection)))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => TestContext.Current.TestOutputHelper?.WriteLine(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new AppProcess(process, new Uri($"http://localhost:{port}"), data);
    }

    /// <summary>Signs in with a demo account. Returns a client with the token.</summary>
    public async Task<HttpClient> SignInAsync(string account)
    {
        var answer = await Http.PostJsonAsync("/api/v1/sign-in/demo", new { account });
        var client = new HttpClient { BaseAddress = Http.BaseAddress, Timeout = Http.Timeout };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.Text("token"));
        return client;
    }

    /// <summary>Asks the app to stop (SIGTERM) and returns its exit code.</summary>
    /// <param name="within">The longest time the app may take.</param>
    public async Task<int> StopAsync(TimeSpan within)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        using (var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(within, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Kills the process at once, like a power cut. The app cannot flush data or notify anyone.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Makes a call during which the process may be killed. Returns whether there was an answer.</summary>
    public static async Task<bool> IsAnsweredAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Waits until the app answers with a status.</summary>
    public async Task UntilAsync(HttpStatusCode status, string path, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            Assert.False(_process.HasExited, $"The app ended before {path} answered {status}.");
            try
            {
                using var answer = await Http.GetAsync(path, deadline.Token);
                if (answer.StatusCode == status)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // The app is not listening yet.
            }
        }
        while (await tick.WaitForNextTickAsync(deadline.Token));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
