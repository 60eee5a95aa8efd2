using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Requests.Views;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Requests;

/// <summary>The progress query (进度查询), for everybody who has the receipt.</summary>
public sealed class ProgressTriggers(Pipeline<ProgressTriggers> pipeline, ReadProgress read)
{
    /// <summary>
    /// Returns the state and dates of a request, found by its number and short code. <c>RateLimits:GuessesPerMinute</c>
    /// limits the calls, because short codes could be guessed.
    /// </summary>
    [Function("GetProgress")]
    [Operation("requests", "进度查询", "Progress by number and short code", Anonymous = true, Guessable = true, Answer = typeof(ProgressView), Refusals = [RefusalCodes.NotFound])]
    [Query("number", QueryKind.Text, Required = true, Zh = "办件编号", En = "The request's number")]
    [Query("shortCode", QueryKind.Text, Required = true, Zh = "查询码", En = "The short code of the receipt")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/progress")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.FindAsync(call.Query["number"]!, call.Query["shortCode"]!, cancel), cancel);
}

[JsonSerializable(typeof(ProgressView))]
internal sealed partial class ProgressWireJson : JsonSerializerContext;
