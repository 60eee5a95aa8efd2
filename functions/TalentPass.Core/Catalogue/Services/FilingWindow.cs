using System.Globalization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// A yearly window (报名时间). Filing is possible at any time; what is filed in or before a window is handled together
/// when that window closes, what comes later waits for the next one.
/// </summary>
/// <param name="Opens">The first day, <c>MM-dd</c>, legal days of Asia/Shanghai.</param>
/// <param name="Closes">The last day, <c>MM-dd</c>, not before <paramref name="Opens"/>.</param>
/// <param name="Text">The rule for people.</param>
public sealed record FilingWindow(string Opens, string Closes, Bilingual Text)
{
    /// <summary>The day the clocks start from for a request of this day: the close of the next window.</summary>
    public DateOnly ClockStart(DateOnly filed)
    {
        var closes = Day(Closes, filed.Year);
        return filed <= closes ? closes : Day(Closes, filed.Year + 1);
    }

    /// <summary>Whether the window is open on this day.</summary>
    public bool IsOpen(DateOnly day) => day >= Day(Opens, day.Year) && day <= Day(Closes, day.Year);

    /// <summary>Whether the text is a day of every year.</summary>
    internal static bool IsDay(string text) =>
        DateOnly.TryParseExact($"2025-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static DateOnly Day(string monthDay, int year) =>
        DateOnly.ParseExact($"{year:d4}-{monthDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
