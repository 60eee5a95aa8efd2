using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Scans;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Scans;

/// <summary>The body of a scan.</summary>
/// <param name="Code">What the scanner read: any text at all.</param>
/// <param name="Place">The hall or gate, 1–64 characters.</param>
/// <param name="Nonce">Chosen by the scanner for this presentation, 1–128 characters.</param>
/// <param name="Device">The scanner, at most 64 characters; a device that scans with its own token is known by that.</param>
/// <param name="ScannedAt">When, for a scan made without a network and uploaded later; at most seven days ago.</param>
public sealed record ScanBody(
    [property: JsonConverter(typeof(AnyTextConverter))] string Code, string Place, string Nonce, string? Device = null, DateTimeOffset? ScannedAt = null);

/// <summary>What a hall does with a code (扫码核验).</summary>
public sealed class ScanTriggers(Pipeline<ScanTriggers> pipeline, ScanCode scan, ReadScan read)
{
    /// <summary>Scans a code; whatever it is, there is an answer.</summary>
    [Function("ScanCode")]
    [Operation("scans", "扫码核验", "Scan a code", Roles = Roles.Hall | Roles.Device, Body = typeof(ScanBody), Answer = typeof(ScanView))]
    public Task<IResult> Scan(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/scans")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<ScanBody, ScanView>(
            http,
            call => scan.RunAsync(call.Actor, new ScanInput(call.Body.Code, call.Body.Place, call.Body.Nonce, call.Body.Device, call.Body.ScannedAt), call.English, cancel),
            cancel);

    /// <summary>The scans at a place on a day, newest first; a scan is listed within a minute.</summary>
    [Function("ListScans")]
    [Operation("scans", "核验记录列表", "The scans at a place on a day", Roles = Roles.Supervisor | Roles.Office, Paged = true, Answer = typeof(Page<ScanLogView>))]
    [Query("place", QueryKind.Text, Required = true, Zh = "地点", En = "The place as scanners name it")]
    [Query("date", QueryKind.Date, Zh = "日期，默认今天", En = "The day, today by default")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/scans")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.ListAsync(call.Query["place"]!, call.Query.Date("date"), call.Page, call.English, cancel), cancel);

    /// <summary>A scan of the past.</summary>
    [Function("GetScan")]
    [Operation("scans", "核验记录", "A scan as it was recorded", Roles = Roles.Hall | Roles.Supervisor | Roles.Office, Answer = typeof(ScanLogView), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/scans/{scanId}")] HttpRequest http, string scanId, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.FindAsync(call.Actor, scanId, call.English, cancel), cancel);
}

[JsonSerializable(typeof(ScanBody))]
[JsonSerializable(typeof(ScanView))]
[JsonSerializable(typeof(ScanLogView))]
[JsonSerializable(typeof(Page<ScanLogView>))]
internal sealed partial class ScansWireJson : JsonSerializerContext;
