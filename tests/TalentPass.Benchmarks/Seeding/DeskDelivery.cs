using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Storage;

namespace TalentPass.Benchmarks.Seeding;

/// <summary>Does what the queue triggers of the desks do: takes the messages, delivers them, and deletes them.</summary>
internal static class DeskDelivery
{
    private const int AtATime = 32;

    /// <summary>Delivers until all queues are empty.</summary>
    public static Task RunAsync(IServiceProvider services) => Task.WhenAll(StorageLayout.Departments.Select(each => RunAsync(services, each)));

    private static async Task RunAsync(IServiceProvider services, string department)
    {
        var deliver = services.GetRequiredService<DeliverToDesk>();
        var queue = services.GetRequiredService<StorageClients>().Queue(StorageLayout.DeskQueue(department));
        while ((await queue.ReceiveMessagesAsync(AtATime, TimeSpan.FromMinutes(5))).Value is { Length: > 0 } messages)
        {
            await Task.WhenAll(messages.Select(DeliverAsync));
        }

        async Task DeliverAsync(QueueMessage message)
        {
            await deliver.RunAsync(department, message.Body.ToString(), CancellationToken.None);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }
    }
}
