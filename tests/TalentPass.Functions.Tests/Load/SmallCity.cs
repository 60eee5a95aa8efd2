using Microsoft.Extensions.DependencyInjection;
using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Operations;
using TalentPass.Benchmarks.Seeding;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Load;

/// <summary>
/// A seeded city on storage in memory, and the whole app on it without timers, queue triggers and rate limits: the small form of
/// what the measuring commands of TalentPass.Benchmarks use.
/// </summary>
internal sealed class SmallCity : IAsyncDisposable
{
    private readonly TestApp _app;

    private SmallCity(TestApp app, SeededCity city, InMemoryStorage storage)
    {
        (_app, City, Storage) = (app, city, storage);
        Client = new AppClient(app.Http.BaseAddress!);
        Operations = new CityOperations(Client, city, app.Services);
    }

    public SeededCity City { get; }

    public InMemoryStorage Storage { get; }

    public AppClient Client { get; }

    public CityOperations Operations { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>What the city's storage was asked so far.</summary>
    public StorageUsage Usage => Storage.Account(City.Account).Usage;

    /// <summary>A client without a token.</summary>
    public HttpClient Http => _app.Http;

    /// <summary>Seeds a city.</summary>
    public static async Task<SmallCity> StartAsync(InMemoryStorage storage, string account, CitySize size)
    {
        var settings = BackgroundFunctions.All.ToDictionary(name => $"AzureWebJobs:{name}:Disabled", _ => (string?)"true");
        settings["RateLimits:AccountPerMinute"] = settings["RateLimits:AddressPerMinute"] = "100000000";
        settings["Demo:Accounts"] = "false";
        var app = await TestApp.StartAsync(storage.Ports.Connection(account), services => services.AddSingleton<TimeProvider, MovedTime>(), settings);
        return new SmallCity(app, await new CitySeeder(app.Services).RunAsync(account, size), storage);
    }

    /// <summary>Waits for the writes that no answer waits for.</summary>
    public Task SettleAsync() => Services.GetRequiredService<LaterWrites>().SettleAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
