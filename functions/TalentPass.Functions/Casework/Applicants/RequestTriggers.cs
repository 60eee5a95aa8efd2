using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Requests.Views;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Casework.Applicants;

/// <summary>A talent's requests (办件): prefill, file, list, read.</summary>
public sealed class RequestTriggers(Pipeline<RequestTriggers> pipeline, SubmitRequest submit, ReadRequests read, PrefillAnswers prefill)
{
    /// <summary>Returns the answers to a service's form that the city already has. The talent confirms them (数据共享).</summary>
    [Function("PrefillAnswers")]
    [Operation("requests", "预填信息", "Known answers to a form", Roles = Roles.Talent, Answer = typeof(PrefillView), Refusals = [RefusalCodes.NotFound, RefusalCodes.NotRecognised])]
    public Task<IResult> Prefill(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/services/{service}/prefill")] HttpRequest http, string service, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => prefill.RunAsync(call.Actor, service, call.English, cancel), cancel);

    /// <summary>
    /// Files a request. A talent files for himself or herself; hall staff file for the talent whose pass they have just
    /// scanned. The request goes to the desk of the responsible department. A condition of the service that is known not to be met
    /// is refused; what is not known is for the department to check. At most 100 requests of a person may be open at a time.
    /// </summary>
    [Function("SubmitRequest")]
    [Operation("requests", "提交办件", "File a request", Roles = Roles.Talent | Roles.Hall, Body = typeof(RequestSubmission), Answer = typeof(RequestReceipt),
        Statuses = [201], Idempotent = true, Refusals = [RefusalCodes.NotRecognised, RefusalCodes.NotShared, RefusalCodes.NotEntitled, RefusalCodes.AlreadyFiled, RefusalCodes.TooManyOpen])]
    public Task<IResult> Submit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/requests")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<RequestSubmission, RequestReceipt>(
            http, call => submit.RunAsync(call.Actor, call.Body, call.Idempotent, call.English, cancel), cancel, receipt => $"/api/v1/requests/{receipt.Number}");

    /// <summary>Lists the caller's requests, newest first.</summary>
    [Function("ListRequests")]
    [Operation("requests", "我的办件", "The caller's requests", Roles = Roles.Talent, Paged = true, Answer = typeof(Page<RequestListItem>))]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/requests")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.ListAsync(call.Actor, call.Page, call.English, cancel), cancel);

    /// <summary>Returns one request with its history.</summary>
    [Function("GetRequest")]
    [Operation("requests", "办件详情", "A request with its timeline", Roles = Roles.Talent, Answer = typeof(RequestView), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/requests/{number}")] HttpRequest http, string number, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.FindAsync(call.Actor, number, call.English, cancel), cancel);
}

[JsonSerializable(typeof(PrefillView))]
[JsonSerializable(typeof(RequestSubmission))]
[JsonSerializable(typeof(RequestReceipt))]
[JsonSerializable(typeof(Page<RequestListItem>))]
[JsonSerializable(typeof(RequestView))]
internal sealed partial class RequestsWireJson : JsonSerializerContext;
