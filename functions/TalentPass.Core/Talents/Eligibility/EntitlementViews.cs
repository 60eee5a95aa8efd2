namespace TalentPass.Core.Talents.Eligibility;

/// <summary>One condition with its result, in one language.</summary>
/// <param name="Text">The condition.</param>
/// <param name="Result">The result.</param>
/// <param name="Why">The reason.</param>
public sealed record ConditionView(string Text, ConditionResult Result, string Why);

/// <summary>Whether the caller is entitled to a service, in one language.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Title">The service's name.</param>
/// <param name="Status">The result of all conditions together.</param>
/// <param name="Conditions">Each condition.</param>
public sealed record EntitlementView(string Service, string Title, EntitlementVerdict Status, IReadOnlyList<ConditionView> Conditions);

/// <summary>Renders entitlements in one language.</summary>
public static class EntitlementRenderer
{
    /// <summary>Renders whether somebody is entitled to a service.</summary>
    public static EntitlementView View(Entitlement entitlement, bool english) => new(
        entitlement.Service.Id,
        entitlement.Service.Title.In(english),
        entitlement.Verdict,
        [.. entitlement.Conditions.Select(each => new ConditionView(each.Text.In(english), each.Result, each.Why.In(english)))]);
}
