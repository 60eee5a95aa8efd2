using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentPass.Core.Calendar;

/// <summary>The holidays of one year, as the General Office of the State Council announced them (部分节假日安排的通知).</summary>
/// <param name="Year">The year of the announcement. Its days may be in the year before or after.</param>
/// <param name="Papers">The URLs of the announcements.</param>
/// <param name="Days">The days that differ from a normal week, and the days that have a holiday's name.</param>
public sealed record CalendarYear(int Year, IReadOnlyList<string> Papers, IReadOnlyList<CalendarDay> Days)
{
    /// <summary>Reads one file of <c>seeds/calendars</c>.</summary>
    /// <exception cref="JsonException">The file does not have this form.</exception>
    public static CalendarYear Read(ReadOnlySpan<byte> utf8Json) =>
        JsonSerializer.Deserialize(utf8Json, CalendarJson.Default.CalendarYear)
        ?? throw new JsonException("The calendar file is empty.");
}

/// <summary>A day in an announcement.</summary>
/// <param name="Date">The day.</param>
/// <param name="Off">True for a day off (放假), false for a weekend day on which people work (调休上班).</param>
/// <param name="Name">The holiday to which the day belongs.</param>
public sealed record CalendarDay(DateOnly Date, bool Off, Bilingual Name);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CalendarYear))]
internal sealed partial class CalendarJson : JsonSerializerContext;
