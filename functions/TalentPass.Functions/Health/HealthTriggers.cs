using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Health;

/// <summary>Health endpoints for deployments, load balancers and monitoring.</summary>
public sealed class HealthTriggers(Pipeline<HealthTriggers> pipeline, Readiness readiness)
{
    /// <summary>Answers 200 as soon as the process can answer requests.</summary>
    [Function("HealthLive")]
    [Operation("health", "进程是否存活", "Whether the process answers", Anonymous = true, Probe = true, NeedsNoStorage = true, Answer = typeof(HealthView))]
    public Task<IResult> Live(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => Task.FromResult<Outcome<HealthView>>(new Outcome<HealthView>.Done(HealthView.Now("live"))), cancel);

    /// <summary>
    /// Answers 200 when the start steps are done, all tables, queues and containers are reachable, and the keys are loaded.
    /// Otherwise answers 503 with the reasons.
    /// </summary>
    [Function("HealthReady")]
    [Operation("health", "是否可以提供服务", "Whether the app can do its work", Anonymous = true, Probe = true, NeedsNoStorage = true, Answer = typeof(HealthView), Refusals = [RefusalCodes.NotReady])]
    public Task<IResult> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/ready")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => readiness.AskAsync(), cancel);
}

/// <summary>The state of the app.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
/// <param name="Version">The version of the package that answers, set when it was built.</param>
public sealed record HealthView(string Status, string Version)
{
    /// <summary>
    /// What an operator should look at although the app works: <c>untrusted:</c> and a kind of rows, when a row of this kind was
    /// refused within the last hour. Absent when there is nothing.
    /// </summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    private static readonly string _version =
        typeof(HealthView).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>Makes the answer for a state of the running package.</summary>
    public static HealthView Now(string status) => new(status, _version);
}

[JsonSerializable(typeof(HealthView))]
internal sealed partial class HealthJson : JsonSerializerContext;
