using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Talents;

/// <summary>The talent office's work on talents (人才): record, find, read, give and revoke statuses.</summary>
public sealed class TalentTriggers(
    Pipeline<TalentTriggers> pipeline, RegisterTalent register, ChangeStatuses statuses, ReadTalents read)
{
    /// <summary>Records a talent with documents, statuses and family.</summary>
    [Function("RegisterTalent")]
    [Operation("talents", "登记人才", "Record a talent", Roles = Roles.Office, Body = typeof(TalentRegistration), Answer = typeof(TalentReceipt),
        Statuses = [201], Idempotent = true, Refusals = [RefusalCodes.AlreadyRegistered])]
    public Task<IResult> Register(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/talents")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<TalentRegistration, TalentReceipt>(
            http, call => register.RunAsync(call.Actor, call.Body, call.Idempotent, cancel), cancel, receipt => $"/api/v1/talents/{receipt.TalentId}");

    /// <summary>
    /// Finds talents by document number, phone or name. Only exact matches are found, and the answers are masked.
    /// </summary>
    [Function("SearchTalents")]
    [Operation("talents", "查找人才", "Find talents", Weight = 5, Roles = Roles.Office, Paged = true, Answer = typeof(Page<TalentListItem>))]
    [Query("q", QueryKind.Text, Required = true, Zh = "证件号码、手机号或姓名", En = "A document number, a phone or a name")]
    public Task<IResult> Search(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/talents")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.SearchAsync(call.Actor, call.Query["q"]!, call.Page, call.English, cancel), cancel);

    /// <summary>Returns the whole record of a talent. The access log records who read it.</summary>
    [Function("GetTalent")]
    [Operation("talents", "人才详情", "A talent", Roles = Roles.Office, Answer = typeof(TalentView), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/talents/{talentId}")] HttpRequest http,
        string talentId,
        CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.GetAsync(call.Actor, talentId, call.English, cancel), cancel);

    /// <summary>Gives a status (人才认定).</summary>
    [Function("GiveStatus")]
    [Operation("talents", "认定人才", "Give a status", Roles = Roles.Office, Body = typeof(StatusInput), Answer = typeof(StatusView), Statuses = [201],
        Idempotent = true, Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> GiveStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/talents/{talentId}/statuses")] HttpRequest http,
        string talentId,
        CancellationToken cancel) =>
        pipeline.RunAsync<StatusInput, StatusView>(
            http, call => statuses.GiveAsync(call.Actor, talentId, call.Body, call.Idempotent, call.English, cancel), cancel);

    /// <summary>Revokes a status for good. Passes that depend on it end at once.</summary>
    [Function("RevokeStatus")]
    [Operation("talents", "撤销认定", "Revoke a status", Roles = Roles.Office, Body = typeof(RevokeStatusBody), Answer = typeof(StatusView),
        Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState])]
    public Task<IResult> RevokeStatus(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/talents/{talentId}/statuses/{statusId}/revoke")] HttpRequest http,
        string talentId,
        string statusId,
        CancellationToken cancel) =>
        pipeline.RunAsync<RevokeStatusBody, StatusView>(
            http, call => statuses.RevokeAsync(call.Actor, talentId, statusId, call.Body.Reason, call.English, cancel), cancel);
}

/// <summary>The body of a call that revokes a status.</summary>
/// <param name="Reason">The reason, 1–500 code points.</param>
public sealed record RevokeStatusBody([property: StringLength(TextLimits.Reason, MinimumLength = 1)] string Reason);

[JsonSerializable(typeof(TalentRegistration))]
[JsonSerializable(typeof(TalentReceipt))]
[JsonSerializable(typeof(Page<TalentListItem>))]
[JsonSerializable(typeof(TalentView))]
[JsonSerializable(typeof(StatusInput))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(RevokeStatusBody))]
internal sealed partial class TalentsWireJson : JsonSerializerContext;
