using System.Globalization;
using TalentPass.Benchmarks.Operations;
using TalentPass.Benchmarks.Processes;
using TalentPass.Benchmarks.Seeding;
using TalentPass.LocalHost;

namespace TalentPass.Benchmarks.Growth;

/// <summary>A city of some size with an app of its own.</summary>
internal sealed class GrowthPlace : IAsyncDisposable
{
    private readonly AppClient _client;

    private GrowthPlace(SeededCity city, CitySize size, LocalFunctionsApp services, AppUnderTest app)
    {
        (City, Size, Services, App) = (city, size, services, app);
        _client = new AppClient(app.Address);
        Operations = new CityOperations(_client, city, services.Services).Growing;
    }

    public SeededCity City { get; }

    public CitySize Size { get; }

    /// <summary>The product's services in this process, on the same storage.</summary>
    public LocalFunctionsApp Services { get; }

    public AppUnderTest App { get; }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Seeds a city and starts the app on it.</summary>
    public static async Task<GrowthPlace> StartAsync(StorageProcess storage, CitySize size)
    {
        var account = string.Create(CultureInfo.InvariantCulture, $"growth{size.Requests}");
        var connection = storage.Ports.Connection(account);
        var services = await ProductServices.StartAsync(connection);
        var city = await new CitySeeder(services.Services).RunAsync(account, size);
        return new GrowthPlace(city, size, services, await AppUnderTest.StartAsync(connection, AppUnderTest.Quiet));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await App.DisposeAsync();
        await Services.DisposeAsync();
    }
}
