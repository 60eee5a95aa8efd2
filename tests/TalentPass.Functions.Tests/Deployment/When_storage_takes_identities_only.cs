using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;
using TalentPass.Functions.Storage;
using TalentPass.LocalHost;
using TalentPass.LocalHost.Azurite;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>Uses the settings of the deployed app with an Azurite that requires HTTPS and checks bearer tokens.</summary>
public sealed class When_storage_takes_identities_only(CompiledTemplate template) : IClassFixture<CompiledTemplate>, IAsyncLifetime
{
    private readonly SelfMadeCertificate _certificate = new();
    private readonly DirectoryIdentity _identity = new(TimeSpan.FromHours(1));
    private AzuriteProcess? _azurite;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(
        new AzuriteOptions { Https = (_certificate.CertificateFile, _certificate.KeyFile) }, Cancel);

    public async ValueTask DisposeAsync()
    {
        await _azurite!.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_row_and_a_message_are_written_and_read_with_tokens_for_storage()
    {
        await using var services = Storage(_identity);
        var clients = services.GetRequiredService<StorageClients>();
        await StorageLayout.CreateAsync(clients, Cancel);

        var table = clients.Tables.GetTableClient(StorageLayout.Leases);
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = "𬭎" }, Cancel);
        await clients.Queue("desk-housing").SendMessageAsync("ring", cancellationToken: Cancel);

        Assert.Equal("𬭎", (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value["Text"]);
        Assert.Equal("ring", (await clients.Queue("desk-housing").ReceiveMessageAsync(cancellationToken: Cancel)).Value.Body.ToString());
        await clients.Container(StorageLayout.Files).UploadBlobAsync("tid/paper", BinaryData.FromString("%PDF-"), Cancel);
        Assert.Empty(await StorageLayout.MissingAsync(clients, Cancel));
        Assert.Equal(["https://storage.azure.com/.default"], _identity.Scopes.Distinct());
    }

    [Fact]
    public async Task A_token_that_has_expired_opens_nothing()
    {
        await using var services = Storage(new DirectoryIdentity(TimeSpan.FromMinutes(-30)));
        var clients = services.GetRequiredService<StorageClients>();

        var table = await Assert.ThrowsAsync<global::Azure.RequestFailedException>(() => clients.Tables.CreateTableAsync("Leases", Cancel));
        var queue = await Assert.ThrowsAsync<global::Azure.RequestFailedException>(() => clients.Queue("desk-housing").CreateAsync(cancellationToken: Cancel));
        Assert.Equal((403, 403), (table.Status, queue.Status));
    }

    [Fact]
    public async Task An_identity_that_cannot_be_had_is_a_storage_that_is_away_for_a_while()
    {
        await using var services = Storage(new LostIdentity());
        var table = services.GetRequiredService<StorageClients>().Table(StorageLayout.Leases);
        var failed = await Assert.ThrowsAsync<StorageException>(() => table.FindAsync("p", "r", Cancel));
        Assert.Equal(StorageFailure.Unavailable, failed.Failure);
    }

    [Fact]
    public async Task A_token_for_something_else_opens_nothing()
    {
        await using var services = Storage(_identity, ("TalentPassStorage:audience", "https://vault.example"));
        var clients = services.GetRequiredService<StorageClients>();

        var refused = await Assert.ThrowsAsync<global::Azure.RequestFailedException>(() => clients.Tables.CreateTableAsync("Leases", Cancel));
        Assert.Equal(403, refused.Status);
        Assert.Equal(["https://vault.example/.default"], _identity.Scopes.Distinct());
    }

    [Fact]
    public async Task The_app_starts_from_the_deployed_settings_and_takes_messages()
    {
        await using (var services = Storage(_identity))
        {
            await StorageLayout.CreateAsync(services.GetRequiredService<StorageClients>(), Cancel);
        }

        var builder = LocalApplication.CreateBuilder([]);
        builder.Options.FunctionTypes = typeof(TalentPassRegistration).Assembly.GetTypes();
        builder.Options.Url = new Uri("http://127.0.0.1:0");
        builder.Options.ConfigureQueues = queues => queues.Transport = _certificate.Transport();
        builder.Configuration.AddInMemoryCollection(Settings());
        builder.Services.AddSingleton<TokenCredential>(_identity);
        builder.Services.AddSingleton<HttpPipelineTransport>(_certificate.Transport());
        builder.AddTalentPass();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        await app.StartAsync(Cancel);

        var queue = app.Services.GetRequiredService<StorageClients>().Queue("desk-housing");
        await queue.SendMessageAsync("{}", cancellationToken: Cancel);

        await Eventually.HoldsAsync(
            async () => (await queue.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount == 0, "the message is taken from the queue");
        await app.StopAsync(Cancel);
    }

    private ServiceProvider Storage(TokenCredential identity, params (string Name, string Value)[] more)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(Settings());
        foreach (var (name, value) in more)
        {
            builder.Configuration[name] = value;
        }

        builder.Services.AddSingleton(identity);
        builder.Services.AddSingleton<HttpPipelineTransport>(_certificate.Transport());
        builder.AddStorage();
        return builder.Services.BuildServiceProvider();
    }

    private Dictionary<string, string?> Settings() =>
        DeployedSettings.Example(template, _azurite!.Endpoint(_azurite.Ports.Table), _azurite.Endpoint(_azurite.Ports.Queue), _azurite.Endpoint(_azurite.Ports.Blob))
            .ToDictionary(each => each.Key.Replace("__", ":", StringComparison.Ordinal), each => each.Value);

    private sealed class LostIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new AuthenticationFailedException("The directory is away.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new AuthenticationFailedException("The directory is away.");
    }
}
