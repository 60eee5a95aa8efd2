using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Access;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Access;

/// <summary>Shows talents who has read their data (查看记录).</summary>
public sealed class AccessTriggers(Pipeline<AccessTriggers> pipeline, AccessLog access)
{
    /// <summary>
    /// Lists who read the caller's data, when and why: scans of the pass, desk searches that showed the caller's requests,
    /// and views of the caller's record.
    /// </summary>
    [Function("ListAccess")]
    [Operation("passes", "查看记录", "Who looked at what, when and why", Roles = Roles.Talent, Paged = true, Answer = typeof(Page<AccessView>))]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/passes/current/access-log")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => access.ListAsync(call.Actor, call.Page, call.English, cancel), cancel);
}

[JsonSerializable(typeof(Page<AccessView>))]
internal sealed partial class AccessWireJson : JsonSerializerContext;
