namespace TalentPass.Core.Talents.Eligibility;

/// <summary>A condition, judged, in one language.</summary>
/// <param name="Text">The condition.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Why">Why.</param>
public sealed record ConditionView(string Text, ConditionResult Result, string Why);

/// <summary>What the caller is entitled to, in one language.</summary>
/// <param name="Service">The service.</param>
/// <param name="Title">In the language asked for.</param>
/// <param name="Status">All conditions in one word.</param>
/// <param name="Conditions">Each condition.</param>
public sealed record EntitlementView(string Service, string Title, EntitlementVerdict Status, IReadOnlyList<ConditionView> Conditions);
