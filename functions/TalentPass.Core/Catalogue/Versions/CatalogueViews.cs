using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>A department in one language.</summary>
/// <param name="Department">
/// Its id. The desk has the same name. The queue is <c>desk-</c> with this id; for a district's department, with the id of its parent.
/// </param>
/// <param name="Title">The short name staff use.</param>
/// <param name="FullName">The official name.</param>
/// <param name="Parent">For a district's department, the department of the city above it; otherwise left out.</param>
public sealed record DepartmentView(string Department, string Title, string FullName, string? Parent = null);

/// <summary>A service area in one language.</summary>
/// <param name="Area">Its id, which a request names.</param>
/// <param name="Code">The area code, six digits (GB/T 2260). A development zone has the code of its district.</param>
/// <param name="Title">Its name.</param>
public sealed record AreaView(string Area, string Code, string Title);

/// <summary>A tier (人才层次) in one language.</summary>
/// <param name="Level">The number in codes: 1 is the highest tier.</param>
/// <param name="Tier">Its id.</param>
/// <param name="Title">Its name.</param>
public sealed record TierView(int Level, string Tier, string Title);

/// <summary>A filing window in one language.</summary>
/// <param name="Opens">The first day of each year, <c>MM-dd</c>.</param>
/// <param name="Closes">The last day of each year, <c>MM-dd</c>.</param>
/// <param name="Open">Whether the window is open today.</param>
/// <param name="Text">The rule.</param>
/// <param name="ClockBegins">The day from which the time limits of a request count that is filed today: the last day of its window.</param>
/// <param name="Late">True when this year's window has closed, so that a request filed today goes with the next one; otherwise left out.</param>
public sealed record WindowView(string Opens, string Closes, bool Open, string Text, DateOnly ClockBegins, bool? Late);

/// <summary>A service in the list of services, in one language.</summary>
/// <param name="Service">Its id.</param>
/// <param name="Title">Its name.</param>
/// <param name="Summary">What the service gives, in one sentence.</param>
/// <param name="Department">The lead department.</param>
/// <param name="Nature">The natures that it is for; empty when it is for everybody.</param>
/// <param name="Tiers">The tiers that it is for; empty when it does not depend on a tier.</param>
/// <param name="Channel">Where it can be filed.</param>
/// <param name="Window">The yearly filing window; null when it can be filed all year.</param>
public sealed record ServiceListItem(
    string Service,
    string Title,
    string Summary,
    string Department,
    IReadOnlyList<string> Nature,
    IReadOnlyList<string> Tiers,
    IReadOnlyList<string> Channel,
    WindowView? Window);

/// <summary>A paper that a service asks for, in one language.</summary>
/// <param name="Id">Its id within the service.</param>
/// <param name="Title">Its name.</param>
/// <param name="Required">Whether every request is incomplete without it.</param>
/// <param name="Tolerable">Whether it may be handed in later (容缺受理).</param>
/// <param name="FromSharedData">Whether the department gets it from shared data, so that nobody has to hand it in.</param>
/// <param name="Copies">The number of paper copies.</param>
/// <param name="Note">When the paper is needed.</param>
public sealed record MaterialView(
    string Id, string Title, bool Required, bool Tolerable, bool FromSharedData, int Copies, string? Note)
{
    /// <summary>
    /// The cases that must all hold for the paper to be required; when one does not hold, nobody may ask for it. Absent when
    /// <c>required</c> alone decides.
    /// </summary>
    public IReadOnlyList<PaperCase>? RequiredWhen { get; init; }

    /// <summary>A form sample (示范文本).</summary>
    public MaterialSampleView? Sample { get; init; }
}

