using System.Reflection;
using Azure.Storage.Queues;

namespace TalentPass.LocalHost;

/// <summary>What the local host runs and where.</summary>
public sealed class LocalHostOptions
{
    /// <summary>The types whose functions run; null means all types of the entry assembly.</summary>
    public IReadOnlyList<Type>? FunctionTypes { get; set; }

    /// <summary>The app's <c>host.json</c>. Settings <c>AzureFunctionsJobHost__…</c> override its values, as in Azure.</summary>
    public string HostJson { get; set; } = Path.Combine(AppContext.BaseDirectory, "host.json");

    /// <summary>Where HTTP functions listen. Port 0, with an address in place of a name, is any free port.</summary>
    public Uri Url { get; set; } = new("http://localhost:7071");

    /// <summary>Where runs of monitored timers are remembered over restarts; null forgets them.</summary>
    public string? TimerFolder { get; set; }

    /// <summary>Last word on the clients that queue triggers use, for instance a pipeline policy.</summary>
    public Action<QueueClientOptions>? ConfigureQueues { get; set; }

    /// <summary>At a stop: how long work in flight may go on before its cancellation token fires. Default 20 s.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>At a stop: how long work in flight is waited for at all. Default 30 s.</summary>
    public TimeSpan DrainLimit { get; set; } = TimeSpan.FromSeconds(30);

    internal IReadOnlyList<Type> ResolveTypes() => FunctionTypes ?? Assembly.GetEntryAssembly()!.GetTypes();
}
