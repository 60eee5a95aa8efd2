using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>A service item (事项) with everything in its guide (办事指南).</summary>
/// <param name="Id">The stable id, e.g. <c>housing-rent-subsidy</c>.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Summary">One or two sentences for the list.</param>
/// <param name="Department">The id of the lead department (牵头部门), whose desk gets the request.</param>
/// <param name="Channels">Where it can be filed: <c>mobile</c> 掌上, <c>web</c> 网上, <c>hall</c> 大厅.</param>
/// <param name="Presence">Whether the applicant must come in person. If not, an agent may file (许可法 29).</param>
/// <param name="Form">The form: a closed JSON Schema (2020-12) with the keywords that forms may use.</param>
/// <param name="Materials">The papers that the guide lists.</param>
/// <param name="TimeLimits">The time limits.</param>
/// <param name="Remedy">What an applicant can do after a refusal.</param>
/// <param name="Notice">What personal information is collected and why, with a version (个人信息保护法 17).</param>
/// <param name="Conditions">The conditions of entitlement; all must be met.</param>
/// <param name="Example">Example answers, which the form must accept.</param>
/// <param name="Window">The yearly filing window; null when requests are handled all year.</param>
/// <param name="Receipt">An extra sentence for the receipt (受理回执), e.g. that it proves lawful stay.</param>
/// <param name="Deadlines">
/// Days before or after which the law wants the filing. A late filing gets a warning and is still accepted.
/// </param>
/// <param name="DateOrders">Pairs of date fields whose order is checked.</param>
/// <param name="People">The people in the form other than the applicant.</param>
/// <param name="Minors">What is required when one of them is a child under 14; null when the form has no such rule.</param>
/// <param name="MustBeValid">The documents that must not have expired on the day of filing.</param>
/// <param name="Grades">The ages for the grades of a school; null when the form names no grade.</param>
/// <param name="Repeat">What the item is about and how long one decision lasts; null when it may be filed as often as one likes.</param>
/// <param name="Routes">Rules that send some requests to another desk than the lead department's; the first that fits decides.</param>
/// <param name="AreaField">
/// The field of the form whose answer is the id of a service area. For the routes it takes precedence over the area of the filing.
/// </param>
/// <param name="Results">What an approval can say; null when an approval has no content.</param>
public sealed record ServiceItem(
    string Id,
    Bilingual Title,
    Bilingual Summary,
    string Department,
    IReadOnlyList<string> Channels,
    Presence Presence,
    JsonElement Form,
    IReadOnlyList<Material> Materials,
    TimeLimits TimeLimits,
    Remedy Remedy,
    Notice Notice,
    IReadOnlyList<EntitlementCondition> Conditions,
    JsonElement Example,
    FilingWindow? Window = null,
    Bilingual? Receipt = null,
    IReadOnlyList<FilingDeadline>? Deadlines = null,
    IReadOnlyList<DateOrder>? DateOrders = null,
    IReadOnlyList<FormPerson>? People = null,
    MinorRule? Minors = null,
    IReadOnlyList<ValidDocument>? MustBeValid = null,
    GradeAges? Grades = null,
    RepeatRule? Repeat = null,
    IReadOnlyList<DeskRoute>? Routes = null,
    string? AreaField = null,
    IReadOnlyList<ServiceResult>? Results = null)
{
    /// <summary>
    /// The most papers that an applicant hands in for an item, or for all items of a bundle together. They are stored in one
    /// transaction, which has at most 100 rows; each file takes two of them, in a draft three.
    /// </summary>
    public const int MostPapers = 20;

    /// <summary>The longest version of a notice and the longest name of an area, in code points. Each request stores them.</summary>
    public const int MostVersion = 40, MostAreaTitle = 200;

    /// <summary>All channels.</summary>
    public static IReadOnlyList<string> KnownChannels { get; } = ["mobile", "web", "hall"];

    /// <summary>What it costs; null when the office has not filled it in.</summary>
    public ServiceFee? Fee { get; init; }

    /// <summary>What it grants (补贴标准、待遇标准).</summary>
    public IReadOnlyList<ServiceStandard> Standards { get; init => field = value ?? []; } = [];

    /// <summary>The laws and documents on which it rests (办事依据).</summary>
    public IReadOnlyList<LegalBasis> LegalBases { get; init => field = value ?? []; } = [];

    /// <summary>Where to ask and complain; null when the office has filled in nothing.</summary>
    public ServiceContact? Contact { get; init; }

    /// <summary>Whether a desk of a district or county handles it, in words; null when the office has not filled it in.</summary>
    public GuideFact? DistrictDesk { get; init; }

    /// <summary>Who may file; empty when the office has not filled it in.</summary>
    public IReadOnlyList<ServiceFiler> WhoMayFile { get; init => field = value ?? []; } = [];

    /// <summary>What else people should know before they file, e.g. a duty after the decision.</summary>
    public IReadOnlyList<GuideFact> Advice { get; init => field = value ?? []; } = [];

    /// <summary>The natures that the item is for; empty when it is for all natures.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Natures =>
        [.. Conditions.OfType<NatureCondition>().SelectMany(each => each.Natures).Distinct()];

    /// <summary>The tiers that the item is for; empty when it needs no tier.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Tiers =>
        [.. Conditions.OfType<StatusCondition>().SelectMany(each => each.AnyOf).SelectMany(each => each.Tiers).Distinct()];

    /// <summary>The ids of the papers without which a request with these answers is incomplete, in the order of the guide.</summary>
    /// <param name="answers">The answers of the form.</param>
    /// <param name="nature">The applicant's nature; null when it is not known.</param>
    public IReadOnlyList<string> RequiredPapers(JsonElement answers, string? nature) =>
        [.. Materials.Where(each => each.Need(answers, nature) == PaperNeed.Required).Select(each => each.Id)];

    /// <summary>The material with this id, or null.</summary>
    public Material? Material(string id) => Materials.FirstOrDefault(each => each.Id == id);

    /// <summary>The result of this type, or null.</summary>
    public ServiceResult? Result(string type) => Results?.FirstOrDefault(each => each.Type == type);
}

