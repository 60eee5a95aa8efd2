using System.Diagnostics;
using System.Globalization;

namespace TalentPass.LocalHost.Azurite;

/// <summary>
/// A running Azurite, Microsoft's emulator of Azure Storage, on free loopback ports. It ends, with its data
/// written, when this object is disposed or when this process dies, however it dies.
/// </summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly AzuriteOutput _output;

    private AzuriteProcess(Process process, AzuritePorts ports)
    {
        _process = process;
        Ports = ports;
        _output = new AzuriteOutput(process);
        Ended = process.WaitForExitAsync();
    }

    /// <summary>Where the three services listen.</summary>
    public AzuritePorts Ports { get; }

    /// <summary>Completes when Azurite has ended, whoever ended it.</summary>
    public Task Ended { get; }

    internal int ProcessId => _process.Id;

    /// <summary>Installs Azurite if needed, starts it and waits until all three services answer.</summary>
    /// <exception cref="LocalSetupException">Node.js, npm or the network is missing, or Azurite does not start; the message says what to do.</exception>
    public static async Task<AzuriteProcess> StartAsync(AzuriteOptions options, CancellationToken cancellation = default)
    {
        var command = new NodeCommand(options.Environment);
        var node = await command.FindNodeAsync(cancellation);
        var installation = await AzuriteInstallation.EnsureAsync(options, command, cancellation);
        if (options.DataFolder is { } folder)
            await PreviousAzurite.WaitForEndAsync(folder, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var ports = AzuritePorts.Free();
            var azurite = new AzuriteProcess(Launch(options, command, node, installation, ports), ports);
            try
            {
                await azurite.WaitUntilReadyAsync(cancellation);
                return azurite;
            }
            catch (Exception fault)
            {
                await azurite.DisposeAsync();
                // Somebody took a port between our look and Azurite's.
                var taken = fault is LocalSetupException && azurite._output.Text.Contains("EADDRINUSE", StringComparison.Ordinal);
                if (!taken || attempt == Attempts)
                    throw;
            }
        }
    }

    /// <summary>The connection string of an account.</summary>
    /// <param name="account">One of <see cref="AzuriteOptions.Accounts"/>.</param>
    public string ConnectionString(string account = AzuriteOptions.DefaultAccount) => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={AzuriteAccounts.Key};BlobEndpoint=http://127.0.0.1:{Ports.Blob}/{account};QueueEndpoint=http://127.0.0.1:{Ports.Queue}/{account};TableEndpoint=http://127.0.0.1:{Ports.Table}/{account};");

    /// <summary>Ends Azurite once its data is written. Harmless when it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended.
        }
        try
        {
            await Ended.WaitAsync(StopLimit);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await Ended;
        }
        _process.Dispose();
    }

    private static Process Launch(AzuriteOptions options, NodeCommand command, string node, AzuriteInstallation installation, AzuritePorts ports)
    {
        string[] where = options.DataFolder is { } folder ? ["--location", Path.GetFullPath(folder)] : ["--inMemoryPersistence"];
        string[] arguments =
        [
            installation.Runner, installation.EntryPoint, "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            "--blobHost", "127.0.0.1", "--blobPort", Text(ports.Blob),
            "--queueHost", "127.0.0.1", "--queuePort", Text(ports.Queue),
            "--tableHost", "127.0.0.1", "--tablePort", Text(ports.Table),
            .. where,
        ];
        var withAccounts = new Dictionary<string, string>(options.Environment) { ["AZURITE_ACCOUNTS"] = AzuriteAccounts.Variable(options.Accounts) };
        return new NodeCommand(withAccounts).Start(node, arguments, Path.GetDirectoryName(installation.Runner));
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
        var begun = TimeProvider.System.GetTimestamp();
        foreach (var port in (int[])[Ports.Blob, Ports.Queue, Ports.Table])
        {
            while (!await AnswersAsync(client, port, cancellation))
            {
                if (Ended.IsCompleted)
                    throw new LocalSetupException($"Azurite does not start ({_output.Last}); delete the folder .data/azurite and run the command again to install it afresh.");
                if (TimeProvider.System.GetElapsedTime(begun) > StartLimit)
                    throw new LocalSetupException($"Azurite does not answer on port {port} within {StartLimit.TotalSeconds} seconds; check that nothing blocks connections to 127.0.0.1, then run the command again.");
                await Task.Delay(50, cancellation);
            }
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, int port, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"), cancellation);
            return answer.Headers.Server.ToString().StartsWith("Azurite-", StringComparison.Ordinal);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
