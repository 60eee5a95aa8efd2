using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Drafts;
using TalentPass.Core.Files;
using TalentPass.Core.Scans;
using TalentPass.Functions.Http;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Files;

/// <summary>Papers handed in as files (材料).</summary>
public sealed class FileTriggers(Pipeline<FileTriggers> pipeline, UploadFile upload, ReadFile read, CollectFiles collect, Unattended unattended)
{
    /// <summary>
    /// Uploads a file: PDF, JPEG or PNG by its content, at most 10 MiB. A file that no request uses and no draft names is
    /// deleted after a day.
    /// </summary>
    [Function("UploadFile")]
    [Operation("files", "上传材料", "Upload a file", Weight = 20, Roles = Roles.Talent | Roles.Hall, Accepts = ["multipart/form-data"], Streamed = true, MaxBodyBytes = UploadFile.MaxBytes + (64 * 1024),
        Answer = typeof(FileView), Statuses = [201], Idempotent = true, Refusals = [RefusalCodes.NotRecognised, RefusalCodes.TooManyFiles])]
    [Query("scanId", QueryKind.Text, Zh = "大厅工作人员代交：三十分钟内的核验记录", En = "For hall staff: the scan of the last 30 minutes of whose paper it is")]
    public Task<IResult> Upload(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/files")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(
            http, async call => await upload.RunAsync(
                call.Actor, call.Query["scanId"] is { } scan ? new OnBehalfOf(scan) : null, await Multipart.FileAsync(call.Http, cancel), call.Idempotent?.Key, cancel), cancel, file => $"/api/v1/files/{file.File}");

    /// <summary>Returns a file of the caller, or the part of it that <c>Range</c> names.</summary>
    [Function("GetFile")]
    [Operation("files", "下载材料", "A file of one's own", Weight = 5, Roles = Roles.Talent, Answer = typeof(FileAnswer), Statuses = [200, 206], Produces = ["application/pdf", "image/jpeg", "image/png"],
        Refusals = [RefusalCodes.NotFound, RefusalCodes.RangeNotSatisfiable])]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/files/{file}")] HttpRequest http, string file, CancellationToken cancel) =>
        pipeline.RunAsync(http, async call => await Download.AnswerAsync(call.Http, await read.OwnAsync(call.Actor, file, cancel), cancel), cancel);

    /// <summary>
    /// Returns a file of a case that is with the department, or the part of it that <c>Range</c> names. The talent can read who
    /// opened it.
    /// </summary>
    [Function("GetDeskFile")]
    [Operation("files", "下载办件材料", "A file of a case", Weight = 5, Roles = Roles.Desk, Answer = typeof(FileAnswer), Statuses = [200, 206],
        Produces = ["application/pdf", "image/jpeg", "image/png"], Refusals = [RefusalCodes.NotFound, RefusalCodes.RangeNotSatisfiable])]
    public Task<IResult> GetAtDesk(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/desks/{department}/requests/{number}/files/{file}")] HttpRequest http,
        string department, string number, string file, CancellationToken cancel) =>
        pipeline.RunAsync(http, async call => await Download.AnswerAsync(call.Http, await read.AtDeskAsync(call.Actor, department, number, file, cancel), cancel), cancel);

    /// <summary>
    /// Runs every hour, 35 minutes past. Deletes files that no request has used and no draft has named for a day.
    /// </summary>
    [Function("CollectFiles")]
    public Task Collect([TimerTrigger("0 35 * * * *")] TimerInfo timer, CancellationToken cancel) => unattended.RunAsync(() => collect.RunAsync(cancel), cancel);
}

[JsonSerializable(typeof(FileView))]
internal sealed partial class FilesWireJson : JsonSerializerContext;
