using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Catalogue;

/// <summary>The catalogue (服务清单) for readers. The parameter <c>lang</c> takes precedence over <c>Accept-Language</c>.</summary>
public sealed class CatalogueTriggers(Pipeline<CatalogueTriggers> pipeline, ReadCatalogue read, ReadEntitlements mine)
{
    /// <summary>Lists the departments that handle requests.</summary>
    [Function("ListDepartments")]
    [Operation("catalogue", "部门清单", "The departments", Paged = true, Personal = false, Answer = typeof(Page<DepartmentView>))]
    [Query("lang", QueryKind.Choice, Choices = ["zh", "en"], Zh = "语言", En = "The language of the texts")]
    public Task<IResult> Departments(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/departments")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.DepartmentsAsync(call.Page, IsEnglish(call), cancel), cancel);

    /// <summary>Lists the areas of the city that a request may be for.</summary>
    [Function("ListAreas")]
    [Operation("catalogue", "服务区域", "The service areas", Paged = true, Personal = false, Answer = typeof(Page<AreaView>))]
    [Query("lang", QueryKind.Choice, Choices = ["zh", "en"], Zh = "语言", En = "The language of the texts")]
    public Task<IResult> Areas(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/areas")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.AreasAsync(call.Page, IsEnglish(call), cancel), cancel);

    /// <summary>Lists the tiers of talents. A code carries the number of its holder's tier, so a verifier learns the names here.</summary>
    [Function("ListTiers")]
    [Operation("catalogue", "人才层次", "The tiers of talents", Anonymous = true, Paged = true, Personal = false, Answer = typeof(Page<TierView>))]
    [Query("lang", QueryKind.Choice, Choices = ["zh", "en"], Zh = "语言", En = "The language of the texts")]
    public Task<IResult> Tiers(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/tiers")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.TiersAsync(call.Page, IsEnglish(call), cancel), cancel);

    /// <summary>Lists the services.</summary>
    [Function("ListServices")]
    [Operation("catalogue", "事项清单", "The services", Paged = true, Answer = typeof(Page<ServiceListItem>))]
    [Query("audience", QueryKind.Choice, Choices = ["all", "mine"], Zh = "全部，或者面向本人的", En = "All, or those meant for the caller")]
    [Query("lang", QueryKind.Choice, Choices = ["zh", "en"], Zh = "语言", En = "The language of the texts")]
    public Task<IResult> Services(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/services")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(
            http, call => mine.ServicesAsync(call.Actor, call.Query["audience"] == "mine", call.Page, IsEnglish(call), cancel), cancel);

    /// <summary>Returns the guide of a service (办事指南): form, papers, time limits, legal remedy, notice, example.</summary>
    [Function("GetService")]
    [Operation("catalogue", "办事指南", "The guide of a service", Personal = false, Answer = typeof(ServiceView), Refusals = [RefusalCodes.NotFound])]
    [Query("lang", QueryKind.Choice, Choices = ["zh", "en"], Zh = "语言", En = "The language of the texts")]
    public Task<IResult> Service(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/services/{service}")] HttpRequest http, string service, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.ServiceAsync(service, IsEnglish(call), cancel), cancel);

    /// <summary>Lists the bundles: services that are filed together.</summary>
    [Function("ListBundles")]
    [Operation("catalogue", "一件事清单", "The bundles", Paged = true, Personal = false, Answer = typeof(Page<BundleView>))]
    [Query("lang", QueryKind.Choice, Choices = ["zh", "en"], Zh = "语言", En = "The language of the texts")]
    public Task<IResult> Bundles(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/bundles")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => read.BundlesAsync(call.Page, IsEnglish(call), cancel), cancel);

    /// <summary>Lists what the caller is entitled to and why, condition by condition.</summary>
    [Function("ListEntitlements")]
    [Operation("catalogue", "我能享受的服务", "What the caller is entitled to", Roles = Roles.Talent, Paged = true, Answer = typeof(Page<EntitlementView>))]
    [Query("lang", QueryKind.Choice, Choices = ["zh", "en"], Zh = "语言", En = "The language of the texts")]
    public Task<IResult> Entitlements(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/entitlements")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => mine.EntitlementsAsync(call.Actor, call.Page, IsEnglish(call), cancel), cancel);

    private static bool IsEnglish(Call call) => call.Query["lang"] is { } lang ? lang == "en" : call.English;
}

[JsonSerializable(typeof(Page<DepartmentView>))]
[JsonSerializable(typeof(Page<AreaView>))]
[JsonSerializable(typeof(Page<TierView>))]
[JsonSerializable(typeof(Page<ServiceListItem>))]
[JsonSerializable(typeof(ServiceView))]
[JsonSerializable(typeof(Page<BundleView>))]
[JsonSerializable(typeof(Page<EntitlementView>))]
[JsonSerializable(typeof(CatalogueVersion))]
[JsonSerializable(typeof(Page<CatalogueVersion>))]
internal sealed partial class CatalogueWireJson : JsonSerializerContext;
