using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Casework.Bundles;

/// <summary>Bundles (一件事): one filing that opens a request at each of several departments.</summary>
public sealed class BundleTriggers(Pipeline<BundleTriggers> pipeline, SubmitBundle submit, ReadBundle read)
{
    /// <summary>
    /// Files a bundle. The requests of its first stage are received at the same moment. The requests of later stages wait
    /// for the stages before them.
    /// </summary>
    [Function("SubmitBundle")]
    [Operation("bundles", "一件事一次办", "File a bundle", Weight = 5, Roles = Roles.Talent | Roles.Hall, Body = typeof(BundleSubmission), Answer = typeof(FiledBundleView),
        Statuses = [201], Idempotent = true, Refusals = [RefusalCodes.NotFound, RefusalCodes.NotRecognised, RefusalCodes.NotShared, RefusalCodes.NotEntitled, RefusalCodes.AlreadyFiled, RefusalCodes.TooManyOpen])]
    public Task<IResult> Submit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/bundles/{bundle}/requests")] HttpRequest http, string bundle, CancellationToken cancel) =>
        pipeline.RunAsync<BundleSubmission, FiledBundleView>(
            http, call => submit.RunAsync(call.Actor, bundle, call.Body, call.Idempotent, call.English, cancel), cancel,
            view => $"/api/v1/bundles/{view.Bundle}/requests/{view.BundleNumber}");

    /// <summary>Returns a filed bundle with its progress over all requests.</summary>
    [Function("GetBundle")]
    [Operation("bundles", "一件事进度", "A filed bundle with its progress", Roles = Roles.Talent, Answer = typeof(FiledBundleView), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/bundles/{bundle}/requests/{number}")] HttpRequest http,
        string bundle, string number, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.FindAsync(call.Actor, bundle, number, call.English, cancel), cancel);
}

[JsonSerializable(typeof(BundleSubmission))]
[JsonSerializable(typeof(FiledBundleView))]
internal sealed partial class BundlesWireJson : JsonSerializerContext;
