using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Casework.Desks;

/// <summary>Desk tools that work on more than one request: bulk actions, search, export.</summary>
public sealed class DeskToolTriggers(Pipeline<DeskToolTriggers> pipeline, ActOnMany many, SearchDesk search, ExportDesk export)
{
    /// <summary>
    /// Takes one action on up to 50 cases. Each case is changed as it is now. When one case is refused, the others still go
    /// on.
    /// </summary>
    [Function("ActOnMany")]
    [Operation("desks", "批量办理", "One action on many cases", Weight = 20, Roles = Roles.Desk | Roles.Supervisor, Body = typeof(BulkAction), Answer = typeof(BulkResult))]
    public Task<IResult> Bulk(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/desks/{department}/bulk")] HttpRequest http, string department, CancellationToken cancel) =>
        pipeline.RunAsync<BulkAction, BulkResult>(http, call => many.RunAsync(call.Actor, department, call.Body, cancel), cancel);

    /// <summary>
    /// Finds cases that are at this desk now, by number, short code, document number, phone or name. A search by document,
    /// phone or name is recorded in the access log of each talent it shows.
    /// </summary>
    [Function("SearchDesk")]
    [Operation("desks", "查找办件", "Find cases of a desk", Weight = 5, Roles = Roles.Desk | Roles.Supervisor, Paged = true, Answer = typeof(DeskSearch))]
    [Query("q", QueryKind.Text, Required = true, Zh = "编号、查询码、证件号码、手机号或姓名", En = "A number, a short code, a document number, a phone or a name")]
    public Task<IResult> Search(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/desks/{department}/search")] HttpRequest http, string department, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => search.RunAsync(call.Actor, department, call.Query["q"]!, call.Page, call.English, cancel), cancel);

    /// <summary>
    /// Exports a table (CSV) of the cases that the desk received in a period of at most 31 days and still has. Names are
    /// masked. The table comes while it is read: a connection that breaks off tells that it is not whole. HEAD exports nothing.
    /// </summary>
    [Function("ExportDesk")]
    [Operation("desks", "导出办件", "Export a desk's cases", Weight = 100, Roles = Roles.Desk | Roles.Supervisor, Answer = typeof(FileAnswer), Produces = ["text/csv"])]
    [Query("from", QueryKind.Date, Required = true, Zh = "收件首日", En = "The first day of receipt")]
    [Query("to", QueryKind.Date, Required = true, Zh = "收件末日，与首日相距至多 31 天", En = "The last day of receipt, at most 31 days in all")]
    public Task<IResult> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/desks/{department}/export.csv")] HttpRequest http, string department, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => ExportDownload.AnswerAsync(
            http, export.Find(call.Actor, department, call.Query.Date("from")!.Value, call.Query.Date("to")!.Value, call.English), cancel), cancel);
}

[JsonSerializable(typeof(BulkAction))]
[JsonSerializable(typeof(BulkResult))]
[JsonSerializable(typeof(DeskSearch))]
internal sealed partial class DeskToolsWireJson : JsonSerializerContext;
