using TalentPass.Core.Calendar;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Calendars;

/// <summary>Checks what was sent about the calendar of a year and makes the calendar, or names every fault.</summary>
internal static class CalendarReader
{
    private const int FirstYear = 2020;
    private const int LastYear = 2100;

    /// <summary>
    /// Makes the calendar, or refuses with <c>validation_failed</c>: a year without the one before it, an address that is not https, a day
    /// outside the year and the months beside it, a day that is there twice, a worked day that is no weekend day.
    /// </summary>
    /// <param name="year">The year.</param>
    /// <param name="newest">The newest year whose calendar is published. Years are published one after the other.</param>
    /// <param name="input">What was sent.</param>
    public static Outcome<CalendarYear> Read(int year, int newest, CalendarInput input)
    {
        var errors = new ValidationErrors();
        if (year is < FirstYear or > LastYear || year > newest + 1 || (input.Year ?? year) != year)
        {
            errors.Add("/year", ValidationCodes.OutOfRange);
        }

        foreach (var (index, paper) in input.Papers.Index())
        {
            if (paper.Length > TextLimits.Address || !Uri.TryCreate(paper, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
            {
                errors.Add($"/papers/{index}", ValidationCodes.InvalidFormat);
            }
        }

        var seen = new HashSet<DateOnly>();
        foreach (var (index, day) in input.Days.Index())
        {
            CheckDay(year, day, seen, $"/days/{index}", errors);
        }

        return errors.ToRefusal() is { } refusal
            ? refusal
            : new CalendarYear(year, input.Papers, [.. input.Days.OrderBy(each => each.Date).Select(each => new CalendarDay(each.Date, each.Off, new Bilingual(each.Name.Zh, each.Name.En)))]);
    }

    // A notice may name days of the December before and of the January after, where a holiday reaches over the turn of the year.
    private static void CheckDay(int year, CalendarDayInput day, HashSet<DateOnly> seen, string at, ValidationErrors errors)
    {
        var month = day.Date.Year * 12 + day.Date.Month - (year * 12 + 1);
        if (month is < -1 or > 12)
        {
            errors.Add($"{at}/date", ValidationCodes.OutOfRange);
        }

        if (!seen.Add(day.Date))
        {
            errors.Add($"{at}/date", ValidationCodes.Duplicate);
        }

        if (!day.Off && day.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
        {
            errors.Add($"{at}/off", ValidationCodes.ImpossibleDate);
        }

        foreach (var (language, text) in new[] { ("zh", day.Name.Zh), ("en", day.Name.En) })
        {
            if (TextRules.FindFault(text, TextLimits.CityName) is { } fault)
            {
                errors.Add($"{at}/name/{language}", fault);
            }
        }
    }
}
