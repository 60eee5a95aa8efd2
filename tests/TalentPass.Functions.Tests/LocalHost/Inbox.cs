using System.Collections.Concurrent;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.LocalHost;

namespace TalentPass.Functions.Tests.LocalHost;

/// <summary>Records the messages that the queue functions under test received, and defines what the functions do.</summary>
internal sealed class Inbox
{
    private int _running;
    private int _most;

    /// <summary>The message of every run that was started.</summary>
    public ConcurrentQueue<QueueMessage> Started { get; } = new();

    /// <summary>The messages whose runs ended without an error.</summary>
    public ConcurrentQueue<string> Done { get; } = new();

    public int Running => Volatile.Read(ref _running);

    public int MostAtOnce => Volatile.Read(ref _most);

    /// <summary>The work of each run. By default a run does nothing.</summary>
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

    /// <summary>Builds a host whose function reads the queue <c>inbox</c>, with its own <c>host.json</c> values.</summary>
    public LocalApplicationBuilder Host(string storage, params (string Name, string Value)[] queues)
    {
        var builder = TestHost.Builder(
            typeof(Trigger), storage, [.. queues.Select(setting => ($"AzureFunctionsJobHost:extensions:queues:{setting.Name}", setting.Value))]);
        builder.Services.AddSingleton(this);
        return builder;
    }

    /// <summary>Creates a client of a queue, by default with the host's default message encoding (Base64).</summary>
    public static async Task<QueueClient> QueueAsync(string storage, QueueMessageEncoding encoding = QueueMessageEncoding.Base64, string name = "inbox")
    {
        var queue = new QueueClient(storage, name, new QueueClientOptions { MessageEncoding = encoding });
        await queue.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        return queue;
    }

    /// <summary>Counts the messages in the queue, hidden messages included.</summary>
    public static async Task<int> CountAsync(QueueClient queue) =>
        (await queue.GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount;

    internal sealed class Trigger(Inbox inbox)
    {
        [Function("Inbox")]
        public Task Run([QueueTrigger("inbox")] QueueMessage message, CancellationToken cancellation) => inbox.RunAsync(message, cancellation);
    }
}
