using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Calendars;
using TalentPass.Functions.Http;
using TalentPass.Functions.Storage;

namespace TalentPass.Functions.Calendar;

/// <summary>Registers the working-day calendar.</summary>
public static class CalendarRegistration
{
    /// <summary>
    /// Adds the calendar. It knows the years that have a file in the seeds' folder <c>calendars</c>, and from the start on those that the
    /// talent office has published; when <c>Seeds:Load</c> is false, these five minutes later.
    /// </summary>
    public static IHostApplicationBuilder AddCalendar(this IHostApplicationBuilder builder)
    {
        var folder = Path.Combine(builder.SeedsPath(), "calendars");
        builder.Services.TryAddSingleton(_ => new WorkingCalendar(
            Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => CalendarYear.Read(File.ReadAllBytes(file)))));
        builder.Services.AddWireJson(CalendarWireJson.Default);
        builder.Services.TryAddSingleton<CalendarStore>();
        builder.Services.TryAddSingleton<ManageCalendars>();
        builder.AddSeedsStep("calendars", (services, cancel) => services.GetRequiredService<CalendarStore>().RefreshAsync(cancel), _ => { });
        builder.Services.AddHostedService<CalendarRenewal>();
        return builder;
    }
}
