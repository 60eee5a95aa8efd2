using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Desks;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Desks;

/// <summary>What a department does with more than one request at a time.</summary>
public sealed class DeskToolTriggers(Pipeline<DeskToolTriggers> pipeline, ActOnMany many)
{
    /// <summary>One action on up to 50 cases, each as it is now; one refusal stops none of the others.</summary>
    [Function("ActOnMany")]
    [Operation("desks", "批量办理", "One action on many cases", Roles = Roles.Desk | Roles.Supervisor, Body = typeof(BulkAction), Answer = typeof(BulkResult))]
    public Task<IResult> Bulk(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/desks/{department}/bulk")] HttpRequest http, string department, CancellationToken cancel) =>
        pipeline.RunAsync<BulkAction, BulkResult>(http, call => many.RunAsync(call.Actor, department, call.Body, cancel), cancel);
}

[JsonSerializable(typeof(BulkAction))]
[JsonSerializable(typeof(BulkResult))]
internal sealed partial class DeskToolsWireJson : JsonSerializerContext;
