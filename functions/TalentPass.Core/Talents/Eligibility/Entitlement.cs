using System.Text.Json.Serialization;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Talents.Eligibility;

/// <summary>The result of one condition.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConditionResult>))]
public enum ConditionResult
{
    /// <summary>The person meets the condition.</summary>
    [JsonStringEnumMemberName("met")]
    Met,

    /// <summary>The person does not meet the condition.</summary>
    [JsonStringEnumMemberName("not_met")]
    NotMet,

    /// <summary>The data on record does not answer the condition. The department must verify it.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>The result of all conditions of a service together.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntitlementVerdict>))]
public enum EntitlementVerdict
{
    /// <summary>Every condition is met.</summary>
    [JsonStringEnumMemberName("eligible")]
    Eligible,

    /// <summary>At least one condition is not met.</summary>
    [JsonStringEnumMemberName("not_eligible")]
    NotEligible,

    /// <summary>No condition is known to be unmet, but at least one is unknown.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>One condition with its result and the reason (个人信息保护法 24: automatic decisions must be explained).</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Result">The result.</param>
/// <param name="Explain">Makes the reason. Many who judge show no reasons.</param>
public sealed record JudgedCondition(EntitlementCondition Condition, ConditionResult Result, Func<Bilingual> Explain)
{
    /// <summary>The condition in words.</summary>
    public Bilingual Text => Condition.Text;

    /// <summary>The reason, without names of other people.</summary>
    public Bilingual Why => Explain();
}

/// <summary>The results of a service's conditions for one person on one day.</summary>
/// <param name="Service">The service.</param>
/// <param name="Verdict">The result of all conditions together.</param>
/// <param name="Conditions">Each condition, in the order of the guide.</param>
public sealed record Entitlement(ServiceItem Service, EntitlementVerdict Verdict, IReadOnlyList<JudgedCondition> Conditions);
