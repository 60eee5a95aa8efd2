using System.Net;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.LocalHost;
using TalentPass.LocalHost.Azurite;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>
/// The app in a separate process, in the environment Production, with the deployed settings and without replaced services. It
/// asks the platform for the tokens of its managed identity and uses them to call storage over HTTPS.
/// </summary>
public sealed class When_the_app_runs_as_deployed(CompiledTemplate template) : IClassFixture<CompiledTemplate>, IAsyncLifetime
{
    private const string Client = "00000000-0000-0000-0000-000000000001";
    private readonly SelfMadeCertificate _certificate = new();
    private readonly DirectoryIdentity _identity = new(TimeSpan.FromHours(1));
    private readonly TemporaryFolder _folder = new();
    private AzuriteProcess _azurite = null!;
    private ManagedIdentityEndpoint _endpoint = null!;
    private InsightsEndpoint _insights = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Https = (_certificate.CertificateFile, _certificate.KeyFile) }, Cancel);
        _endpoint = await ManagedIdentityEndpoint.StartAsync(_identity);
        _insights = await InsightsEndpoint.StartAsync(_certificate);
    }

    public async ValueTask DisposeAsync()
    {
        await _insights.DisposeAsync();
        await _endpoint.DisposeAsync();
        await _azurite.DisposeAsync();
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_is_ready_and_takes_messages_with_the_identity_it_was_given()
    {
        // The test gives the trusted root certificates to the process in the way that works on Linux, because the app runs on
        // Linux in Azure.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SSL_CERT_FILE is read on Linux only.");
        await DeployStorageAsync();
        await using var run = Start(ManagedIdentityEndpoint.Secret);
        await run.UntilShownAsync();

        using var http = new HttpClient { BaseAddress = run.Address, Timeout = TimeSpan.FromSeconds(60) };
        (await http.GetJsonAsync("/health/ready")).Is(HttpStatusCode.OK);
        var queue = Queues().GetQueueClient("desk-housing");
        await queue.SendMessageAsync("e30=", Cancel);
        await Eventually.HoldsAsync(
            async () => (await queue.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount == 0, "the message is taken from the queue");

        run.Signal("TERM");
        Assert.Equal(0, await run.EndAsync());
        Assert.Equal(
            [("https://monitor.azure.com", Client), ("https://storage.azure.com", Client)],
            _endpoint.Asked.Select(each => (each.Resource.TrimEnd('/'), each.Client)).Distinct().Order());
    }

    [Fact]
    public async Task Traces_and_figures_reach_Application_Insights_and_lines_are_left_to_the_host()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SSL_CERT_FILE is read on Linux only.");
        await DeployStorageAsync();
        await using var run = Start(ManagedIdentityEndpoint.Secret);
        await run.UntilShownAsync();
        using var http = new HttpClient { BaseAddress = run.Address, Timeout = TimeSpan.FromSeconds(60) };
        await http.GetJsonAsync("/api/v1/me");
        run.Signal("TERM");
        Assert.Equal(0, await run.EndAsync());

        Assert.Contains("\"name\":\"GetMe\"", _insights.Text, StringComparison.Ordinal);
        Assert.Contains("RequestData", _insights.Text, StringComparison.Ordinal);
        Assert.Contains("talentpass.operation.duration", _insights.Text, StringComparison.Ordinal);
        Assert.Contains("not_signed_in", _insights.Text, StringComparison.Ordinal);
        // In Azure the host forwards the log lines. If the app also sent them, the alerts would count them twice.
        Assert.DoesNotContain("MessageData", _insights.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Azure_China_telemetry_is_signed_for_the_audience_that_its_address_names()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SSL_CERT_FILE is read on Linux only.");
        await DeployStorageAsync();
        await using var run = Start(ManagedIdentityEndpoint.Secret, ";AADAudience=https://monitor.azure.cn/");
        await run.UntilShownAsync();
        using var http = new HttpClient { BaseAddress = run.Address, Timeout = TimeSpan.FromSeconds(60) };
        await http.GetJsonAsync("/api/v1/me");
        run.Signal("TERM");
        Assert.Equal(0, await run.EndAsync());

        Assert.Equal(["https://monitor.azure.cn", "https://storage.azure.com"], _endpoint.Asked.Select(each => each.Resource.TrimEnd('/')).Distinct().Order());
        Assert.Contains("RequestData", _insights.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_identity_it_says_so_and_waits_for_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SSL_CERT_FILE is read on Linux only.");
        await DeployStorageAsync();
        await using var run = Start("somebody else");

        await Eventually.HoldsAsync(
            () => run.Output.Contains("ManagedIdentityCredential authentication failed", StringComparison.Ordinal), "the log tells it", TimeSpan.FromMinutes(2));
        Assert.Empty(_endpoint.Asked);
        run.Signal("TERM");
        // 130 when the signal comes while the host still waits for the start.
        Assert.Contains(await run.EndAsync(), (int[])[0, 130]);
    }

    private LocalRunProcess Start(string identityHeader, string audience = "") => new(
        _folder.Path,
        DeployedSettings.Example(template, _azurite.Endpoint(_azurite.Ports.Table), _azurite.Endpoint(_azurite.Ports.Queue), _azurite.Endpoint(_azurite.Ports.Blob))
            .Select(each => KeyValuePair.Create(each.Key, each.Key == "APPLICATIONINSIGHTS_CONNECTION_STRING" ? _insights.Address + audience : each.Value!))
            .Concat(
            [
                new("DOTNET_ENVIRONMENT", "Production"),
                new("Demo__Accounts", "false"),
                new("Storage__CreateMissing", "false"),
                // By default the exporter samples traces when there are several in a second. This test needs all of them.
                new("Telemetry__TracesPerSecond", "10000"),
                new("IDENTITY_ENDPOINT", _endpoint.Address),
                new("IDENTITY_HEADER", identityHeader),
                new("SSL_CERT_FILE", _certificate.CertificateFile),
            ]).ToDictionary(),
        "--port", "0", "--no-azurite");

    private QueueServiceClient Queues() => new(
        _azurite.Endpoint(_azurite.Ports.Queue), _identity, new QueueClientOptions { Transport = _certificate.Transport() });

    // Prepares storage before the app starts, as the template does.
    private async Task DeployStorageAsync()
    {
        var tables = new TableServiceClient(_azurite.Endpoint(_azurite.Ports.Table), _identity, new TableClientOptions { Transport = _certificate.Transport() });
        foreach (var table in StorageLayout.Tables)
        {
            await tables.CreateTableIfNotExistsAsync(table, Cancel);
        }

        foreach (var queue in StorageLayout.Queues)
        {
            await Queues().GetQueueClient(queue).CreateIfNotExistsAsync(cancellationToken: Cancel);
        }

        var blobs = new BlobServiceClient(_azurite.Endpoint(_azurite.Ports.Blob), _identity, new BlobClientOptions { Transport = _certificate.Transport() });
        foreach (var container in StorageLayout.Containers)
        {
            await blobs.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: Cancel);
        }
    }
}