/// <summary>A paper (材料) in the guide.</summary>
/// <param name="Id">The stable id within the item.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Required">Whether every request is incomplete without this paper.</param>
/// <param name="Tolerable">Whether a request may be accepted when this paper comes later (容缺受理, 浙规 11(2)).</param>
/// <param name="FromSharedData">
/// Whether the department gets it from shared data. Then nobody may ask the applicant for it (浙规 7).
/// </param>
/// <param name="Copies">How many copies on paper; 0 when the electronic one is enough.</param>
/// <param name="Note">When the paper is needed, or what it must show.</param>
public sealed record Material(
    string Id, Bilingual Title, bool Required, bool Tolerable, bool FromSharedData, int Copies, Bilingual? Note = null)
{
    /// <summary>
    /// The cases that must all hold for this paper to be required. When one of them does not hold, the paper does not concern the
    /// filing. Null when <see cref="Required"/> alone decides.
    /// </summary>
    public IReadOnlyList<PaperCase>? RequiredWhen { get; init; }

    /// <summary>A form sample (示范文本); null when there is none.</summary>
    public MaterialSample? Sample { get; init; }

    /// <summary>Whether a filing with these answers needs this paper.</summary>
    /// <param name="answers">The answers of the form.</param>
    /// <param name="nature">The applicant's nature; null when it is not known.</param>
    public PaperNeed Need(JsonElement answers, string? nature)
    {
        if (RequiredWhen is null)
        {
            return Required ? PaperNeed.Required : PaperNeed.Optional;
        }

        bool?[] cases = [.. RequiredWhen.Select(each => each.Holds(answers, nature))];
        return cases.Contains(false) ? PaperNeed.NotNeeded : cases.Contains(null) ? PaperNeed.Optional : PaperNeed.Required;
    }
}

/// <summary>Whether the law requires the applicant's presence (本人到场).</summary>
/// <param name="Required">True when no agent may file alone.</param>
/// <param name="Text">The rule in words.</param>
public sealed record Presence(bool Required, Bilingual Text);

/// <summary>What an applicant can do after a refusal (救济途径, 许可法 38).</summary>
/// <param name="Final">True for entry-exit decisions, against which there is no appeal (出境入境管理法 36).</param>
/// <param name="Text">The sentence under a refusal.</param>
/// <param name="NotAccepted">
/// The sentence when the request was not accepted, or its acceptance was revoked (不予受理): the law does not make that final. Null
/// when it is the same sentence as under a refusal.
/// </param>
public sealed record Remedy(bool Final, Bilingual Text, Bilingual? NotAccepted = null)
{
    private static readonly Bilingual _ordinary = new(
        "对不予受理不服的，可以自收到通知书之日起六十日内依法申请行政复议，也可以自收到通知书之日起六个月内依法向人民法院提起行政诉讼。",
        "If you disagree that your request was not accepted you may apply for administrative reconsideration within 60 days of receiving the notice, or bring an administrative action before the People's Court within six months.");

    /// <summary>
    /// The remedy when the request was not accepted. It is never final: 出境入境管理法 36 speaks of decisions alone. Catalogues from
    /// before 2026-11-26 have no sentence for it.
    /// </summary>
    [JsonIgnore]
    public Remedy WhenNotAccepted => new(false, NotAccepted ?? (Final ? _ordinary : Text));
}

/// <summary>The privacy notice of an item (告知书).</summary>
/// <param name="Version">The version, e.g. <c>2026-1</c>. It is stored with every request.</param>
/// <param name="Text">Who processes which information, why and how long (个人信息保护法 17, 35).</param>
public sealed record Notice(string Version, Bilingual Text);

/// <summary>A day before or after which the law wants the filing.</summary>
/// <param name="Field">The date field of the form from which the days are counted.</param>
/// <param name="Days">Calendar days: negative before that date, positive after it.</param>
/// <param name="Text">The rule in words.</param>
/// <param name="When">The answer for which the rule applies; null when it always applies.</param>
public sealed record FilingDeadline(string Field, int Days, Bilingual Text, FieldChoice? When = null);

/// <summary>A document that must be valid on the day of filing.</summary>
/// <param name="Field">The date field of the form with the last day of the document.</param>
/// <param name="Unless">The answer for which the rule does not apply, e.g. a cancellation; null when it always applies.</param>
public sealed record ValidDocument(string Field, FieldChoice? Unless = null);

/// <summary>One answer to a choice in a form.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">The answer.</param>
public sealed record FieldChoice(string Field, string Value)
{
    /// <summary>Whether the answers contain this one.</summary>
    public bool IsMade(JsonElement answers) =>
        answers.TryGetProperty(Field, out var answer) && answer.ValueKind == JsonValueKind.String && answer.ValueEquals(Value);
}

/// <summary>Two date fields: the second date must not be before the first.</summary>
/// <param name="First">The field of the earlier date.</param>
/// <param name="Second">The field of the later date.</param>
public sealed record DateOrder(string First, string Second);
