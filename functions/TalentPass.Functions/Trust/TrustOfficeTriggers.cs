using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Partners;
using TalentPass.Core.Validation;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Trust;

/// <summary>The body of a call that orders a new key.</summary>
/// <param name="Use">What the key signs: <c>minting</c> (the default) or <c>issuing</c>.</param>
public sealed record RotateKeysBody(string? Use = null);

/// <summary>The body of a call that withdraws a key.</summary>
/// <param name="Reason">The reason, 1–500 code points. It is written to the audit trail.</param>
public sealed record WithdrawKeyBody([property: StringLength(TextLimits.Reason, MinimumLength = 1)] string Reason);

/// <summary>The talent office's work on partner cities and keys.</summary>
public sealed class TrustOfficeTriggers(Pipeline<TrustOfficeTriggers> pipeline, ManagePartners partners, OrderKey order, WithdrawKey withdraw)
{
    /// <summary>Records a partner city: its keys, and which of our tiers and entitlements its own stand for.</summary>
    [Function("PutPartner")]
    [Operation("trust", "登记互认城市", "Record a partner city", Roles = Roles.Office, Body = typeof(PartnerInput), Answer = typeof(PartnerView),
        Personal = false, Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState])]
    public Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/partners/{cityCode}")] HttpRequest http, string cityCode, CancellationToken cancel) =>
        pipeline.RunAsync<PartnerInput, PartnerView>(http, call => partners.PutAsync(cityCode, call.Body, call.English, cancel), cancel);

    /// <summary>Ends the recognition of a partner city.</summary>
    [Function("RemovePartner")]
    [Operation("trust", "终止互认", "End the recognition of a partner city", Roles = Roles.Office, Answer = typeof(Nothing), Statuses = [204],
        Personal = false, Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Remove(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/partners/{cityCode}")] HttpRequest http, string cityCode, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => partners.RemoveAsync(cityCode, cancel), cancel);

    /// <summary>
    /// Orders a new key before the rotation does. The key signs once every verifier has had the time to fetch it.
    /// </summary>
    [Function("OrderKey")]
    [Operation("trust", "轮换密钥", "Order a new key", Roles = Roles.Office, Body = typeof(RotateKeysBody), Answer = typeof(OrderedKeyView), Statuses = [201],
        Idempotent = true, Personal = false, Refusals = [RefusalCodes.NotAllowedInState])]
    public Task<IResult> Rotate(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/keys/rotate")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<RotateKeysBody, OrderedKeyView>(http, call => order.RunAsync(call.Actor, call.Body.Use, call.Idempotent, cancel), cancel);

    /// <summary>
    /// Withdraws a key that others may know. Nothing it signed is valid any more, and another key signs at once.
    /// </summary>
    [Function("WithdrawKey")]
    [Operation("trust", "撤回密钥", "Withdraw a key", Roles = Roles.Office, Body = typeof(WithdrawKeyBody), Answer = typeof(WithdrawnKeyView),
        Idempotent = true, Personal = false, Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState, RefusalCodes.RootNotWithdrawable])]
    public Task<IResult> Withdraw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/keys/{kid}/withdraw")] HttpRequest http, string kid, CancellationToken cancel) =>
        pipeline.RunAsync<WithdrawKeyBody, WithdrawnKeyView>(
            http, call => withdraw.RunAsync(call.Actor, kid, call.Body.Reason, call.Idempotent, cancel), cancel);
}

[JsonSerializable(typeof(PartnerInput))]
[JsonSerializable(typeof(PartnerView))]
[JsonSerializable(typeof(RotateKeysBody))]
[JsonSerializable(typeof(OrderedKeyView))]
[JsonSerializable(typeof(WithdrawKeyBody))]
[JsonSerializable(typeof(WithdrawnKeyView))]
internal sealed partial class TrustOfficeWireJson : JsonSerializerContext;
