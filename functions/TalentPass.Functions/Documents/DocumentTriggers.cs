using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Casework.Effects;
using TalentPass.Core.Documents.Issuing;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Documents;

/// <summary>Result documents (结果文书): reading, downloading, verifying and revoking them.</summary>
public sealed class DocumentTriggers(Pipeline<DocumentTriggers> pipeline, ReadDocument read, VerifyDocument verify, RevokeDocument revoke)
{
    /// <summary>
    /// Returns a result document to its holder, to the department that issued it and to supervisors. The holder can read who of the
    /// staff opened it.
    /// </summary>
    [Function("GetDocument")]
    [Operation("documents", "结果文书", "A result document", Roles = Roles.Talent | Roles.Desk | Roles.Supervisor, Answer = typeof(ResultDocumentView), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/documents/{number}")] HttpRequest http, string number, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.FindAsync(call.Actor, number, call.English, cancel), cancel);

    /// <summary>Returns a result document as a PDF, in Chinese with English below.</summary>
    [Function("GetDocumentPdf")]
    [Operation("documents", "下载结果文书", "A result document as a PDF", Weight = 5, Roles = Roles.Talent | Roles.Desk | Roles.Supervisor, Answer = typeof(FileAnswer),
        Produces = ["application/pdf"], Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> GetPdf(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/documents/{number}/pdf")] HttpRequest http, string number, CancellationToken cancel) =>
        pipeline.RunAsync(http, async call => (await read.DrawAsync(call.Actor, number, cancel)).Map(file =>
            new FileAnswer(file.Pdf, "application/pdf") { FileName = file.Name }), cancel);

    /// <summary>
    /// Proposes to revoke a document. The document counts until another account of the department, or a supervisor, confirms it. A
    /// new proposal replaces one that is not confirmed.
    /// </summary>
    [Function("ProposeDocumentRevocation")]
    [Operation("documents", "提出撤销结果文书", "Propose to revoke a result document", Roles = Roles.Desk | Roles.Supervisor, Body = typeof(RevokeDocumentBody),
        Answer = typeof(ResultDocumentView), Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState])]
    public Task<IResult> Propose(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/documents/{number}/revoke")] HttpRequest http, string number, CancellationToken cancel) =>
        pipeline.RunAsync<RevokeDocumentBody, ResultDocumentView>(http, call => revoke.ProposeAsync(call.Actor, number, call.Body.Reason, call.English, cancel), cancel);

    /// <summary>Confirms a proposed revocation. From then on the document does not count, and every verifier says so.</summary>
    [Function("ConfirmDocumentRevocation")]
    [Operation("documents", "确认撤销结果文书", "Confirm the revocation of a result document", Roles = Roles.Desk | Roles.Supervisor,
        Answer = typeof(ResultDocumentView), Refusals = [RefusalCodes.NotFound, RefusalCodes.NotAllowedInState, RefusalCodes.SecondPersonNeeded])]
    public Task<IResult> Confirm(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/documents/{number}/revoke/confirm")] HttpRequest http, string number, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => revoke.ConfirmAsync(call.Actor, number, call.English, cancel), cancel);

    /// <summary>
    /// Tells anybody who has a document in hand whether it counts. <c>RateLimits:GuessesPerMinute</c> limits the calls, because
    /// check codes could be guessed.
    /// </summary>
    [Function("VerifyDocument")]
    [Operation("documents", "查验结果文书", "Verify a document by number and check code", Anonymous = true, Guessable = true, Answer = typeof(VerifiedDocument))]
    [Query("number", QueryKind.Text, Required = true, Zh = "电子证照标识", En = "The certificate number")]
    [Query("code", QueryKind.Text, Required = true, Zh = "查验码", En = "The check code on the document")]
    public Task<IResult> Verify(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/verify")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => verify.ByNumberAsync(call.Query["number"]!, call.Query["code"]!, call.English, cancel), cancel);

    /// <summary>Tells the same by the text of the document's QR symbol, whose signature is verified.</summary>
    [Function("VerifyDocumentCode")]
    [Operation("documents", "扫码查验结果文书", "Verify a document by its QR code", Anonymous = true, Guessable = true, Body = typeof(VerifyDocumentBody), Answer = typeof(VerifiedDocument))]
    public Task<IResult> VerifyCode(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/verify")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<VerifyDocumentBody, VerifiedDocument>(http, call => verify.ByCodeAsync(call.Body.Text, call.English, cancel), cancel);
}

[JsonSerializable(typeof(ResultDocumentView))]
[JsonSerializable(typeof(RevokeDocumentBody))]
[JsonSerializable(typeof(VerifiedDocument))]
[JsonSerializable(typeof(VerifyDocumentBody))]
internal sealed partial class DocumentsWireJson : JsonSerializerContext;
