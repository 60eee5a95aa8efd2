using System.Reflection;
using Azure.Storage.Queues;

namespace TalentPass.LocalHost;

/// <summary>The options of the local host.</summary>
public sealed class LocalHostOptions
{
    /// <summary>The types whose functions are run; null means all types of the entry assembly.</summary>
    public IReadOnlyList<Type>? FunctionTypes { get; set; }

    /// <summary>
    /// The path of the app's <c>host.json</c>. Settings <c>AzureFunctionsJobHost__…</c> override its values, as in Azure.
    /// </summary>
    public string HostJson { get; set; } = Path.Combine(AppContext.BaseDirectory, "host.json");

    /// <summary>
    /// The address HTTP functions listen on. Port 0 takes any free port; it needs an IP address instead of a name.
    /// </summary>
    public Uri Url { get; set; } = new("http://localhost:7071");

    /// <summary>The folder that keeps the last runs of monitored timers over restarts; null keeps nothing.</summary>
    public string? TimerFolder { get; set; }

    /// <summary>
    /// Changes the options of the queue clients of triggers, for example to add a pipeline policy. Called last.
    /// </summary>
    public Action<QueueClientOptions>? ConfigureQueues { get; set; }

    /// <summary>How long running work may go on after a stop before its cancellation token fires. Default 20 s.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a stop waits for running work in all. Default 30 s.</summary>
    public TimeSpan DrainLimit { get; set; } = TimeSpan.FromSeconds(30);

    internal IReadOnlyList<Type> ResolveTypes() => FunctionTypes ?? Assembly.GetEntryAssembly()!.GetTypes();
}
