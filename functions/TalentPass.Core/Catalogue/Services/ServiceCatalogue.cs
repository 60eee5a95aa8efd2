namespace TalentPass.Core.Catalogue.Services;

/// <summary>The catalogue (服务清单) as one document: what <c>PUT /catalogue</c> takes and a version stores.</summary>
/// <param name="Departments">Who handles requests.</param>
/// <param name="Natures">The natures.</param>
/// <param name="Schemes">The talent schemes with their versions.</param>
/// <param name="Areas">The service areas of the city.</param>
/// <param name="Services">The items, in the order people see them.</param>
/// <param name="Bundles">The bundles.</param>
public sealed record ServiceCatalogue(
    IReadOnlyList<Department> Departments,
    IReadOnlyList<Nature> Natures,
    IReadOnlyList<Scheme> Schemes,
    IReadOnlyList<Area> Areas,
    IReadOnlyList<ServiceItem> Services,
    IReadOnlyList<Bundle> Bundles)
{
    /// <summary>The item with this id, or null.</summary>
    public ServiceItem? Service(string id) => Services.FirstOrDefault(each => each.Id == id);

    /// <summary>The department with this id, or null.</summary>
    public Department? Department(string id) => Departments.FirstOrDefault(each => each.Id == id);

    /// <summary>The bundle with this id, or null.</summary>
    public Bundle? Bundle(string id) => Bundles.FirstOrDefault(each => each.Id == id);

    /// <summary>The nature with this id, or null.</summary>
    public Nature? Nature(string id) => Natures.FirstOrDefault(each => each.Id == id);

    /// <summary>The service area with this id, code (of areas that share one, the district) or name, or null.</summary>
    public Area? Area(string name) => Areas.FirstOrDefault(each => each.Id == name) ?? Areas.FirstOrDefault(each => each.Code == name)
        ?? Areas.FirstOrDefault(each => each.Title.Zh == name || each.Title.En == name);

    /// <summary>The scheme with this id, or null.</summary>
    public Scheme? Scheme(string id) => Schemes.FirstOrDefault(each => each.Id == id);

    /// <summary>The tier a status names, or null.</summary>
    public Tier? Tier(string scheme, string version, string tier) => Scheme(scheme)?.Find(version, tier);
}

/// <summary>A version of the catalogue as it was published; it never changes.</summary>
/// <param name="Version">Counts from 1.</param>
/// <param name="Hash">SHA-256 of the canonical form, 52 base32 characters: equal content, equal hash.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="Content">What.</param>
public sealed record PublishedCatalogue(int Version, string Hash, DateTimeOffset PublishedAt, ServiceCatalogue Content);
