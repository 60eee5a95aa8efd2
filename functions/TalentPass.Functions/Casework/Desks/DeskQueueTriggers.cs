using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Casework.Desks;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Casework.Desks;

/// <summary>
/// Queue triggers, one for the queue <c>desk-…</c> of each department. Each message adds a request to the department's
/// list. Departments are seed data and triggers are code; a test checks that the two agree.
/// </summary>
public sealed partial class DeskQueueTriggers(DeliverToDesk deliver, Unattended unattended, ILogger<DeskQueueTriggers> log)
{
    private const string Storage = "TalentPassStorage";

    /// <summary>Delivers to the housing department (住建局).</summary>
    [Function("DeliverHousing")]
    public Task Housing([QueueTrigger("desk-housing", Connection = Storage)] QueueMessage message, CancellationToken cancel) =>
        RunAsync("housing", message, cancel);

    /// <summary>Delivers to the education department (教育局).</summary>
    [Function("DeliverEducation")]
    public Task Education([QueueTrigger("desk-education", Connection = Storage)] QueueMessage message, CancellationToken cancel) =>
        RunAsync("education", message, cancel);

    /// <summary>Delivers to the police's exit and entry administration (公安出入境).</summary>
    [Function("DeliverExitEntry")]
    public Task ExitEntry([QueueTrigger("desk-exit-entry", Connection = Storage)] QueueMessage message, CancellationToken cancel) =>
        RunAsync("exit-entry", message, cancel);

    /// <summary>Delivers to the police's household registration (公安户政).</summary>
    [Function("DeliverHousehold")]
    public Task Household([QueueTrigger("desk-household", Connection = Storage)] QueueMessage message, CancellationToken cancel) =>
        RunAsync("household", message, cancel);

    /// <summary>Delivers to human resources and social security (人社局).</summary>
    [Function("DeliverHrss")]
    public Task Hrss([QueueTrigger("desk-hrss", Connection = Storage)] QueueMessage message, CancellationToken cancel) =>
        RunAsync("hrss", message, cancel);

    /// <summary>Delivers to the health commission (卫健委).</summary>
    [Function("DeliverHealth")]
    public Task Health([QueueTrigger("desk-health", Connection = Storage)] QueueMessage message, CancellationToken cancel) =>
        RunAsync("health", message, cancel);

    /// <summary>Delivers to the talent office (人才办).</summary>
    [Function("DeliverOffice")]
    public Task Office([QueueTrigger("desk-office", Connection = Storage)] QueueMessage message, CancellationToken cancel) =>
        RunAsync("office", message, cancel);

    private Task RunAsync(string department, QueueMessage message, CancellationToken cancel) =>
        unattended.RunAsync(() => DeliverAsync(department, message, cancel), cancel);

    private async Task DeliverAsync(string department, QueueMessage message, CancellationToken cancel)
    {
        switch (await deliver.RunAsync(department, message.Body.ToString(), message.DequeueCount, cancel))
        {
            case Delivery.Quarantined { Reason: var reason }:
                Log.Quarantined(log, department, reason);
                break;
            // A failed run is the only way to give a message back to the queue.
            case Delivery.Left { Version: var version }:
                throw new UnattendedException($"A message of version {version} is left to an instance of a newer app.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A message of desk {Department} was quarantined: {Reason}.")]
        public static partial void Quarantined(ILogger log, string department, string reason);
    }
}
