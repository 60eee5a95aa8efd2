using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Scans;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Scans;

/// <summary>The body of a scan.</summary>
/// <param name="Code">The text that the scanner read. Any text is accepted.</param>
/// <param name="Place">The hall or gate, 1–64 UTF-16 code units.</param>
/// <param name="Nonce">A value that the scanner chooses for each presentation and sends again on a retry, 1–128 UTF-16 code
/// units.</param>
/// <param name="Device">The scanner's name, at most 64 UTF-16 code units. A scanner that calls with its own token is known
/// by the token.</param>
/// <param name="ScannedAt">When the code was scanned, for a scan made without a network and uploaded later: at most seven
/// days ago.</param>
public sealed record ScanBody(
    [property: JsonConverter(typeof(AnyTextConverter))] string Code, string Place, string Nonce, string? Device = null, DateTimeOffset? ScannedAt = null);

/// <summary>Scans of codes at halls and gates (扫码核验).</summary>
public sealed class ScanTriggers(Pipeline<ScanTriggers> pipeline, ScanCode scan, ReadScan read)
{
    /// <summary>Scans a code. Every text gets an outcome, also a text that is not a code.</summary>
    [Function("ScanCode")]
    [Operation("scans", "扫码核验", "Scan a code", Roles = Roles.Hall | Roles.Device, Body = typeof(ScanBody), Answer = typeof(ScanView))]
    public Task<IResult> Scan(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/scans")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<ScanBody, ScanView>(
            http,
            call => scan.RunAsync(call.Actor, new ScanInput(call.Body.Code, call.Body.Place, call.Body.Nonce, call.Body.Device, call.Body.ScannedAt), call.English, cancel),
            cancel);

    /// <summary>
    /// Lists the scans at a place on a day, newest first. A scan is listed within a minute. Hall staff read those of their own account,
    /// of today.
    /// </summary>
    [Function("ListScans")]
    [Operation("scans", "核验记录列表", "The scans at a place on a day", Weight = 20, Roles = Roles.Hall | Roles.Supervisor | Roles.Office, Paged = true, Answer = typeof(Page<ScanLogView>))]
    [Query("place", QueryKind.Text, Required = true, Zh = "地点", En = "The place as scanners name it")]
    [Query("date", QueryKind.Date, Zh = "日期，默认今天", En = "The day, today by default")]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/scans")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.ListAsync(call.Actor, call.Query["place"]!, call.Query.Date("date"), call.Page, call.English, cancel), cancel);

    /// <summary>Returns a scan as it was recorded.</summary>
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
