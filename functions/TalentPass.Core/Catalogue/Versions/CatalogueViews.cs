using System.Text.Json;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>A department in one language.</summary>
/// <param name="Department">Its id; the desk's and the queue's name.</param>
/// <param name="Title">The short name staff use.</param>
/// <param name="FullName">The official name.</param>
public sealed record DepartmentView(string Department, string Title, string FullName);

/// <summary>A service area in one language.</summary>
/// <param name="Area">Its id, which a request names.</param>
/// <param name="Code">GB/T 2260, six digits; a development zone has its district's.</param>
/// <param name="Title">In the language asked for.</param>
public sealed record AreaView(string Area, string Code, string Title);

/// <summary>A filing window in one language.</summary>
/// <param name="Opens">First day, <c>MM-dd</c>.</param>
/// <param name="Closes">Last day, <c>MM-dd</c>.</param>
/// <param name="Open">Whether it is open today.</param>
/// <param name="Text">The rule.</param>
public sealed record WindowView(string Opens, string Closes, bool Open, string Text);

/// <summary>An item of the list of services.</summary>
/// <param name="Service">Its id.</param>
/// <param name="Title">In the language asked for.</param>
/// <param name="Summary">In the language asked for.</param>
/// <param name="Department">The lead department.</param>
/// <param name="Nature">The natures it is for; empty for everybody.</param>
/// <param name="Tiers">The tiers it is for; empty where no tier is asked for.</param>
/// <param name="Channel">Where it can be filed.</param>
/// <param name="Window">The yearly filing window, if it has one.</param>
public sealed record ServiceListItem(
    string Service,
    string Title,
    string Summary,
    string Department,
    IReadOnlyList<string> Nature,
    IReadOnlyList<string> Tiers,
    IReadOnlyList<string> Channel,
    WindowView? Window);

/// <summary>A paper of the guide in one language.</summary>
/// <param name="Id">Its id within the service.</param>
/// <param name="Title">In the language asked for.</param>
/// <param name="Required">Whether the request is incomplete without it.</param>
/// <param name="Tolerable">Whether it may be missing for a while (容缺受理).</param>
/// <param name="FromSharedData">Whether the department fetches it itself; it need not be handed in.</param>
/// <param name="Copies">How many on paper.</param>
/// <param name="Note">When it is needed.</param>
public sealed record MaterialView(
    string Id, string Title, bool Required, bool Tolerable, bool FromSharedData, int Copies, string? Note);

/// <summary>The time limits in one language.</summary>
/// <param name="LegalWorkingDays">From acceptance to decision by law.</param>
/// <param name="PromisedWorkingDays">From acceptance to decision by promise.</param>
/// <param name="DeliveryWorkingDays">From decision to delivery.</param>
/// <param name="Basis">Where the figures come from.</param>
/// <param name="Source">The articles or the promise.</param>
/// <param name="AcceptanceWorkingDays">For telling what is missing.</param>
/// <param name="DeemedAccepted">Whether silence until then is acceptance.</param>
/// <param name="ExtensionWorkingDays">The one extension, 0 for none.</param>
/// <param name="Pauses">What may stop the clock.</param>
/// <param name="Faster">Shorter promises for some answers.</param>
/// <param name="CountsFromReceipt">True where the decision is counted from the receipt of the papers; else left out.</param>
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
    bool? CountsFromReceipt);

/// <summary>Whether one must come in person, in one language.</summary>
/// <param name="Required">True: no agent may file alone.</param>
/// <param name="Text">The rule.</param>
public sealed record PresenceView(bool Required, string Text);

/// <summary>A day to keep, in one language.</summary>
/// <param name="Field">The date field it is counted from.</param>
/// <param name="Days">Calendar days, negative before.</param>
/// <param name="Text">The rule.</param>
/// <param name="When">The answer it is for; absent where it is for all.</param>
public sealed record DeadlineView(string Field, int Days, string Text, FieldChoice? When);

/// <summary>What is asked when a child under 14 is named, in one language.</summary>
/// <param name="Under">The age, in full years on the day of filing.</param>
/// <param name="Consent">The field of the guardian's consent; it must then be true.</param>
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
/// <param name="Presence">Whether one must come in person.</param>
/// <param name="Conditions">Who is entitled.</param>
/// <param name="Form">JSON Schema 2020-12 of the answers.</param>
/// <param name="Materials">The papers.</param>
/// <param name="TimeLimits">The clocks.</param>
/// <param name="Remedy">The sentence under a refusal.</param>
/// <param name="Appealable">False where the decision is final.</param>
/// <param name="NoticeVersion">The version of the privacy notice.</param>
/// <param name="Notice">Who handles what, why and how long.</param>
/// <param name="Receipt">What the receipt says beyond the usual.</param>
/// <param name="Deadlines">Days to keep.</param>
/// <param name="Example">Answers that are accepted as they stand.</param>
/// <param name="CatalogueVersion">The version of the catalogue this was read from.</param>
/// <param name="People">The fields that are about one person each, beside the applicant.</param>
/// <param name="Minors">What is asked when one of them is under 14; absent where no child may occur.</param>
/// <param name="MustBeValid">The date fields whose day must not have passed on the day of filing, and the answer that makes it not matter.</param>
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
    IReadOnlyList<ValidDocument>? MustBeValid);

/// <summary>A bundle in one language.</summary>
/// <param name="Bundle">Its id.</param>
/// <param name="Title">In the language asked for.</param>
/// <param name="Summary">In the language asked for.</param>
/// <param name="Stages">Services that run in parallel, stage after stage.</param>
/// <param name="Requires">Service → fields that are needed in this bundle.</param>
/// <param name="Example">Answers by service that are accepted as they stand.</param>
public sealed record BundleView(
    string Bundle,
    string Title,
    string Summary,
    IReadOnlyList<IReadOnlyList<string>> Stages,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Requires,
    IReadOnlyDictionary<string, JsonElement> Example);
