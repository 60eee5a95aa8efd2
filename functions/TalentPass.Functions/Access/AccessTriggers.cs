using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Access;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Access;

/// <summary>Who looked at a talent (查看记录).</summary>
/// <remarks>
/// The compiler tells <see cref="Pipeline{TTriggers}"/> the name of the method that calls it, here <c>List</c>, as an argument
/// nobody writes. By that name it finds the <c>[Operation]</c> above the method: who may call, what comes and what goes out.
/// </remarks>
public sealed class AccessTriggers(Pipeline<AccessTriggers> pipeline, AccessLog access)
{
    /// <summary>Who looked at the caller, when and why: scans of the pass, searches at a desk that showed the caller's requests, readings of the record.</summary>
    [Function("ListAccess")]
    [Operation("passes", "查看记录", "Who looked at what, when and why", Roles = Roles.Talent, Paged = true, Answer = typeof(Page<AccessView>))]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/passes/current/access-log")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => access.ListAsync(call.Actor, call.Page, call.English, cancel), cancel);
}

[JsonSerializable(typeof(Page<AccessView>))]
internal sealed partial class AccessWireJson : JsonSerializerContext;
