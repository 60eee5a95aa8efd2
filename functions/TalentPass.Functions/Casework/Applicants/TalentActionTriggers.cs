using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Scans;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Casework.Applicants;

/// <summary>The actions of a talent on a request that is already filed.</summary>
public sealed class TalentActionTriggers(Pipeline<TalentActionTriggers> pipeline, ActAsTalent act, ReadWanted wanted)
{
    private const string Route = "api/v1/requests/{number}";

    /// <summary>Withdraws the request (撤回) before it is accepted.</summary>
    [Function("WithdrawRequest")]
    [Operation("requests", "撤回办件", "Withdraw a request", Roles = Roles.Talent, MayMatch = true, Body = typeof(WithdrawRequest), Answer = typeof(RequestView),
        Idempotent = true, Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState, RefusalCodes.ChangedMeanwhile])]
    public Task<IResult> Withdraw(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = $"{Route}/withdraw")] HttpRequest http, string number, CancellationToken cancel) =>
        pipeline.RunAsync<WithdrawRequest, RequestView>(
            http, call => act.RunOnceAsync(call.Actor, number, call.Body, call.OptionalPrecondition, call.Idempotent, call.English, cancel), cancel);

    /// <summary>
    /// Supplies the papers or answers that are missing (补正). A talent supplies them for an own request; hall staff take them at the
    /// counter for the person whom they have just scanned.
    /// </summary>
    [Function("SupplementRequest")]
    [Operation("requests", "补正材料", "Supply what is missing", Roles = Roles.Talent | Roles.Hall, MayMatch = true, Body = typeof(SupplementBody), Answer = typeof(RequestView),
        Idempotent = true, Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState, RefusalCodes.ChangedMeanwhile, RefusalCodes.NotRecognised, RefusalCodes.NotShared])]
    public Task<IResult> Supplement(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = $"{Route}/supplement")] HttpRequest http, string number, CancellationToken cancel) =>
        pipeline.RunAsync<SupplementBody, RequestView>(
            http, call => act.SupplyAsync(call.Actor, number, call.Body, call.OptionalPrecondition, call.Idempotent, call.English, cancel), cancel);

    /// <summary>Returns, for the person whom hall staff have just scanned, what a request still wants (补正). The person can read who looked.</summary>
    [Function("GetWanted")]
    [Operation("requests", "窗口查看待补内容", "What a request wants, at a counter", Roles = Roles.Hall, Answer = typeof(WantedView),
        Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState, RefusalCodes.NotRecognised])]
    [Query("scanId", QueryKind.Text, Required = true, Zh = "三十分钟内的核验记录", En = "The scan of the last 30 minutes of the person")]
    public Task<IResult> Wanted(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = $"{Route}/wanted")] HttpRequest http, string number, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => wanted.RunAsync(call.Actor, number, new OnBehalfOf(call.Query["scanId"]!), call.English, cancel), cancel);

    /// <summary>
    /// Returns, for the guest whom hall staff have just scanned, what a request still wants (补正). A partner city's code carries no name,
    /// so the officer reads the person from the identity document. A guest without a phone is told this way, and the time counts from here.
    /// </summary>
    [Function("ShowWanted")]
    [Operation("requests", "窗口向外市人才告知待补内容", "What a request wants, for a guest at a counter", Roles = Roles.Hall, Body = typeof(OnBehalfOf), Answer = typeof(WantedView),
        Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState, RefusalCodes.NotRecognised, RefusalCodes.NotShared, RefusalCodes.NotReady])]
    public Task<IResult> ShowWanted(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = $"{Route}/wanted")] HttpRequest http, string number, CancellationToken cancel) =>
        pipeline.RunAsync<OnBehalfOf, WantedView>(http, call => wanted.RunAsync(call.Actor, number, call.Body, call.English, cancel), cancel);

    /// <summary>Reminds the desk to act (催办), at most once a day.</summary>
    [Function("UrgeRequest")]
    [Operation("requests", "催办", "Urge the desk; once a day", Roles = Roles.Talent, MayMatch = true, Body = typeof(UrgeRequest), Answer = typeof(RequestView),
        Idempotent = true, Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState, RefusalCodes.CaseFull, RefusalCodes.ChangedMeanwhile, RefusalCodes.UrgedAlready])]
    public Task<IResult> Urge(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = $"{Route}/urge")] HttpRequest http, string number, CancellationToken cancel) =>
        pipeline.RunAsync<UrgeRequest, RequestView>(
            http, call => act.RunOnceAsync(call.Actor, number, call.Body, call.OptionalPrecondition, call.Idempotent, call.English, cancel), cancel);

    /// <summary>Rates the service (好差评).</summary>
    [Function("RateRequest")]
    [Operation("requests", "好差评", "Rate the service", Roles = Roles.Talent, MayMatch = true, Body = typeof(RateRequest), Answer = typeof(RequestView),
        Idempotent = true, Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState, RefusalCodes.ChangedMeanwhile])]
    public Task<IResult> Rate(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = $"{Route}/rating")] HttpRequest http, string number, CancellationToken cancel) =>
        pipeline.RunAsync<RateRequest, RequestView>(
            http, call => act.RunOnceAsync(call.Actor, number, call.Body, call.OptionalPrecondition, call.Idempotent, call.English, cancel), cancel);

    /// <summary>Appeals (申诉): opens a new request that is linked to this one.</summary>
    [Function("AppealRequest")]
    [Operation("requests", "申诉", "Appeal: open a linked request", Roles = Roles.Talent, MayMatch = true, Body = typeof(AppealRequest), Answer = typeof(RequestView),
        Statuses = [201], Idempotent = true, Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState, RefusalCodes.ChangedMeanwhile])]
    public Task<IResult> Appeal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = $"{Route}/appeal")] HttpRequest http, string number, CancellationToken cancel) =>
        pipeline.RunAsync<AppealRequest, RequestView>(
            http, call => act.RunOnceAsync(call.Actor, number, call.Body, call.OptionalPrecondition, call.Idempotent, call.English, cancel), cancel, view => $"/api/v1/requests/{view.Number}");
}

[JsonSerializable(typeof(WithdrawRequest))]
[JsonSerializable(typeof(SupplementBody))]
[JsonSerializable(typeof(OnBehalfOf))]
[JsonSerializable(typeof(WantedView))]
[JsonSerializable(typeof(UrgeRequest))]
[JsonSerializable(typeof(RateRequest))]
[JsonSerializable(typeof(AppealRequest))]
internal sealed partial class TalentActionsWireJson : JsonSerializerContext;
