using System.Text.Json;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// A rule that sends requests of a service to another desk than its lead department's (分派规则), e.g. to the desk of a district. All
/// parts that are given must fit; at least one is given. Of several rules the first one that fits decides, so an override stands first.
/// </summary>
/// <param name="Department">The id of the department whose desk gets the request; it may be a district's.</param>
/// <param name="Areas">The ids of the service areas; null for all, and for a filing without an area.</param>
/// <param name="Tiers">The ids of the applicant's tiers, of the current version of the first scheme; null for all and for none.</param>
/// <param name="When">An answer in the form; null for all.</param>
/// <param name="From">The first legal day of filing on which the rule holds; null without a beginning.</param>
/// <param name="To">The last legal day of filing on which the rule holds; null without an end.</param>
public sealed record DeskRoute(
    string Department,
    IReadOnlyList<string>? Areas = null,
    IReadOnlyList<string>? Tiers = null,
    FieldChoice? When = null,
    DateOnly? From = null,
    DateOnly? To = null)
{
    /// <summary>Whether the rule fits a filing.</summary>
    /// <param name="answers">The answers, already checked.</param>
    /// <param name="area">The id of the service area; null when none is known.</param>
    /// <param name="tier">The id of the applicant's tier; null for a person without one.</param>
    /// <param name="filed">The legal day of filing.</param>
    public bool Fits(JsonElement answers, string? area, string? tier, DateOnly filed) =>
        (Areas is null || Areas.Contains(area, StringComparer.Ordinal))
        && (Tiers is null || Tiers.Contains(tier, StringComparer.Ordinal))
        && (When is null || When.IsMade(answers))
        && !(filed < From)
        && !(filed > To);
}
