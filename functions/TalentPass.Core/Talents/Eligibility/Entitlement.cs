using System.Text.Json.Serialization;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Talents.Eligibility;

/// <summary>What became of one condition.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConditionResult>))]
public enum ConditionResult
{
    /// <summary>It holds.</summary>
    [JsonStringEnumMemberName("met")]
    Met,

    /// <summary>It does not hold.</summary>
    [JsonStringEnumMemberName("not_met")]
    NotMet,

    /// <summary>Nobody can tell from what is on record; the department establishes it.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>All conditions of an item in one word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntitlementVerdict>))]
public enum EntitlementVerdict
{
    /// <summary>Every condition is met.</summary>
    [JsonStringEnumMemberName("eligible")]
    Eligible,

    /// <summary>At least one condition is not met.</summary>
    [JsonStringEnumMemberName("not_eligible")]
    NotEligible,

    /// <summary>Nothing speaks against it, but not everything is known.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>One condition, judged and explained (个人信息保护法 24: automatic decisions are explained).</summary>
/// <param name="Text">The condition.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Why">Why, without naming other people.</param>
public sealed record JudgedCondition(Bilingual Text, ConditionResult Result, Bilingual Why);

/// <summary>An item's conditions, judged for one person on one day.</summary>
/// <param name="Service">The item.</param>
/// <param name="Verdict">All in one word.</param>
/// <param name="Conditions">Each condition, in the guide's order.</param>
public sealed record Entitlement(ServiceItem Service, EntitlementVerdict Verdict, IReadOnlyList<JudgedCondition> Conditions);
