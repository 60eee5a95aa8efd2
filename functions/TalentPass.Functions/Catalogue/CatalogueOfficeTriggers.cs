using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Catalogue;

/// <summary>The catalogue for the talent office: read, publish, list versions.</summary>
public sealed class CatalogueOfficeTriggers(Pipeline<CatalogueOfficeTriggers> pipeline, PublishCatalogue publish)
{
    /// <summary>Returns the whole catalogue in force, to edit it and publish it again.</summary>
    [Function("GetCatalogue")]
    [Operation("catalogue", "现行清单全文", "The whole catalogue in force", Roles = Roles.Office, Answer = typeof(FileAnswer),
        Produces = ["application/json"], Personal = false)]
    public Task<IResult> Current(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/catalogue")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync<FileAnswer>(http, async _ => FileOf(await publish.CurrentAsync(cancel)), cancel);

    /// <summary>
    /// Publishes a whole catalogue as a new version, which never changes afterwards (201). A catalogue equal to the one in
    /// force publishes nothing (200). With <c>If-Match</c>, nothing is published when another version came into force meanwhile (412).
    /// A refusal names every problem, in at most 100 places of the document.
    /// </summary>
    [Function("PublishCatalogue")]
    [Operation("catalogue", "发布新版清单", "Publish a version of the catalogue", Weight = 50, Roles = Roles.Office, Accepts = ["application/json"],
        Answer = typeof(CatalogueVersion), Statuses = [201, 200], MayMatch = true, Personal = false, Refusals = [RefusalCodes.ValidationFailed, RefusalCodes.ChangedMeanwhile])]
    public Task<IResult> Publish(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/catalogue")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => publish.RunAsync(call.Actor, call.RawBody, call.OptionalPrecondition, cancel), cancel, _ => "/api/v1/catalogue/versions");

    /// <summary>Lists all versions, newest first.</summary>
    [Function("ListCatalogueVersions")]
    [Operation("catalogue", "清单版本", "The versions of the catalogue", Roles = Roles.Office, Paged = true, Personal = false, Answer = typeof(Page<CatalogueVersion>))]
    public Task<IResult> Versions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/catalogue/versions")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => publish.VersionsAsync(call.Page, cancel), cancel);

    private static Outcome<FileAnswer> FileOf(CatalogueText text) => new Outcome<FileAnswer>.Done(
        new FileAnswer(text.Document, "application/json; charset=utf-8") { ETag = text.Hash });
}
