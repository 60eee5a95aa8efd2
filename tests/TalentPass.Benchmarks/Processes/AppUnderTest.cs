using System.Globalization;
using TalentPass.Benchmarks.Operations;

namespace TalentPass.Benchmarks.Processes;

/// <summary>The app in a process of its own, on the storage that is named.</summary>
internal sealed class AppUnderTest : IAsyncDisposable
{
    /// <summary>The master key of all measured apps: zeros.</summary>
    public static readonly string MasterKey = Convert.ToBase64String(new byte[32]);

    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(60);
    private readonly string _data = Directory.CreateTempSubdirectory("talentpass-").FullName;

    private AppUnderTest(string connection, IReadOnlyDictionary<string, string> settings, string folder)
    {
        var port = FreePort.Find();
        Address = new Uri($"http://127.0.0.1:{port}");
        var environment = new Dictionary<string, string>(settings)
        {
            ["TalentPassStorage"] = connection,
            ["AzureWebJobsStorage"] = connection,
            ["KeyRing__Key"] = MasterKey,
        };
        Process = MeasuredProcess.Start(
            Path.Combine(folder, "TalentPass.Functions.dll"),
            ["--no-azurite", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", _data],
            environment);
    }

    public Uri Address { get; }

    public MeasuredProcess Process { get; }

    /// <summary>From the start of the process to the first ready answer.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Settings without rate limits and with long sessions.</summary>
    public static Dictionary<string, string> Unlimited => new()
    {
        ["RateLimits__AccountPerMinute"] = "100000000",
        ["RateLimits__AddressPerMinute"] = "100000000",
        ["Demo__TokenLifetime"] = "23:00:00",
        // Several apps at once would use up the watchers of files that a user may have.
        ["DOTNET_hostBuilder__reloadConfigOnChange"] = "false",
    };

    /// <summary>Settings that also switch off timers and queue triggers, so that only the measured calls cost anything.</summary>
    public static Dictionary<string, string> Quiet =>
        new(Unlimited.Concat(BackgroundFunctions.All.Select(each => KeyValuePair.Create($"AzureWebJobs__{each}__Disabled", "true"))));

    /// <summary>Starts the app and waits until it is ready.</summary>
    /// <param name="connection">The connection string of its storage.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="folder">The folder of the app; empty for the one that was built with this program.</param>
    public static async Task<AppUnderTest> StartAsync(string connection, IReadOnlyDictionary<string, string> settings, string folder = "")
    {
        var app = new AppUnderTest(connection, settings, folder);
        try
        {
            app.ReadyAfter = await app.Process.UntilAsync(new Uri(app.Address, "/health/ready"), _startLimit);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
