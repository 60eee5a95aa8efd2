using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Http;

/// <summary>Triggers that use every feature of the pipeline.</summary>
public sealed class SampleTriggers(Pipeline<SampleTriggers> pipeline)
{
    [Function("SampleCreate")]
    [Operation("sample", "建", "Create", Roles = Roles.Talent, Body = typeof(SampleBody), Answer = typeof(SampleView), Statuses = [201], Idempotent = true)]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/samples")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<SampleBody, SampleView>(
            http,
            call => Task.FromResult<Outcome<SampleView>>(new Outcome<SampleView>.Created(
                new(call.Body.Name, call.Actor.Account, call.Idempotent?.Fingerprint, call.Body.At), call.Idempotent?.Key == "replay")),
            cancel,
            view => $"/api/v1/samples/{view.Name.Length}");

    [Function("SampleList")]
    [Operation("sample", "列", "List", Answer = typeof(Page<string>), Paged = true)]
    [Query("day", QueryKind.Date)]
    [Query("state", QueryKind.Choice, Choices = ["open", "closed"])]
    [Query("level", QueryKind.Number, Min = 1, Max = 20)]
    [Query("q", QueryKind.Text)]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/samples")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(
            http,
            call => Task.FromResult<Outcome<Page<string>>>(new Outcome<Page<string>>.Done(
                call.Page.Cursor == "end" ? new([], null) : new([$"{call.Page.Limit}", $"{call.Page.Cursor}", $"{call.Query.Date("day"):yyyy-MM-dd}"], call.Page.Cursor is null ? "next|key" : "end"))),
            cancel);

    [Function("SampleRead")]
    [Operation("sample", "读", "Read", Answer = typeof(SampleView), Anonymous = true)]
    public Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/samples/{id}")] HttpRequest http, string id, CancellationToken cancel) =>
        pipeline.RunAsync(
            http,
            call => Task.FromResult(id == "1" ? new Outcome<SampleView>.Done(new("一", call.Actor.Account, null, null)) : (Outcome<SampleView>)new Refusal(RefusalCodes.NotFound)),
            cancel);

    [Function("SampleAct")]
    [Operation("sample", "办", "Act", Roles = Roles.Desk | Roles.Supervisor | Roles.Office, Answer = typeof(SampleView), IfMatch = true, Idempotent = true)]
    public Task<IResult> Act(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/sample-desks/{department}/act")] HttpRequest http, string department, CancellationToken cancel) =>
        pipeline.RunAsync(
            http,
            call => Task.FromResult(call.Precondition.Allows("7")
                ? new Outcome<SampleView>.Done(new(department, call.Actor.Account, call.Idempotent?.Fingerprint, null))
                : (Outcome<SampleView>)new Refusal(RefusalCodes.ChangedMeanwhile)),
            cancel);

    [Function("SampleRefuse")]
    [Operation("sample", "拒", "Refuse", Answer = typeof(Nothing))]
    public Task<IResult> Refuse([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/sample-refusals/{code}")] HttpRequest http, string code, CancellationToken cancel) =>
        pipeline.RunAsync(
            http,
            _ => Task.FromResult<Outcome<Nothing>>(new Refusal(code, new("说明", "Explanation")) { AllowedActions = ["withdraw"], RetryAfter = TimeSpan.FromSeconds(2.5) }),
            cancel);

    [Function("SampleFault")]
    [Operation("sample", "错", "Fail", Answer = typeof(Nothing), Anonymous = true)]
    public Task<IResult> Fault([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/sample-faults/{kind}")] HttpRequest http, string kind, CancellationToken cancel) =>
        pipeline.RunAsync<Nothing>(http, _ => throw SampleFaults.Of(kind), cancel);

    [Function("SampleFile")]
    [Operation("sample", "传", "Upload", Answer = typeof(FileAnswer), Produces = ["text/csv"], Accepts = ["text/csv"], MaxBodyBytes = 1024, Anonymous = true, Personal = false)]
    public Task<IResult> File([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/sample-files")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(
            http,
            call => Task.FromResult<Outcome<FileAnswer>>(new Outcome<FileAnswer>.Done(new(call.RawBody, "text/csv; charset=utf-8") { FileName = "人才.csv", ETag = "1" })),
            cancel);

    [Function("SampleRoles")]
    [Operation("sample", "角色", "Roles", Answer = typeof(Page<string>))]
    public Task<IResult> ListRoles([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/sample-roles")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => Task.FromResult<Outcome<Page<string>>>(new Outcome<Page<string>>.Done(new([.. RoleNames.Of(call.Actor.Roles)], null))), cancel);

    [Function("SampleLoad")]
    [Operation("sample", "重", "Heavy", Answer = typeof(Nothing), Weight = 2)]
    public Task<IResult> Load([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/sample-loads")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => Task.FromResult<Outcome<Nothing>>(new Outcome<Nothing>.Done(Nothing.Value)), cancel);

    [Function("SampleGuess")]
    [Operation("sample", "猜", "Guess", Answer = typeof(Nothing), Anonymous = true, Guessable = true)]
    public Task<IResult> Guess([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/sample-guesses")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => Task.FromResult<Outcome<Nothing>>(new Outcome<Nothing>.Done(Nothing.Value)), cancel);
}

internal static class SampleFaults
{
    public const string Personal = "110105194912310021";

    public static Exception Of(string kind) => kind switch
    {
        "bug" => new InvalidOperationException($"Broke on {Personal}"),
        "offline" => new Azure.RequestFailedException(0, "No connection"),
        "busy" => new Azure.RequestFailedException(503, "Server busy"),
        "retried" => new AggregateException(new Azure.RequestFailedException(503, "Server busy")),
        "denied" => new Azure.RequestFailedException(403, "Denied"),
        _ => new TimeoutException(),
    };
}

public enum SampleKind
{
    Plain,
    VerySpecial,
}

public sealed record SampleBody(
    [property: StringLength(10, MinimumLength = 1)] string Name,
    [property: Range(1, 5)] int? Level = null,
    DateOnly? Day = null,
    DateTimeOffset? At = null,
    SampleKind? Kind = null,
    [property: MaxLength(3)] string[]? Tags = null,
    SampleInner? Inner = null,
    Dictionary<string, int>? Numbers = null,
    JsonElement? Answers = null,
    [property: JsonConverter(typeof(AnyTextConverter))] string? Code = null);

public sealed record SampleInner([property: RegularExpression("^[a-z]+$")] string Word, SampleInner? Deeper = null);

public sealed record SampleView(string Name, string Account, string? Fingerprint, DateTimeOffset? At) : IVersioned
{
    [JsonIgnore]
    public string ETag => "7";
}

[JsonSerializable(typeof(SampleBody))]
[JsonSerializable(typeof(SampleView))]
[JsonSerializable(typeof(Page<string>))]
internal sealed partial class SampleJson : JsonSerializerContext;
