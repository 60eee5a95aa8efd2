using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Scans;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Scans;

/// <summary>The body of a look-up by document.</summary>
/// <param name="Document">The identity document that the person shows. The last day of its validity is not needed.</param>
/// <param name="Place">The hall, 1–64 UTF-16 code units.</param>
/// <param name="Nonce">A value that the caller chooses for each look-up and sends again on a retry, 1–128 UTF-16 code units.</param>
/// <param name="Device">The computer's name, at most 64 UTF-16 code units.</param>
public sealed record LookUpBody(
    DocumentInput Document,
    [property: StringLength(TextLimits.Place, MinimumLength = 1)] string Place,
    [property: StringLength(TextLimits.Nonce, MinimumLength = 1)] string Nonce,
    [property: StringLength(TextLimits.Place)] string? Device = null);

/// <summary>Looking a person up at a counter without a code (凭证件查询).</summary>
public sealed class LookUpTriggers(Pipeline<LookUpTriggers> pipeline, LookUpTalent lookUp)
{
    /// <summary>Finds the person at the counter by the identity document. The person can read that this was done.</summary>
    [Function("LookUpTalent")]
    [Operation("scans", "凭证件查询", "Look a person up by document", Weight = 200, Roles = Roles.Hall, Body = typeof(LookUpBody), Answer = typeof(ScanView),
        Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> LookUp(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/look-ups")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<LookUpBody, ScanView>(
            http, call => lookUp.RunAsync(call.Actor, new LookUpInput(call.Body.Document, call.Body.Place, call.Body.Nonce, call.Body.Device), call.English, cancel), cancel);
}

[JsonSerializable(typeof(LookUpBody))]
internal sealed partial class LookUpsWireJson : JsonSerializerContext;
