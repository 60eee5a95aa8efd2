using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Passes;

/// <summary>The body of <c>POST /passes</c>. It has no members yet.</summary>
public sealed record IssuePassBody;

/// <summary>The body of a call that revokes a pass.</summary>
/// <param name="Reason">The reason, 1–500 UTF-16 code units.</param>
public sealed record RevokePassBody(string Reason);

/// <summary>The body of a call that allows a new pass.</summary>
/// <param name="Reason">Why, 1–500 UTF-16 code units.</param>
public sealed record AllowNewPassBody(string Reason);

/// <summary>The body of a call that binds a phone's key.</summary>
/// <param name="PublicKey">The public key: a P-256 point, compressed (33 bytes) or not (65 bytes), in base64url.</param>
/// <param name="InHardware">Whether the phone keeps the private key in a secure element. Credentials then live 7 days,
/// otherwise 24 hours.</param>
public sealed record BindDeviceKeyBody([property: StringLength(88, MinimumLength = 44)] string PublicKey, bool InHardware = false);

/// <summary>The pass (人才码): issue, read, bind a phone, freeze, unfreeze; and its revocation by the talent office.</summary>
public sealed class PassTriggers(Pipeline<PassTriggers> pipeline, IssuePass issue, ReadPass read, ChangePass change, BindDeviceKey bind)
{
    /// <summary>Issues the caller's pass. A second call returns the same pass.</summary>
    [Function("IssuePass")]
    [Operation("passes", "领取人才码", "Issue the caller's pass", Roles = Roles.Talent, Body = typeof(IssuePassBody), Answer = typeof(PassView),
        Statuses = [201, 200], Idempotent = true, Refusals = [RefusalCodes.NotRecognised, RefusalCodes.StatusExpired, RefusalCodes.PassRevoked])]
    public Task<IResult> Issue(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/passes")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<IssuePassBody, PassView>(
            http, call => issue.RunAsync(call.Actor, call.Idempotent, call.English, cancel), cancel, _ => "/api/v1/passes/current");

    /// <summary>Returns the caller's pass.</summary>
    [Function("GetPass")]
    [Operation("passes", "我的人才码", "The caller's pass", Roles = Roles.Talent, Answer = typeof(PassView), Refusals = [RefusalCodes.NoPass])]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/passes/current")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.CurrentAsync(call.Actor, call.English, cancel), cancel);

    /// <summary>Binds the phone's key, which signs codes while the phone is offline. A new key replaces the old one.</summary>
    [Function("BindDeviceKey")]
    [Operation("passes", "绑定手机密钥", "Bind the phone's key", Roles = Roles.Talent, Body = typeof(BindDeviceKeyBody), Answer = typeof(DeviceCredentialView),
        Statuses = [201], Idempotent = true, Refusals = [RefusalCodes.NoPass, RefusalCodes.NotAllowedInState, RefusalCodes.StatusExpired, RefusalCodes.NotRecognised])]
    public Task<IResult> BindKey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/passes/current/device-keys")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<BindDeviceKeyBody, DeviceCredentialView>(
            http, call => bind.RunAsync(call.Actor, call.Body.PublicKey, call.Body.InHardware, call.Idempotent, cancel), cancel);

    /// <summary>Freezes the caller's pass. From then on a scan shows that the pass is frozen.</summary>
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

    /// <summary>Allows the talent to get a new pass after this one was revoked. Without it, issuing one is refused.</summary>
    [Function("AllowNewPass")]
    [Operation("passes", "准予重领人才码", "Allow a new pass after a revoked one", Roles = Roles.Office, Body = typeof(AllowNewPassBody), Answer = typeof(PassView),
        Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState])]
    public Task<IResult> AllowNew(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/passes/{passId}/allow-new")] HttpRequest http, string passId, CancellationToken cancel) =>
        pipeline.RunAsync<AllowNewPassBody, PassView>(
            http, call => change.AllowNewAsync(call.Actor, passId, call.Body.Reason, call.English, cancel), cancel);
}

[JsonSerializable(typeof(IssuePassBody))]
[JsonSerializable(typeof(RevokePassBody))]
[JsonSerializable(typeof(AllowNewPassBody))]
[JsonSerializable(typeof(BindDeviceKeyBody))]
[JsonSerializable(typeof(DeviceCredentialView))]
[JsonSerializable(typeof(PassView))]
[JsonSerializable(typeof(CodeView))]
internal sealed partial class PassesWireJson : JsonSerializerContext;
