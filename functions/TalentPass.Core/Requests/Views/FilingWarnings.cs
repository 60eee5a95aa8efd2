using System.Text.Json;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Requests.Views;

/// <summary>
/// Finds the legal deadlines that a filing missed, e.g. to apply at least seven days before the stay ends.
/// </summary>
internal static class FilingWarnings
{
    /// <summary>The texts of the missed deadlines. The applicant is only warned; the filing is not refused.</summary>
    /// <param name="service">The service and its deadlines.</param>
    /// <param name="answers">The answers, with the dates.</param>
    /// <param name="filed">The legal day of filing.</param>
    public static IReadOnlyList<Bilingual> Of(ServiceItem service, JsonElement answers, DateOnly filed) =>
    [
        .. (service.Deadlines ?? [])
            .Where(each => each.When?.IsMade(answers) is not false
                && answers.TryGetProperty(each.Field, out var date)
                && DateOnly.TryParseExact(date.GetString(), "yyyy-MM-dd", out var day)
                && filed > day.AddDays(each.Days))
            .Select(each => each.Text),
    ];
}
