using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace TalentPass.LocalHost.Azurite;

/// <summary>
/// A running Azurite, Microsoft's emulator of Azure Storage, on free loopback ports. It writes its data and ends when this
/// object is disposed or when this process ends, even if this process is killed.
/// </summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly AzuriteOutput _output;
    private readonly string? _certificate;
    private readonly string _scheme;

    private AzuriteProcess(Process process, AzuritePorts ports, string? certificate)
    {
        _process = process;
        _certificate = certificate;
        _scheme = certificate is null ? "http" : "https";
        Ports = ports;
        _output = new AzuriteOutput(process);
        Ended = process.WaitForExitAsync();
    }

    /// <summary>The ports of the three services.</summary>
    public AzuritePorts Ports { get; }

    /// <summary>Completes when Azurite has ended, for whatever reason.</summary>
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
            var azurite = new AzuriteProcess(Launch(options, command, node, installation, ports), ports, options.Https?.Certificate);
            try
            {
                await azurite.WaitUntilReadyAsync(cancellation);
                return azurite;
            }
            catch (Exception fault)
            {
                await azurite.DisposeAsync();
                // Another program took a port after it was found free and before Azurite opened it.
                var taken = fault is LocalSetupException && azurite._output.Text.Contains("EADDRINUSE", StringComparison.Ordinal);
                if (!taken || attempt == Attempts)
                    throw;
            }
        }
    }

    /// <summary>Returns the connection string of an account.</summary>
    /// <param name="account">One of <see cref="AzuriteOptions.Accounts"/>.</param>
    public string ConnectionString(string account = AzuriteOptions.DefaultAccount) => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol={_scheme};AccountName={account};AccountKey={AzuriteAccounts.Key};BlobEndpoint={Endpoint(Ports.Blob, account)};QueueEndpoint={Endpoint(Ports.Queue, account)};TableEndpoint={Endpoint(Ports.Table, account)};");

    /// <summary>Returns the address of one service of an account, for clients that use a token.</summary>
    /// <param name="port">One of <see cref="Ports"/>.</param>
    /// <param name="account">One of <see cref="AzuriteOptions.Accounts"/>.</param>
    public Uri Endpoint(int port, string account = AzuriteOptions.DefaultAccount) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{_scheme}://127.0.0.1:{port}/{account}"));

    /// <summary>
    /// Ends Azurite after its data is written. Does nothing if Azurite has ended. After 60 seconds the process is killed.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Azurite has ended.
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
            .. options.Https is { } https ? (string[])["--oauth", "basic", "--cert", https.Certificate, "--key", https.Key] : [],
        ];
        var withAccounts = new Dictionary<string, string>(options.Environment) { ["AZURITE_ACCOUNTS"] = AzuriteAccounts.Variable(options.Accounts) };
        return new NodeCommand(withAccounts).Start(node, arguments, Path.GetDirectoryName(installation.Runner));
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var own = _certificate is null ? null : X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(_certificate, cancellation));
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && shown.Equals(own);
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
        var begun = TimeProvider.System.GetTimestamp();
        foreach (var port in (int[])[Ports.Blob, Ports.Queue, Ports.Table])
        {
            while (!await AnswersAsync(client, new Uri($"{_scheme}://127.0.0.1:{port}/"), cancellation))
            {
                if (Ended.IsCompleted)
                    throw new LocalSetupException($"Azurite does not start ({_output.Last}); delete the folder .data/azurite and run the command again to install it afresh.");
                if (TimeProvider.System.GetElapsedTime(begun) > StartLimit)
                    throw new LocalSetupException($"Azurite does not answer on port {port} within {StartLimit.TotalSeconds} seconds; check that nothing blocks connections to 127.0.0.1, then run the command again.");
                await Task.Delay(50, cancellation);
            }
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri service, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(service, cancellation);
            return answer.Headers.Server.ToString().StartsWith("Azurite-", StringComparison.Ordinal);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
