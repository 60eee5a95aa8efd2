using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Catalogue.Calendars;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Calendar;

/// <summary>
/// Reads the published calendars every five minutes, in each instance: a timer trigger would run in one instance only. One storage call
/// each time. It waits by the machine's clock, since it is about the age of memory and not about a legal day.
/// </summary>
internal sealed partial class CalendarRenewal(IServiceProvider services, ILogger<CalendarRenewal> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not before the settings have been checked: the store needs the master key.
        var store = services.GetRequiredService<CalendarStore>();
        using var every = new PeriodicTimer(CalendarStore.RenewedEvery);
        while (await every.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await store.RefreshAsync(stoppingToken);
            }
            catch (StorageException away)
            {
                Log.NotRenewed(log, away);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The calendars could not be read again; dates are counted by those read last.")]
        public static partial void NotRenewed(ILogger log, Exception exception);
    }
}
