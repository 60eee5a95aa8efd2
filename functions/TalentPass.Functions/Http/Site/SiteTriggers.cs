using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;

namespace TalentPass.Functions.Http.Site;

/// <summary>Answers what no other trigger does: the pages, and otherwise 404 or 405 as problem details.</summary>
public sealed class SiteTriggers(Pipeline<SiteTriggers> pipeline, SiteFiles files, OperationTable table)
{
    /// <summary>A page, an asset, or the refusal that fits the path.</summary>
    // The Functions host tries routes by the functions' names and takes the first that matches: what matches all sorts last.
    [Function("ZSite")]
    [Operation("site", "页面与静态资源", "Pages and their assets", Anonymous = true, Personal = false, Undocumented = true, Answer = typeof(FileAnswer))]
    public Task<IResult> Serve([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => Task.FromResult(Find(http)), cancel);

    private Outcome<FileAnswer> Find(HttpRequest http) =>
        table.MethodsOf(http.Path).Count > 0 ? new Refusal(RefusalCodes.MethodNotAllowed)
        : files.Find(http.Path.Value ?? "/") is not { } file ? new Refusal(RefusalCodes.NotFound)
        : HttpMethods.IsGet(http.Method) || HttpMethods.IsHead(http.Method) ? new Outcome<FileAnswer>.Done(file)
        : new Refusal(RefusalCodes.MethodNotAllowed);
}
