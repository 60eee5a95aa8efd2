using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Passes;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Passes;

/// <summary>The body of <c>POST /passes</c>: nothing yet.</summary>
public sealed record IssuePassBody;

/// <summary>The body of a revocation.</summary>
/// <param name="Reason">Why, 1–500 characters.</param>
public sealed record RevokePassBody(string Reason);

/// <summary>What a talent does with the pass (人才码).</summary>
public sealed class PassTriggers(Pipeline<PassTriggers> pipeline, IssuePass issue, ReadPass read, ChangePass change)
{
    /// <summary>Issues the caller's pass; a second call finds the same.</summary>
    [Function("IssuePass")]
    [Operation("passes", "领取人才码", "Issue the caller's pass", Roles = Roles.Talent, Body = typeof(IssuePassBody), Answer = typeof(PassView),
        Statuses = [201, 200], Idempotent = true, Refusals = [RefusalCodes.NotRecognised, RefusalCodes.StatusExpired])]
    public Task<IResult> Issue(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/passes")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<IssuePassBody, PassView>(
            http, call => issue.RunAsync(call.Actor, call.Idempotent, call.English, cancel), cancel, _ => "/api/v1/passes/current");

    /// <summary>The caller's pass.</summary>
    [Function("GetPass")]
    [Operation("passes", "我的人才码", "The caller's pass", Roles = Roles.Talent, Answer = typeof(PassView), Refusals = [RefusalCodes.NoPass])]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/passes/current")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.CurrentAsync(call.Actor, call.English, cancel), cancel);

    /// <summary>Freezes the caller's pass: scans say so from now on.</summary>
    [Function("FreezePass")]
    [Operation("passes", "冻结人才码", "Freeze the caller's pass", Roles = Roles.Talent, Answer = typeof(PassView),
        Refusals = [RefusalCodes.NoPass, RefusalCodes.NotAllowedInState])]
    public Task<IResult> Freeze(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/passes/current/freeze")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => change.FreezeAsync(call.Actor, call.English, cancel), cancel);

    /// <summary>Unfreezes the caller's pass.</summary>
    [Function("UnfreezePass")]
    [Operation("passes", "解冻人才码", "Unfreeze the caller's pass", Roles = Roles.Talent, Answer = typeof(PassView),
        Refusals = [RefusalCodes.NoPass, RefusalCodes.NotAllowedInState])]
    public Task<IResult> Unfreeze(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/passes/current/unfreeze")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => change.UnfreezeAsync(call.Actor, call.English, cancel), cancel);

    /// <summary>Revokes a pass for good.</summary>
    [Function("RevokePass")]
    [Operation("passes", "注销人才码", "Revoke a pass for good", Roles = Roles.Office, Body = typeof(RevokePassBody), Answer = typeof(PassView),
        Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState])]
    public Task<IResult> Revoke(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/passes/{passId}/revoke")] HttpRequest http, string passId, CancellationToken cancel) =>
        pipeline.RunAsync<RevokePassBody, PassView>(
            http, call => change.RevokeAsync(call.Actor, passId, call.Body.Reason, call.English, cancel), cancel);
}

[JsonSerializable(typeof(IssuePassBody))]
[JsonSerializable(typeof(RevokePassBody))]
[JsonSerializable(typeof(PassView))]
[JsonSerializable(typeof(CodeView))]
internal sealed partial class PassesWireJson : JsonSerializerContext;
