using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Health;

/// <summary>How the app is, for whoever starts, balances and watches it.</summary>
public sealed class HealthTriggers(Pipeline<HealthTriggers> pipeline, Readiness readiness)
{
    /// <summary>Answers as soon as the process can answer at all.</summary>
    [Function("HealthLive")]
    [Operation("health", "进程是否存活", "Whether the process answers", Anonymous = true, Answer = typeof(HealthView))]
    public Task<IResult> Live(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => Task.FromResult<Outcome<HealthView>>(new Outcome<HealthView>.Done(HealthView.Now("live"))), cancel);

    /// <summary>Answers 200 when storage can be reached and the keys are loaded, otherwise 503 with the reasons.</summary>
    [Function("HealthReady")]
    [Operation("health", "是否可以提供服务", "Whether the app can do its work", Anonymous = true, Answer = typeof(HealthView), Refusals = [RefusalCodes.NotReady])]
    public Task<IResult> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/ready")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => readiness.AskAsync(), cancel);
}

/// <summary>How the app is.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
/// <param name="Version">The package that answers, as it was named when it was built.</param>
public sealed record HealthView(string Status, string Version)
{
    private static readonly string _version =
        typeof(HealthView).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>A state of this very package.</summary>
    public static HealthView Now(string status) => new(status, _version);
}

[JsonSerializable(typeof(HealthView))]
internal sealed partial class HealthJson : JsonSerializerContext;
