using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentPass.Functions.Storage;
using TalentPass.LocalHost;

namespace TalentPass.Functions.Tests;

/// <summary>The whole app under the local host, on its own storage account. Tests call it over HTTP.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly LocalFunctionsApp _app;

    private TestApp(LocalFunctionsApp app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = app.Urls.First(), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>A client without a token.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the app.</summary>
    /// <param name="connection">The storage account, from <see cref="AzuriteFixture.NewAccount"/>.</param>
    /// <param name="configure">Replaces services, e.g. the clock.</param>
    /// <param name="settings">Further settings.</param>
    /// <param name="environment">The host's environment. The app refuses demo accounts in Production.</param>
    /// <param name="port">The port, of an app that has ended; 0 for any that is free.</param>
    /// <param name="untilReady">Whether to wait until the start steps are done.</param>
    public static async Task<TestApp> StartAsync(
        string connection,
        Action<IServiceCollection>? configure = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        string environment = "Development",
        int port = 0,
        bool untilReady = true)
    {
        var builder = LocalApplication.CreateBuilder(["--environment", environment]);
        builder.Logging.ClearProviders();
        builder.Options.FunctionTypes = typeof(TalentPassRegistration).Assembly.GetTypes();
        builder.Options.Url = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port).Uri;
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = connection,
            ["TalentPassStorage"] = connection,
            ["Storage:CreateMissing"] = "true",
            ["KeyRing:Key"] = Convert.ToBase64String(new byte[32]),
            ["Seeds:Path"] = Path.Combine(AppContext.BaseDirectory, "seeds"),
            ["Demo:Accounts"] = "true",
            // On a busy machine storage is slow, and few tests are about that.
            ["Storage:OperationLimit"] = "00:01:00",
            ["Storage:AttemptLimit"] = "00:00:30",
            ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.500",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Logging.ClearProviders();
        configure?.Invoke(builder.Services);
        builder.AddTalentPass();
        var app = builder.Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var started = new TestApp(app);
        if (untilReady)
        {
            await started.UntilReadyAsync();
        }

        return started;
    }

    /// <summary>Waits until the start steps are done.</summary>
    public Task UntilReadyAsync() => Services.GetRequiredService<StartSteps>().DoneAsync(TestContext.Current.CancellationToken);

    /// <summary>Creates a client that is signed in as a demo account.</summary>
    public async Task<HttpClient> SignInAsync(string account)
    {
        var answer = await Http.PostJsonAsync("/api/v1/sign-in/demo", new { account });
        var client = new HttpClient { BaseAddress = Http.BaseAddress, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.Is(HttpStatusCode.OK).Text("token"));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
