using System.Collections.Concurrent;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.LocalHost;

namespace TalentPass.Functions.Tests.LocalHost;

/// <summary>What the queue functions under test saw, and what they are told to do.</summary>
internal sealed class Inbox
{
    private int _running;
    private int _most;

    /// <summary>Everything a run began with.</summary>
    public ConcurrentQueue<QueueMessage> Started { get; } = new();

    /// <summary>What ended without a fault.</summary>
    public ConcurrentQueue<string> Done { get; } = new();

    public int Running => Volatile.Read(ref _running);

    public int MostAtOnce => Volatile.Read(ref _most);

    /// <summary>What each run does; nothing by default.</summary>
    public Func<QueueMessage, CancellationToken, Task> Work { get; set; } = (_, _) => Task.CompletedTask;

    public async Task RunAsync(QueueMessage message, CancellationToken cancellation)
    {
        var now = Interlocked.Increment(ref _running);
        Interlocked.Exchange(ref _most, Math.Max(now, MostAtOnce));
        Started.Enqueue(message);
        try
        {
            await Work(message, cancellation);
            Done.Enqueue(message.Body.ToString());
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>A host whose function takes the queue <c>inbox</c>, with <c>host.json</c> values of its own.</summary>
    public LocalApplicationBuilder Host(string storage, params (string Name, string Value)[] queues)
    {
        var builder = TestHost.Builder(
            typeof(Trigger), storage, [.. queues.Select(setting => ($"AzureFunctionsJobHost:extensions:queues:{setting.Name}", setting.Value))]);
        builder.Services.AddSingleton(this);
        return builder;
    }

    /// <summary>A client of that queue which writes and reads as the host's default encoding has it.</summary>
    public static async Task<QueueClient> QueueAsync(string storage, QueueMessageEncoding encoding = QueueMessageEncoding.Base64, string name = "inbox")
    {
        var queue = new QueueClient(storage, name, new QueueClientOptions { MessageEncoding = encoding });
        await queue.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        return queue;
    }

    /// <summary>How many messages are in the queue, hidden ones included.</summary>
    public static async Task<int> CountAsync(QueueClient queue) =>
        (await queue.GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount;

    internal sealed class Trigger(Inbox inbox)
    {
        [Function("Inbox")]
        public Task Run([QueueTrigger("inbox")] QueueMessage message, CancellationToken cancellation) => inbox.RunAsync(message, cancellation);
    }
}
