using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;

namespace TalentPass.Functions.Http.OpenApi;

/// <summary>The API contract, as a document and as a page.</summary>
public sealed class DocsTriggers(Pipeline<DocsTriggers> pipeline, OpenApiAnswer document)
{
    /// <summary>Returns the OpenAPI 3.1 document.</summary>
    [Function("OpenApi")]
    [Operation("docs", "接口文档", "The OpenAPI document", Anonymous = true, Personal = false, NeedsNoStorage = true, Undocumented = true, Answer = typeof(FileAnswer))]
    public Task<IResult> Document(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi/v1.json")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => Task.FromResult<Outcome<FileAnswer>>(new Outcome<FileAnswer>.Done(document.Value)), cancel);

    /// <summary>Returns the API reference for the browser.</summary>
    [Function("Docs")]
    [Operation("docs", "接口浏览", "The browsable reference", Anonymous = true, Personal = false, NeedsNoStorage = true, Undocumented = true, Answer = typeof(FileAnswer))]
    public Task<IResult> Page(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs/{file?}")] HttpRequest http, string? file, CancellationToken cancel) =>
        pipeline.RunAsync(
            http,
            _ => Task.FromResult(DocsFiles.Find(file ?? "") is { } found ? new Outcome<FileAnswer>.Done(found) : (Outcome<FileAnswer>)new Refusal(RefusalCodes.NotFound)),
            cancel);
}

/// <summary>The OpenAPI document as an answer, built at the first request for it.</summary>
public sealed class OpenApiAnswer(OperationTable table, WireJson json)
{
    private readonly Lazy<FileAnswer> _answer = new(() => DocsFiles.File(
        Encoding.UTF8.GetBytes(new OpenApiDocument(table, json).Build().ToJsonString(json.Options)), "application/json; charset=utf-8"));

    /// <summary>The document.</summary>
    public FileAnswer Value => _answer.Value;
}
