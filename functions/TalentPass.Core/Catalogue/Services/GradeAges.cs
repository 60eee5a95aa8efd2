using System.Globalization;
using System.Text.Json;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// The ages for the grades of a school. A child is six by 31 August of the year in which it enters the first grade (义务教育法 11,
/// 浙江省义务教育条例), so a grade stands for an age on that day.
/// </summary>
/// <param name="Field">The choice of the grade.</param>
/// <param name="BirthDate">The field of the child's birth date.</param>
/// <param name="OnDay">The day <c>MM-dd</c> on which the ages are counted.</param>
/// <param name="Of">The ages of each grade.</param>
public sealed record GradeAges(string Field, string BirthDate, string OnDay, IReadOnlyList<GradeAge> Of)
{
    /// <summary>
    /// The day on which the ages are counted for a request of this day: the first <see cref="OnDay"/> after the close of the window
    /// in which the request is handled.
    /// </summary>
    public DateOnly CountedOn(FilingWindow? window, DateOnly filed)
    {
        var handled = window?.ClockStart(filed) ?? filed;
        var day = DateOnly.ParseExact($"{handled.Year:d4}-{OnDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return day < handled ? day.AddYears(1) : day;
    }

    /// <summary>The ages of the grade in the answers; null when they name none that is listed.</summary>
    public GradeAge? In(JsonElement answers) =>
        answers.TryGetProperty(Field, out var grade) && grade.ValueKind == JsonValueKind.String
            ? Of.FirstOrDefault(each => grade.ValueEquals(each.Grade)) : null;
}

/// <summary>The ages of a grade, in full years.</summary>
/// <param name="Grade">The value of the choice.</param>
/// <param name="Age">The usual age.</param>
/// <param name="Youngest">The lowest age that is possible, e.g. after skipping a grade.</param>
/// <param name="Oldest">The highest age that is possible, e.g. after a delayed entry or a repeated year.</param>
public sealed record GradeAge(string Grade, int Age, int Youngest, int Oldest);
