using System.Globalization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// A yearly filing window (报名时间). People can file at any time. The requests filed before or in a window are handled together
/// when the window closes; later requests wait for the next window.
/// </summary>
/// <param name="Opens">The first day, <c>MM-dd</c>, in legal days of Asia/Shanghai.</param>
/// <param name="Closes">The last day, <c>MM-dd</c>, not before <paramref name="Opens"/>.</param>
/// <param name="Text">The rule in words.</param>
public sealed record FilingWindow(string Opens, string Closes, Bilingual Text)
{
    /// <summary>
    /// The day from which the time limits of a request filed on this day count: the last day of the next window.
    /// </summary>
    public DateOnly ClockStart(DateOnly filed) => RoundOf(filed).Closes;

    /// <summary>The round in which a request filed on this day is handled: of this year, or of the next when this year's has closed.</summary>
    public FilingRound RoundOf(DateOnly filed)
    {
        var isLate = filed > Day(Closes, filed.Year);
        var year = isLate ? filed.Year + 1 : filed.Year;
        return new FilingRound(Day(Opens, year), Day(Closes, year), isLate);
    }

    /// <summary>Whether this day is in the window.</summary>
    public bool IsOpen(DateOnly day) => day >= Day(Opens, day.Year) && day <= Day(Closes, day.Year);

    /// <summary>Whether the text is a day <c>MM-dd</c> that exists in every year; 02-29 is not.</summary>
    internal static bool IsDay(string text) =>
        DateOnly.TryParseExact($"2025-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static DateOnly Day(string monthDay, int year) =>
        DateOnly.ParseExact($"{year:d4}-{monthDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>One round of a yearly window: the requests that are handled together.</summary>
/// <param name="Opens">The first day of the window.</param>
/// <param name="Closes">The last day of the window. The time limits count from it.</param>
/// <param name="IsLate">Whether the filing came after this year's window had closed, so that it goes with the next one.</param>
public readonly record struct FilingRound(DateOnly Opens, DateOnly Closes, bool IsLate)
{
    /// <summary>The first day on which a request of this round may be decided: the day after the window closes.</summary>
    public DateOnly DecidedFrom => Closes.AddDays(1);
}
