using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Drafts;
using TalentPass.Core.Requests.Views;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Drafts;

/// <summary>A talent's drafts (草稿): save, list, delete, file.</summary>
public sealed class DraftTriggers(Pipeline<DraftTriggers> pipeline, WorkOnDrafts drafts, SubmitDraft submit)
{
    /// <summary>Saves a draft under an id that the client chooses: at most 64 characters of <c>[0-9a-z_-]</c>.</summary>
    [Function("SaveDraft")]
    [Operation("drafts", "保存草稿", "Save a draft", Roles = Roles.Talent, Body = typeof(DraftContent), Answer = typeof(DraftView),
        Refusals = [RefusalCodes.NotFound, RefusalCodes.NotRecognised, RefusalCodes.TooManyDrafts])]
    public Task<IResult> Save(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/drafts/{draftId}")] HttpRequest http, string draftId, CancellationToken cancel) =>
        pipeline.RunAsync<DraftContent, DraftView>(http, call => drafts.SaveAsync(call.Actor, draftId, call.Body, call.English, cancel), cancel);

    /// <summary>Returns one of the caller's drafts, whole.</summary>
    [Function("GetDraft")]
    [Operation("drafts", "草稿内容", "A draft", Roles = Roles.Talent, Answer = typeof(DraftView), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/drafts/{draftId}")] HttpRequest http, string draftId, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => drafts.GetAsync(call.Actor, draftId, call.English, cancel), cancel);

    /// <summary>
    /// Lists the caller's drafts. Answers and papers of a draft larger than 4 kB are left out; <c>GET /drafts/{draftId}</c> has
    /// them.
    /// </summary>
    [Function("ListDrafts")]
    [Operation("drafts", "我的草稿", "The caller's drafts", Roles = Roles.Talent, Paged = true, Answer = typeof(Page<DraftView>))]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/drafts")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => drafts.ListAsync(call.Actor, call.Page, call.English, cancel), cancel);

    /// <summary>Deletes a draft. Papers that only this draft named are deleted about a day later.</summary>
    [Function("RemoveDraft")]
    [Operation("drafts", "删除草稿", "Throw a draft away", Roles = Roles.Talent, Answer = typeof(Nothing), Statuses = [204], Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Remove(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/drafts/{draftId}")] HttpRequest http, string draftId, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => drafts.RemoveAsync(call.Actor, draftId, cancel), cancel);

    /// <summary>Files a draft as a request.</summary>
    [Function("SubmitDraft")]
    [Operation("drafts", "提交草稿", "File a draft", Roles = Roles.Talent, Answer = typeof(RequestReceipt), Statuses = [201], Idempotent = true,
        Refusals = [RefusalCodes.NotFound, RefusalCodes.NotRecognised, RefusalCodes.NotEntitled, RefusalCodes.AlreadyFiled, RefusalCodes.TooManyOpen])]
    [Query("confirmRepeat", QueryKind.Choice, Choices = ["true"], Zh = "同一事项已有办件，仍要提交", En = "File although the same was filed before")]
    public Task<IResult> Submit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/drafts/{draftId}/submit")] HttpRequest http, string draftId, CancellationToken cancel) =>
        pipeline.RunAsync(
            http, call => submit.RunAsync(call.Actor, draftId, call.Query["confirmRepeat"] is not null, call.Idempotent, call.English, cancel), cancel, receipt => $"/api/v1/requests/{receipt.Number}");
}

[JsonSerializable(typeof(DraftContent))]
[JsonSerializable(typeof(Page<DraftView>))]
internal sealed partial class DraftsWireJson : JsonSerializerContext;
