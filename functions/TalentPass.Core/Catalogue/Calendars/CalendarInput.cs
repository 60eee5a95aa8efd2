using System.ComponentModel.DataAnnotations;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Calendars;

/// <summary>
/// What the talent office sends to publish the calendar of a year: the State Council's notice (国务院办公厅关于部分节假日安排的通知), in the
/// form of the files of <c>seeds/calendars</c>.
/// </summary>
/// <param name="Papers">The https addresses of the notices, 1–10.</param>
/// <param name="Days">The days that differ from a normal week or have a holiday's name, 1–100.</param>
/// <param name="Year">The year; when it is given, it is the one in the path.</param>
public sealed record CalendarInput(
    [property: MinLength(1), MaxLength(10)] IReadOnlyList<string> Papers,
    [property: MinLength(1), MaxLength(100)] IReadOnlyList<CalendarDayInput> Days,
    int? Year = null);

/// <summary>A day of a notice.</summary>
/// <param name="Date">The day: of the year itself, of December before it or of January after it.</param>
/// <param name="Off">True for a day off (放假), false for a weekend day on which people work (调休上班).</param>
/// <param name="Name">The holiday to which the day belongs.</param>
public sealed record CalendarDayInput(DateOnly Date, bool Off, CalendarNameInput Name);

/// <summary>The name of a holiday in both languages.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record CalendarNameInput(
    [property: StringLength(TextLimits.CityName, MinimumLength = 1)] string Zh, [property: StringLength(TextLimits.CityName, MinimumLength = 1)] string En);