/// <summary>The time limits of a service, in working days and in one language.</summary>
/// <param name="LegalWorkingDays">From acceptance to decision, by law.</param>
/// <param name="PromisedWorkingDays">To the decision, by the department's promise, see <paramref name="PromiseFrom"/>.</param>
/// <param name="DeliveryWorkingDays">From decision to delivery.</param>
/// <param name="Basis">Where the numbers come from.</param>
/// <param name="Source">The articles of law or the promise.</param>
/// <param name="AcceptanceWorkingDays">
/// From receipt to acceptance. In this time the department must say what is missing (补正).
/// </param>
/// <param name="DeemedAccepted">Whether the request is deemed accepted when the department says nothing in that time.</param>
/// <param name="ExtensionWorkingDays">The length of the one possible extension; 0 when none is possible.</param>
/// <param name="Pauses">What may stop the clock.</param>
/// <param name="Faster">Shorter promises for some answers.</param>
/// <param name="CountsFromReceipt">True when the time to the decision counts from the receipt of the papers; else left out.</param>
/// <param name="PromiseFrom">The day from which the promised time counts: <c>acceptance</c> or <c>filing</c>.</param>
public sealed record TimeLimitsView(
    int? LegalWorkingDays,
    int? PromisedWorkingDays,
    int DeliveryWorkingDays,
    TimeBasis Basis,
    string Source,
    int AcceptanceWorkingDays,
    bool DeemedAccepted,
    int ExtensionWorkingDays,
    IReadOnlyList<string> Pauses,
    IReadOnlyList<FasterLimit>? Faster,
    bool? CountsFromReceipt,
    PromiseStart PromiseFrom)
{
    /// <summary>Whether a law sets the legal limit, or the talent office after the example of one; absent without such a limit.</summary>
    public FactTag? LegalTag { get; init; }
}

/// <summary>Whether the applicant must come in person, in one language.</summary>
/// <param name="Required">When true, no agent may file alone.</param>
/// <param name="Text">The rule.</param>
public sealed record PresenceView(bool Required, string Text);

/// <summary>A deadline for the applicant, in one language.</summary>
/// <param name="Field">The date field from which it counts.</param>
/// <param name="Days">Calendar days after that date; negative means before it.</param>
/// <param name="Text">The rule.</param>
/// <param name="When">The answer for which the deadline applies; absent when it always applies.</param>
public sealed record DeadlineView(string Field, int Days, string Text, FieldChoice? When);

/// <summary>The rules when a form names a child under 14 (PIPL 31), in one language.</summary>
/// <param name="Under">The age limit, in full years on the day of filing.</param>
/// <param name="Consent">The field of the guardian's consent, which must be true for such a child.</param>
/// <param name="NoticeVersion">The version of the notice for guardians.</param>
/// <param name="Notice">The notice for guardians.</param>
public sealed record MinorsView(int Under, string Consent, string NoticeVersion, string Notice);

