using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Requests.Views;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Casework.Desks;

/// <summary>The desk of a department (部门工作台): list, counts, one case, actions.</summary>
public sealed class DeskTriggers(Pipeline<DeskTriggers> pipeline, ReadDesk read, ActAtDesk act)
{
    /// <summary>
    /// Lists the open requests, ordered by the binding date, then by tier. With filters a page may be shorter than the limit, or
    /// empty, although later pages are not.
    /// </summary>
    [Function("ListDesk")]
    [Operation("desks", "待办列表", "The open requests of a desk", Roles = Roles.Desk | Roles.Supervisor, Paged = true, Answer = typeof(Page<DeskItem>),
        Refusals = [RefusalCodes.NotFound])]
    [Query("state", QueryKind.Choice,
        Choices = ["submitted", "supplement_wanted", "accepted", "accepted_tolerant", "in_review", "approved", "refused"], Zh = "只看某一状态", En = "Only this state")]
    [Query("assignee", QueryKind.Choice, Choices = ["me", "none"], Zh = "我认领的或未认领的", En = "Claimed by me, or by nobody")]
    [Query("service", QueryKind.Text, Zh = "只看某一服务事项", En = "Only this service")]
    [Query("light", QueryKind.Choice, Choices = ["green", "yellow", "red"], Zh = "只看某一灯色", En = "Only this light")]
    [Query("urged", QueryKind.Choice, Choices = ["true"], Zh = "只看被催办、尚未答复的", En = "Only those with an urging that waits for an answer")]
    [Query("slip", QueryKind.Choice, Choices = ["any", "blue", "orange", "red"], Zh = "只看有督办单的", En = "Only those with a slip of supervision")]
    [Query("area", QueryKind.Text, Zh = "只看某一服务区域", En = "Only this service area")]
    [Query("sort", QueryKind.Choice, Choices = ["due"], Zh = "按期限排序", En = "By due date, the only order")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/desks/{department}/requests")] HttpRequest http, string department, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.ListAsync(call.Actor, department, FilterOf(call.Query), call.Page, call.English, cancel), cancel);

    /// <summary>
    /// Counts the requests on the desk. The <c>ETag</c> changes with each change that is counted: whoever asks with
    /// <c>If-None-Match</c> learns from a 304 that the list has not changed either.
    /// </summary>
    [Function("CountDesk")]
    [Operation("desks", "待办统计", "How much lies on a desk", Roles = Roles.Desk | Roles.Supervisor, Answer = typeof(DeskCounts), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Count(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/desks/{department}/counts")] HttpRequest http, string department, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.CountAsync(call.Actor, department, cancel), cancel);

    /// <summary>Returns a case of the department with its answers and history.</summary>
    [Function("GetDeskRequest")]
    [Operation("desks", "办件详情（经办）", "A case of the department", Roles = Roles.Desk | Roles.Supervisor, Answer = typeof(RequestView), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/desks/{department}/requests/{number}")] HttpRequest http,
        string department, string number, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.FindAsync(call.Actor, department, number, call.English, cancel), cancel);

    /// <summary>
    /// Takes one action on a case. <c>{verb}</c> is one of <c>RequestMachine.DeskActions</c>: claim, release, assign,
    /// transfer, transfer-out, answer-urge, note, accept, accept-tolerant, request-supplement, not-accept, pause, resume,
    /// extend, check, approve, refuse, confirm, decline, deliver. Another verb is <c>not_found</c>.
    /// </summary>
    [Function("ActAtDesk")]
    [Operation("desks", "办理", "Act on a case", Roles = Roles.Desk | Roles.Supervisor, Body = typeof(DeskActionBody), Answer = typeof(RequestChange), IfMatch = true,
        Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState, RefusalCodes.PointsUnchecked, RefusalCodes.OwnDecision, RefusalCodes.SecondPersonNeeded, RefusalCodes.CaseFull, RefusalCodes.ChangedMeanwhile])]
    public Task<IResult> Act(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/desks/{department}/requests/{number}/{verb}")] HttpRequest http,
        string department, string number, string verb, CancellationToken cancel) =>
        pipeline.RunAsync<DeskActionBody, RequestChange>(
            http, call => act.RunAsync(call.Actor, department, number, verb, call.Body, call.Precondition, cancel), cancel);

    private static DeskFilter FilterOf(QueryValues query) =>
        new(query["state"], query["assignee"], query["service"], query["light"], query["urged"] is not null, query["slip"], query["area"]);
}

[JsonSerializable(typeof(Page<DeskItem>))]
[JsonSerializable(typeof(DeskCounts))]
[JsonSerializable(typeof(DeskActionBody))]
[JsonSerializable(typeof(RequestChange))]
internal sealed partial class DesksWireJson : JsonSerializerContext;
