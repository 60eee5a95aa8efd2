using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Storage;

/// <summary>
/// A step that must be done before the app is ready. Steps run one after another, in the order they were added.
/// </summary>
public delegate Task StartStep(CancellationToken cancel);

/// <summary>
/// Runs the start steps. The local host starts its triggers after them. In Azure calls may arrive earlier, so the app is
/// not ready until all steps are done.
/// </summary>
internal sealed class StartSteps(IEnumerable<StartStep> steps) : IHostedService
{
    private volatile bool _done;

    /// <summary>Returns the reason <c>starting</c> until all steps are done, for <c>/health/ready</c>.</summary>
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

    /// <summary>
    /// Creates missing tables, queues and containers when <c>Storage:CreateMissing</c> is set. In Azure the deployment
    /// creates them.
    /// </summary>
    internal static StartStep PrepareStorage(IServiceProvider services) => cancel =>
        services.GetRequiredService<IConfiguration>().GetValue<bool>("Storage:CreateMissing")
            ? StorageLayout.CreateAsync(services.GetRequiredService<StorageClients>(), cancel)
            : Task.CompletedTask;
}