/// <summary>The guide of a service (办事指南) in one language.</summary>
/// <param name="Service">Its id.</param>
/// <param name="Title">In the language asked for.</param>
/// <param name="Summary">In the language asked for.</param>
/// <param name="Department">The lead department.</param>
/// <param name="Nature">The natures it is for; empty for everybody.</param>
/// <param name="Tiers">The tiers it is for; empty where no tier is asked for.</param>
/// <param name="Channel">Where it can be filed.</param>
/// <param name="Window">The yearly filing window, if it has one.</param>
/// <param name="Presence">Whether the applicant must come in person.</param>
/// <param name="Conditions">The conditions of entitlement.</param>
/// <param name="Form">JSON Schema 2020-12 of the answers.</param>
/// <param name="Materials">The papers to hand in.</param>
/// <param name="TimeLimits">The time limits.</param>
/// <param name="Remedy">The sentence about remedies under a refusal.</param>
/// <param name="Appealable">False when the decision is final.</param>
/// <param name="NoticeVersion">The version of the privacy notice.</param>
/// <param name="Notice">The privacy notice: who handles which data, why and how long.</param>
/// <param name="Receipt">The text that the receipt has in addition to the usual one.</param>
/// <param name="Deadlines">Deadlines for the applicant.</param>
/// <param name="Example">Example answers, which pass all checks.</param>
/// <param name="CatalogueVersion">The version of the catalogue from which the guide was read.</param>
/// <param name="People">The groups of fields that describe a person other than the applicant.</param>
/// <param name="Minors">The rules when one of these people is under 14; absent when the form names no children.</param>
/// <param name="MustBeValid">
/// The date fields of documents that must not have expired on the day of filing. An answer may lift this for a field.
/// </param>
/// <param name="Results">What an approval can say; absent when an approval has no content.</param>
/// <param name="RemedyNotAccepted">The sentence about remedies when a request was not accepted.</param>
public sealed record ServiceView(
    string Service,
    string Title,
    string Summary,
    string Department,
    IReadOnlyList<string> Nature,
    IReadOnlyList<string> Tiers,
    IReadOnlyList<string> Channel,
    WindowView? Window,
    PresenceView Presence,
    IReadOnlyList<string> Conditions,
    JsonElement Form,
    IReadOnlyList<MaterialView> Materials,
    TimeLimitsView TimeLimits,
    string Remedy,
    bool Appealable,
    string NoticeVersion,
    string Notice,
    string? Receipt,
    IReadOnlyList<DeadlineView> Deadlines,
    JsonElement Example,
    int CatalogueVersion,
    IReadOnlyList<FormPerson>? People,
    MinorsView? Minors,
    IReadOnlyList<ValidDocument>? MustBeValid,
    IReadOnlyList<ResultView>? Results = null,
    string? RemedyNotAccepted = null)
{
    /// <summary>What it costs; null when the office has not filled it in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public FeeView? Fee { get; init; }

    /// <summary>What it grants.</summary>
    public required IReadOnlyList<StandardView> Standards { get; init; }

    /// <summary>The laws and documents on which it rests.</summary>
    public required IReadOnlyList<LegalBasisView> LegalBases { get; init; }

    /// <summary>Where to ask and complain.</summary>
    public required ContactView Contact { get; init; }

    /// <summary>Whether a desk of a district or county handles it; null when the office has not filled it in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public GuideFactView? DistrictDesk { get; init; }

    /// <summary>Who may file; empty when the office has not filled it in.</summary>
    public required IReadOnlyList<FilerView> WhoMayFile { get; init; }

    /// <summary>What else people should know before they file.</summary>
    public required IReadOnlyList<GuideFactView> Advice { get; init; }

    /// <summary>The conditions of <c>conditions</c>, in the same order, with what they rest on.</summary>
    public required IReadOnlyList<GuideConditionView> ConditionDetails { get; init; }

    /// <summary>What the office has not filled in, as JSON pointers into this guide.</summary>
    public required IReadOnlyList<string> ToFillIn { get; init; }

    /// <summary>The sentence to show where something is not filled in.</summary>
    public required string Ask { get; init; }

    /// <summary>The sentence to show beside what is tagged <c>setting</c>.</summary>
    public required string SettingNote { get; init; }
}

/// <summary>A possible result of a service, in one language.</summary>
/// <param name="Type">The value of <c>type</c> in the decision.</param>
/// <param name="Title">Its name.</param>
/// <param name="Form">JSON Schema 2020-12 of the decision's other fields.</param>
/// <param name="Example">Example fields, which pass all checks.</param>
public sealed record ResultView(string Type, string Title, JsonElement Form, JsonElement Example);

/// <summary>A bundle in one language.</summary>
/// <param name="Bundle">Its id.</param>
/// <param name="Title">In the language asked for.</param>
/// <param name="Summary">In the language asked for.</param>
/// <param name="Stages">The stages in order. The services of one stage run in parallel.</param>
/// <param name="Requires">Service → the fields that this bundle makes required.</param>
/// <param name="Example">Example answers by service, which pass all checks.</param>
public sealed record BundleView(
    string Bundle,
    string Title,
    string Summary,
    IReadOnlyList<IReadOnlyList<string>> Stages,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Requires,
    IReadOnlyDictionary<string, JsonElement> Example);
