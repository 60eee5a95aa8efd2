using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;

namespace TalentPass.Functions.Http.Site;

/// <summary>
/// Answers every path that no other trigger has: with a page or an asset, otherwise with 404 or 405 as problem details. A browser
/// that asks for a page which is none gets a page that says so.
/// </summary>
public sealed class SiteTriggers(Pipeline<SiteTriggers> pipeline, SiteFiles files, OperationTable table)
{
    /// <summary>Returns a page, an asset, or the refusal for the path.</summary>
    // The Functions host tries routes in the order of the functions' names and takes the first match. So the name of this
    // catch-all must sort last.
    [Function("ZSite")]
    [Operation("site", "页面与静态资源", "Pages and their assets", Anonymous = true, Personal = false, NeedsNoStorage = true, Undocumented = true, Answer = typeof(FileAnswer))]
    public Task<IResult> Serve([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => Task.FromResult(Find(http)), cancel);

    private Outcome<FileAnswer> Find(HttpRequest http) =>
        table.MethodsOf(http.Path).Count > 0 ? new Refusal(RefusalCodes.MethodNotAllowed)
        : NotFoundPage.Instead(http, files) is { } none ? new Outcome<FileAnswer>.Done(none)
        : files.Find(http.Path.Value ?? "/") is not { } file ? new Refusal(RefusalCodes.NotFound)
        : HttpMethods.IsGet(http.Method) || HttpMethods.IsHead(http.Method) ? new Outcome<FileAnswer>.Done(file)
        : new Refusal(RefusalCodes.MethodNotAllowed);
}
