using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace TalentPass.Functions.Tests.LocalHost;

public sealed class When_a_message_cannot_be_processed(AzuriteFixture fixture)
{
    private readonly string _storage = fixture.NewAccount();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Inbox Failing => new() { Work = (_, _) => throw new InvalidOperationException("on purpose") };

    [Fact]
    public async Task It_is_tried_again_after_the_visibility_timeout()
    {
        var inbox = Failing;
        var traffic = new QueueTraffic();
        var builder = inbox.Host(_storage, ("visibilityTimeout", "00:00:01"), ("maxDequeueCount", "5"));
        builder.Options.ConfigureQueues = traffic.Watch;
        var queue = await Inbox.QueueAsync(_storage);
        await queue.SendMessageAsync("again", Cancellation);

        await using var host = await TestHost.StartAsync(builder);
        await Eventually.HoldsAsync(() => inbox.Started.Count >= 2, "it is tried again");

        Assert.Equal([1, 2], inbox.Started.Take(2).Select(message => message.DequeueCount));
        Assert.All(traffic.Updates, call => Assert.Equal("1", call.Hidden));
        Assert.Contains(host.Log.At(LogLevel.Error), line => line.StartsWith("Function Inbox failed (invocation ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_poison_after_the_last_try_and_kept_for_seven_days()
    {
        var inbox = Failing;
        var queue = await Inbox.QueueAsync(_storage);
        await queue.SendMessageAsync("bad", Cancellation);

        await using var host = await TestHost.StartAsync(inbox.Host(_storage, ("visibilityTimeout", "00:00:00"), ("maxDequeueCount", "3")));
        var poison = await PoisonAsync(QueueMessageEncoding.Base64);

        Assert.Equal("bad", poison.Body.ToString());
        Assert.InRange(poison.ExpiresOn!.Value - poison.InsertedOn!.Value, TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));
        Assert.Equal(3, inbox.Started.Count);
        await Eventually.HoldsAsync(async () => await Inbox.CountAsync(queue) == 0, "the queue is empty");
    }

    [Fact]
    public async Task One_received_too_often_is_poison_without_a_run()
    {
        var inbox = new Inbox();
        var queue = await Inbox.QueueAsync(_storage);
        await queue.SendMessageAsync("kills hosts", Cancellation);
        for (var death = 0; death < 3; death++)
        {
            var received = (await queue.ReceiveMessageAsync(cancellationToken: Cancellation)).Value;
            await queue.UpdateMessageAsync(received.MessageId, received.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: Cancellation);
        }

        await using var host = await TestHost.StartAsync(inbox.Host(_storage, ("maxDequeueCount", "3")));

        Assert.Equal("kills hosts", (await PoisonAsync(QueueMessageEncoding.Base64)).Body.ToString());
        Assert.Empty(inbox.Started);
    }

    [Fact]
    public async Task One_that_is_not_base64_is_poison_as_it_came_and_holds_nobody_up()
    {
        var inbox = new Inbox();
        var raw = await Inbox.QueueAsync(_storage, QueueMessageEncoding.None);
        var queue = await Inbox.QueueAsync(_storage);
        await raw.SendMessageAsync("{\"not\": \"base64\"}", Cancellation);
        await queue.SendMessageAsync("good", Cancellation);

        await using var host = await TestHost.StartAsync(inbox.Host(_storage));

        Assert.Equal("{\"not\": \"base64\"}", (await PoisonAsync(QueueMessageEncoding.None)).Body.ToString());
        await Eventually.HoldsAsync(async () => await Inbox.CountAsync(queue) == 0, "the queue is empty");
        Assert.Equal(["good"], inbox.Done);
    }

    private async Task<QueueMessage> PoisonAsync(QueueMessageEncoding encoding)
    {
        var queue = await Inbox.QueueAsync(_storage, encoding, "inbox-poison");
        QueueMessage? found = null;
        await Eventually.HoldsAsync(async () => (found = await queue.ReceiveMessageAsync(cancellationToken: Cancellation)) is not null, "the message is poison");
        return found!;
    }
}
