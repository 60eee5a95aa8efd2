using System.Text.Json;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>The catalogue (服务清单) as one document. <c>PUT /catalogue</c> takes it, and storage holds each version of it.</summary>
/// <param name="Departments">The departments that handle requests.</param>
/// <param name="Natures">The natures of people.</param>
/// <param name="Schemes">The talent schemes with their versions.</param>
/// <param name="Areas">The service areas of the city.</param>
/// <param name="Services">The service items, in the order in which people see them.</param>
/// <param name="Bundles">The bundles of items.</param>
/// <param name="Notifications">
/// The words of notices; null in a version from before there were any. Then the words that come with the app hold.
/// </param>
public sealed record ServiceCatalogue(
    IReadOnlyList<Department> Departments,
    IReadOnlyList<Nature> Natures,
    IReadOnlyList<Scheme> Schemes,
    IReadOnlyList<Area> Areas,
    IReadOnlyList<ServiceItem> Services,
    IReadOnlyList<Bundle> Bundles,
    NoticeWordings? Notifications = null)
{
    /// <summary>The item with this id, or null.</summary>
    public ServiceItem? Service(string id) => Services.FirstOrDefault(each => each.Id == id);

    /// <summary>The department with this id, or null.</summary>
    public Department? Department(string id) => Departments.FirstOrDefault(each => each.Id == id);

    /// <summary>The texts that officers of a department often write; of a district's department without own ones, those of the one above.</summary>
    public IReadOnlyList<CommonReason> ReasonsOf(string department) => Department(department) switch
    {
        { Reasons: { } own } => own,
        { Parent: { } parent } => Department(parent)?.Reasons ?? [],
        _ => [],
    };

    /// <summary>The bundle with this id, or null.</summary>
    public Bundle? Bundle(string id) => Bundles.FirstOrDefault(each => each.Id == id);

    /// <summary>The nature with this id, or null.</summary>
    public Nature? Nature(string id) => Natures.FirstOrDefault(each => each.Id == id);

    /// <summary>
    /// The service area with this id, GB/T 2260 code or name, or null. When several areas share the code, the first one in the
    /// catalogue, which is the district.
    /// </summary>
    public Area? Area(string name) => Areas.FirstOrDefault(each => each.Id == name) ?? Areas.FirstOrDefault(each => each.Code == name)
        ?? Areas.FirstOrDefault(each => each.Title.Zh == name || each.Title.En == name);

    /// <summary>The scheme with this id, or null.</summary>
    public Scheme? Scheme(string id) => Schemes.FirstOrDefault(each => each.Id == id);

    /// <summary>
    /// The department whose desk gets a filing: by the first of the service's rules that fits, otherwise the lead department.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="answers">The answers, already checked.</param>
    /// <param name="named">The service area that the filing names; it counts where the form does not ask for one.</param>
    /// <param name="level">The level of the applicant's tier; a level that is no tier's for a person without one.</param>
    /// <param name="filed">The legal day of filing.</param>
    public string DeskFor(ServiceItem service, JsonElement answers, Area? named, int level, DateOnly filed)
    {
        var area = service.AreaField is { } field && answers.TryGetProperty(field, out var told) && told.ValueKind == JsonValueKind.String
            ? told.GetString() : named?.Id;
        return service.Routes?.FirstOrDefault(each => each.Fits(answers, area, TierOf(level)?.Id, filed))?.Department ?? service.Department;
    }

    /// <summary>The tier of a level in the city's own scheme as it is now, or null.</summary>
    public Tier? TierOf(int level) => Schemes[0].Current.Tiers.FirstOrDefault(each => each.Level == level);

    /// <summary>The tier of a status, or null.</summary>
    public Tier? Tier(string scheme, string version, string tier) => Scheme(scheme)?.Find(version, tier);
}

/// <summary>A published version of the catalogue. It never changes.</summary>
/// <param name="Version">The number of the version, counted from 1.</param>
/// <param name="Hash">SHA-256 of the canonical form in 52 base32 characters. Equal content has an equal hash.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Content">The catalogue.</param>
public sealed record PublishedCatalogue(int Version, string Hash, DateTimeOffset PublishedAt, ServiceCatalogue Content);
