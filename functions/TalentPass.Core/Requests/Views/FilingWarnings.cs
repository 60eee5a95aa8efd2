using System.Text.Json;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Requests.Views;

/// <summary>The days the law wants kept when a request is filed, e.g. to apply seven days before the stay ends.</summary>
internal static class FilingWarnings
{
    /// <summary>The days that were not kept. They are told, not enforced.</summary>
    /// <param name="service">The service and its deadlines.</param>
    /// <param name="answers">The answers with the dates.</param>
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
