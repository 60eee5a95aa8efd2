using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Health;

/// <summary>Whether the app runs.</summary>
public sealed class HealthTriggers(Pipeline<HealthTriggers> pipeline)
{
    /// <summary>Answers as soon as the process can answer at all.</summary>
    [Function("HealthLive")]
    [Operation("health", "进程是否存活", "Whether the process answers", Anonymous = true, Personal = false, Answer = typeof(HealthView))]
    public Task<IResult> Live(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => Task.FromResult<Outcome<HealthView>>(new Outcome<HealthView>.Done(new("live"))), cancel);
}

/// <summary>How the app is.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
public sealed record HealthView(string Status);

[JsonSerializable(typeof(HealthView))]
internal sealed partial class HealthJson : JsonSerializerContext;
