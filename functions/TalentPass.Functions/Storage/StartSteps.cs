using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Storage;

/// <summary>Something that has to be done before the app is ready. Steps run in the order they were added.</summary>
public delegate Task StartStep(CancellationToken cancel);

/// <summary>
/// Runs the start steps. The local host starts its triggers when they are done; in Azure calls may arrive before, so the app
/// is not ready until then.
/// </summary>
internal sealed class StartSteps(IEnumerable<StartStep> steps) : IHostedService
{
    private volatile bool _done;

    /// <summary>Whether they are done, for <c>/health/ready</c>.</summary>
    public Task<IReadOnlyList<string>> ProbeAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>(_done ? [] : ["starting"]);

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            await step(cancellationToken);
        }

        _done = true;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Registers start steps.</summary>
public static class StartStepRegistration
{
    /// <summary>Adds a step.</summary>
    public static IServiceCollection AddStartStep(this IServiceCollection services, Func<IServiceProvider, StartStep> step) =>
        services.AddSingleton(step);

    /// <summary>Creates missing tables, queues and containers where <c>Storage:CreateMissing</c> is set: deployment does it in Azure.</summary>
    internal static StartStep PrepareStorage(IServiceProvider services) => cancel =>
        services.GetRequiredService<IConfiguration>().GetValue<bool>("Storage:CreateMissing")
            ? StorageLayout.CreateAsync(services.GetRequiredService<StorageClients>(), cancel)
            : Task.CompletedTask;
}
