using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Casework.Desks;

/// <summary>Messages that did not reach the list of a desk (死信), for the desk's supervisor.</summary>
public sealed class DeadLetterTriggers(Pipeline<DeadLetterTriggers> pipeline, DeadLetters letters)
{
    private const string Route = "api/v1/desks/{department}/dead-letters";

    /// <summary>Lists the messages that were set aside.</summary>
    [Function("ListDeadLetters")]
    [Operation("desks", "死信", "Messages that were set aside", Roles = Roles.Supervisor, Paged = true, Answer = typeof(Page<DeadLetter>), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest http, string department, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => letters.ListAsync(department, call.Page, cancel), cancel);

    /// <summary>Puts a message back on the queue.</summary>
    [Function("RequeueDeadLetter")]
    [Operation("desks", "重新投递", "Put a message back on the queue", Roles = Roles.Supervisor, Answer = typeof(LetterDone), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Requeue(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = $"{Route}/{{id}}/requeue")] HttpRequest http, string department, string id, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => letters.RequeueAsync(call.Actor, department, id, cancel), cancel);

    /// <summary>Proposes to discard a message, or discards it when another supervisor has proposed it. Both give a reason.</summary>
    [Function("DiscardDeadLetter")]
    [Operation("desks", "丢弃死信", "Throw a message away", Roles = Roles.Supervisor, Body = typeof(DiscardLetter), Answer = typeof(LetterDone),
        Refusals = [RefusalCodes.NotFound, RefusalCodes.SecondPersonNeeded, RefusalCodes.ChangedMeanwhile])]
    public Task<IResult> Discard(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = $"{Route}/{{id}}/discard")] HttpRequest http, string department, string id, CancellationToken cancel) =>
        pipeline.RunAsync<DiscardLetter, LetterDone>(http, call => letters.DiscardAsync(call.Actor, department, id, call.Body.Reason, cancel), cancel);
}

[JsonSerializable(typeof(Page<DeadLetter>))]
[JsonSerializable(typeof(DiscardLetter))]
[JsonSerializable(typeof(LetterDone))]
internal sealed partial class DeadLettersWireJson : JsonSerializerContext;
