using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>A service item (事项) with everything its guide (办事指南) says.</summary>
/// <param name="Id">Stable id, e.g. <c>housing-rent-subsidy</c>.</param>
/// <param name="Title">What people read.</param>
/// <param name="Summary">One or two sentences for the list.</param>
/// <param name="Department">The lead department (牵头部门) whose desk the request goes to.</param>
/// <param name="Channels">Where it can be filed: <c>mobile</c> 掌上, <c>web</c> 网上, <c>hall</c> 大厅.</param>
/// <param name="Presence">Whether the applicant must come in person; an agent may file where not (许可法 29).</param>
/// <param name="Form">The answers wanted: a closed JSON Schema (2020-12) in the keywords a form may use.</param>
/// <param name="Materials">The papers of the guide.</param>
/// <param name="TimeLimits">The clocks.</param>
/// <param name="Remedy">What a refused applicant can do.</param>
/// <param name="Notice">What is collected and why, versioned (个人信息保护法 17).</param>
/// <param name="Conditions">Who is entitled; all must hold.</param>
/// <param name="Example">Answers that are accepted as they stand.</param>
/// <param name="Window">The yearly filing window; null where filing is open all year.</param>
/// <param name="Receipt">What the receipt (受理回执) says beyond the usual, e.g. that it proves lawful stay.</param>
/// <param name="Deadlines">Days the law wants kept before or after filing; told, not enforced.</param>
/// <param name="DateOrders">Pairs of date fields that must not be reversed.</param>
/// <param name="People">The people the form asks about, beside the applicant.</param>
/// <param name="Minors">What is asked when one of them is a child under 14; null where none may occur.</param>
/// <param name="MustBeValid">The documents that must not have ended on the day of filing.</param>
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
    IReadOnlyList<ValidDocument>? MustBeValid = null)
{
    /// <summary>The channels there are.</summary>
    public static IReadOnlyList<string> KnownChannels { get; } = ["mobile", "web", "hall"];

    /// <summary>The natures the item is for, empty for everybody.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Natures =>
        [.. Conditions.OfType<NatureCondition>().SelectMany(each => each.Natures).Distinct()];

    /// <summary>The tiers the item is for, empty where no tier is asked for.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Tiers =>
        [.. Conditions.OfType<StatusCondition>().SelectMany(each => each.AnyOf).SelectMany(each => each.Tiers).Distinct()];

    /// <summary>The material with this id, or null.</summary>
    public Material? Material(string id) => Materials.FirstOrDefault(each => each.Id == id);
}

/// <summary>A paper (材料) of the guide.</summary>
/// <param name="Id">Stable id within the item.</param>
/// <param name="Title">What people read.</param>
/// <param name="Required">Whether the request is incomplete without it.</param>
/// <param name="Tolerable">Whether a request may be accepted without it for a while (容缺受理, 浙规 11(2)).</param>
/// <param name="FromSharedData">Whether the department fetches it from shared data; then nobody may ask for it (浙规 7).</param>
/// <param name="Copies">How many are handed in on paper; 0 for an electronic one only.</param>
/// <param name="Note">When it is needed or what it must show.</param>
public sealed record Material(
    string Id, Bilingual Title, bool Required, bool Tolerable, bool FromSharedData, int Copies, Bilingual? Note = null);

/// <summary>Whether presence is legally required (本人到场).</summary>
/// <param name="Required">True: no agent may file alone.</param>
/// <param name="Text">The rule for people.</param>
public sealed record Presence(bool Required, Bilingual Text);

/// <summary>What a refused applicant can do (救济途径, 许可法 38).</summary>
/// <param name="Final">True for entry-exit decisions, against which there is no appeal (出境入境管理法 36).</param>
/// <param name="Text">The sentence that stands under a refusal.</param>
public sealed record Remedy(bool Final, Bilingual Text);

/// <summary>The privacy notice of an item (告知书).</summary>
/// <param name="Version">Stored with every request, e.g. <c>2026-1</c>.</param>
/// <param name="Text">Who handles what, why and how long (个人信息保护法 17, 35).</param>
public sealed record Notice(string Version, Bilingual Text);

/// <summary>A day the law wants kept.</summary>
/// <param name="Field">The date field of the form it is counted from.</param>
/// <param name="Days">Calendar days: negative before that date, positive after.</param>
/// <param name="Text">The rule for people.</param>
/// <param name="When">The answers it is for; null where it is for all.</param>
public sealed record FilingDeadline(string Field, int Days, Bilingual Text, FieldChoice? When = null);

/// <summary>A document that must be valid on the day of filing.</summary>
/// <param name="Field">The date field of the form with its last day.</param>
/// <param name="Unless">The answer it is not for, e.g. a cancellation; null where it is for all.</param>
public sealed record ValidDocument(string Field, FieldChoice? Unless = null);

/// <summary>One choice of a form.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">The answer.</param>
public sealed record FieldChoice(string Field, string Value)
{
    /// <summary>Whether it was made.</summary>
    public bool IsMade(JsonElement answers) =>
        answers.TryGetProperty(Field, out var answer) && answer.ValueKind == JsonValueKind.String && answer.ValueEquals(Value);
}

/// <summary>Two date fields of which the second must not lie before the first.</summary>
/// <param name="First">The earlier field.</param>
/// <param name="Second">The later field.</param>
public sealed record DateOrder(string First, string Second);
