using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentPass.Core.Calendar;

/// <summary>One year's holiday arrangement as the General Office of the State Council announced it (部分节假日安排的通知).</summary>
/// <param name="Year">The year it was announced for. Its days may reach into the neighbouring years.</param>
/// <param name="Papers">The addresses of the announcements.</param>
/// <param name="Days">The days that differ from plain weeks, or that carry a holiday's name.</param>
public sealed record CalendarYear(int Year, IReadOnlyList<string> Papers, IReadOnlyList<CalendarDay> Days)
{
    /// <summary>Reads one file of <c>seeds/calendars</c>.</summary>
    /// <exception cref="JsonException">It is not such a file.</exception>
    public static CalendarYear Read(ReadOnlySpan<byte> utf8Json) =>
        JsonSerializer.Deserialize(utf8Json, CalendarJson.Default.CalendarYear)
        ?? throw new JsonException("The calendar file is empty.");
}

/// <summary>A day named by the arrangement.</summary>
/// <param name="Date">The day.</param>
/// <param name="Off">True for a day off (放假), false for a weekend day that is worked (调休上班).</param>
/// <param name="Name">The holiday it belongs to.</param>
public sealed record CalendarDay(DateOnly Date, bool Off, Bilingual Name);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CalendarYear))]
internal sealed partial class CalendarJson : JsonSerializerContext;
