using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Calendar;
using TalentPass.Functions.Storage;

namespace TalentPass.Functions.Calendar;

/// <summary>Registers the working-day calendar.</summary>
public static class CalendarRegistration
{
    /// <summary>Adds the calendar. It knows the years that have a file in the seeds' folder <c>calendars</c>.</summary>
    public static IHostApplicationBuilder AddCalendar(this IHostApplicationBuilder builder)
    {
        var folder = Path.Combine(builder.SeedsPath(), "calendars");
        builder.Services.TryAddSingleton(_ => new WorkingCalendar(
            Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => CalendarYear.Read(File.ReadAllBytes(file)))));
        return builder;
    }
}
