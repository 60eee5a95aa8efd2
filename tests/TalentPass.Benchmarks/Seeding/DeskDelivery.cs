using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Benchmarks.Operations;
using TalentPass.Core.Storage;

namespace TalentPass.Benchmarks.Seeding;

/// <summary>Does what the host does with the queues of the desks: takes the messages, runs the triggers, deletes the messages.</summary>
internal static class DeskDelivery
{
    private const int AtATime = 32;

    /// <summary>Delivers until all queues are empty.</summary>
    public static Task RunAsync(IServiceProvider services) => Task.WhenAll(BackgroundFunctions.Queues.Select(each => RunAsync(services, each)));

    private static async Task RunAsync(IServiceProvider services, string name)
    {
        var queue = services.GetRequiredService<StorageClients>().Queue(name);
        while ((await queue.ReceiveMessagesAsync(AtATime, TimeSpan.FromMinutes(5))).Value is { Length: > 0 } messages)
        {
            await Task.WhenAll(messages.Select(DeliverAsync));
        }

        async Task DeliverAsync(QueueMessage message)
        {
            await BackgroundFunctions.RunQueueAsync(services, name, message);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }
    }
}
