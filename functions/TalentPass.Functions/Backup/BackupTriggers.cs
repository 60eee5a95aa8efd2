using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Backup;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Backup;

/// <summary>
/// The timer of the nightly copy. An alert reads the line that it logs (infra/azure/modules/alerts.bicep).
/// </summary>
public sealed partial class BackupTriggers(BackUp backup, Unattended unattended, ILogger<BackupTriggers> log)
{
    /// <summary>Runs at 02:30, 03:30 and 04:30 +08:00. The first run that succeeds makes the copy of the day.</summary>
    [Function("BackUp")]
    public Task Make([TimerTrigger("0 30 18-20 * * *")] TimerInfo timer, CancellationToken cancel) => unattended.RunAsync(
        async () =>
        {
            if (await backup.RunAsync(cancel) is { } made)
            {
                Log.Made(log, made.Copy, made.Holds.Tables.Values.Sum(), made.Holds.Files);
            }
        },
        cancel);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Backed up as {Copy}: {Rows} rows, {Files} files.")]
        public static partial void Made(ILogger log, string copy, long rows, long files);
    }
}
