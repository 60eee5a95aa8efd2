using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentPass.Benchmarks.Processes;
using TalentPass.Functions;
using TalentPass.Functions.Health;
using TalentPass.LocalHost;

namespace TalentPass.Benchmarks.Seeding;

/// <summary>The product's services in this process, without triggers other than the health answers.</summary>
internal static class ProductServices
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(60);

    /// <summary>Starts the services on an account and waits until they are ready. Their clock is <see cref="MovedTime"/>.</summary>
    public static async Task<LocalFunctionsApp> StartAsync(string connection)
    {
        var builder = LocalApplication.CreateBuilder(["--environment", "Development", "--hostBuilder:reloadConfigOnChange", "false"]);
        builder.Options.FunctionTypes = [typeof(HealthTriggers)];
        builder.Options.Url = new Uri("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = connection,
            ["TalentPassStorage"] = connection,
            ["Storage:CreateMissing"] = "true",
            ["KeyRing:Key"] = AppUnderTest.MasterKey,
            ["Seeds:Path"] = Path.Combine(AppContext.BaseDirectory, "seeds"),
        });
        builder.Services.AddSingleton<TimeProvider, MovedTime>();
        builder.AddTalentPass();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        await app.StartAsync(CancellationToken.None);
        await ReadyAsync(new Uri(app.Urls.First(), "/health/ready"));
        return app;
    }

    private static async Task ReadyAsync(Uri address)
    {
        using var http = new HttpClient();
        using var deadline = new CancellationTokenSource(_startLimit);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            using var answer = await http.GetAsync(address, deadline.Token);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await tick.WaitForNextTickAsync(deadline.Token);
        }
    }
}
