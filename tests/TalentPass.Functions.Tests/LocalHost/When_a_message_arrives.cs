using System.Globalization;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace TalentPass.Functions.Tests.LocalHost;

public sealed class When_a_message_arrives(AzuriteFixture fixture)
{
    private readonly string _storage = fixture.NewAccount();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_handed_over_decoded_and_deleted()
    {
        var inbox = new Inbox();
        var queue = await Inbox.QueueAsync(_storage);
        await queue.SendMessageAsync("您好 𬭎", Cancellation);

        await using var host = await TestHost.StartAsync(inbox.Host(_storage));

        await Eventually.HoldsAsync(async () => await Inbox.CountAsync(queue) == 0, "the message is deleted");
        Assert.Equal(["您好 𬭎"], inbox.Done);
        Assert.Equal(1, Assert.Single(inbox.Started).DequeueCount);
    }

    [Fact]
    public async Task Text_and_bytes_can_be_asked_for_and_settings_name_the_queues()
    {
        var seen = new Seen();
        var builder = TestHost.Builder(
            typeof(OtherShapes), "", ("desk", "housing"), ("ConnectionStrings:Desk", _storage), ("AzureFunctionsJobHost:extensions:queues:messageEncoding", "none"));
        builder.Services.AddSingleton(seen);
        var text = await Inbox.QueueAsync(_storage, QueueMessageEncoding.None, "as-housing-text");
        var bytes = await Inbox.QueueAsync(_storage, QueueMessageEncoding.None, "as-housing-bytes");
        await text.SendMessageAsync("plain", Cancellation);
        await bytes.SendMessageAsync("bytes", Cancellation);

        await using var host = await TestHost.StartAsync(builder);

        Assert.Equal("plain", await seen.Text.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal("bytes", (await seen.Bytes.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation)).ToString());
    }

    [Fact]
    public async Task The_queue_is_made_when_it_is_missing_and_made_again_when_it_is_deleted()
    {
        var inbox = new Inbox();
        var queue = new QueueClient(_storage, "inbox", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await using var host = await TestHost.StartAsync(inbox.Host(_storage));
        await Eventually.HoldsAsync(async () => await queue.ExistsAsync(Cancellation), "the queue is there");

        await queue.DeleteAsync(Cancellation);
        await Eventually.HoldsAsync(async () => await queue.ExistsAsync(Cancellation), "the queue is there again");
        await queue.SendMessageAsync("after all", Cancellation);

        await Eventually.HoldsAsync(() => inbox.Done.Contains("after all"), "the message is processed");
    }

    [Fact]
    public async Task No_more_run_at_once_than_a_batch_and_the_threshold()
    {
        using var gate = new SemaphoreSlim(0);
        var inbox = new Inbox { Work = (_, cancellation) => gate.WaitAsync(cancellation) };
        var queue = await Inbox.QueueAsync(_storage);
        foreach (var number in Enumerable.Range(0, 12))
            await queue.SendMessageAsync(number.ToString(CultureInfo.InvariantCulture), Cancellation);

        // The batch size is four, and the host fetches a new batch when two messages are still in work. First four run. After
        // two have ended, four more join the other two.
        await using var host = await TestHost.StartAsync(inbox.Host(_storage, ("batchSize", "4"), ("newBatchThreshold", "2")));
        await Eventually.HoldsAsync(() => inbox.Running == 4, "a whole batch runs");
        gate.Release();
        await Eventually.HoldsAsync(() => inbox.Done.Count == 1, "one has ended");
        Assert.Equal(4, inbox.Started.Count);
        gate.Release();
        await Eventually.HoldsAsync(() => inbox.Running == 6, "the next batch joined");
        gate.Release(12);

        await Eventually.HoldsAsync(() => inbox.Done.Count == 12, "all are done");
        Assert.Equal(6, inbox.MostAtOnce);
    }

    [Fact]
    public async Task It_is_hidden_for_ten_minutes_and_again_while_its_function_runs()
    {
        var time = new WatchedClock(DateTimeOffset.UnixEpoch);
        using var gate = new SemaphoreSlim(0);
        var inbox = new Inbox { Work = (_, cancellation) => gate.WaitAsync(cancellation) };
        var traffic = new QueueTraffic();
        var builder = inbox.Host(_storage);
        builder.Options.ConfigureQueues = traffic.Watch;
        builder.Services.AddSingleton<TimeProvider>(time);
        var queue = await Inbox.QueueAsync(_storage);
        await queue.SendMessageAsync("slow", Cancellation);

        await using var host = await TestHost.StartAsync(builder);
        await Eventually.HoldsAsync(() => inbox.Running == 1, "it runs");
        Assert.All(traffic.Receives, call => Assert.Equal("600", call.Hidden));
        Assert.Empty(traffic.Updates);
        foreach (var renewals in (int[])[1, 2])
        {
            await time.AdvanceToAwaitedAsync(TimeSpan.FromMinutes(5));
            await Eventually.HoldsAsync(() => traffic.Updates.Count(call => call is { Hidden: "600", Status: 204 }) == renewals, "it is hidden again");
        }
        gate.Release();

        // Each renewal gives a new pop receipt. The old receipt cannot delete the message.
        await Eventually.HoldsAsync(async () => await Inbox.CountAsync(queue) == 0, "it is deleted with the newest receipt");
    }

    [Fact]
    public async Task An_empty_queue_is_asked_less_and_less_until_a_message_comes()
    {
        var time = new WatchedClock(DateTimeOffset.UnixEpoch);
        var inbox = new Inbox();
        var traffic = new QueueTraffic();
        var builder = inbox.Host(_storage, ("maxPollingInterval", "00:01:00"));
        builder.Options.ConfigureQueues = traffic.Watch;
        builder.Services.AddSingleton<TimeProvider>(time);
        await using var host = await TestHost.StartAsync(builder);
        var queue = await Inbox.QueueAsync(_storage);

        // The pauses are 0.1 s, then about 0.2, 0.3, 0.5 s and so on, up to one minute. After twelve polls the pause is one
        // minute.
        for (var look = 1; look <= 12; look++)
        {
            await PollsAsync(traffic, look);
            await time.AdvanceAsync(TimeSpan.FromMinutes(1));
        }
        await PollsAsync(traffic, 13);
        await time.AdvanceAsync(TimeSpan.FromSeconds(59));
        await queue.SendMessageAsync("wake up", Cancellation);
        Assert.Equal(13, traffic.Receives.Count());
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => inbox.Done.Contains("wake up"), "the message is found at the end of the minute");

        // A message resets the polling: the next poll comes at once, and the one after it after 0.1 s.
        await PollsAsync(traffic, 15);
        await time.AdvanceToAwaitedAsync(TimeSpan.FromMilliseconds(100));
        await PollsAsync(traffic, 16);
    }

    [Fact]
    public async Task A_queue_that_was_busy_for_a_moment_is_asked_again_at_once()
    {
        await using var proxy = new StorageProxy(_storage, StorageWay.Open);
        proxy.SetQueues(StorageWay.Canned, StorageProxy.Answer("503 Server Busy", headers: "Retry-After: 600"));
        var inbox = new Inbox();
        var traffic = new QueueTraffic();
        var builder = inbox.Host(proxy.Connection);
        builder.Options.ConfigureQueues = traffic.Watch;
        await using var host = await TestHost.StartAsync(builder);
        await Eventually.HoldsAsync(() => traffic.Receives.Any(call => call.Status == 503), "the queue is busy");

        proxy.SetQueues(StorageWay.Open);
        await (await Inbox.QueueAsync(_storage)).SendMessageAsync("after all", Cancellation);

        await Eventually.HoldsAsync(() => inbox.Done.Contains("after all"), "the message is processed");
    }

    private static Task PollsAsync(QueueTraffic traffic, int count) =>
        Eventually.HoldsAsync(() => traffic.Receives.Count() == count, $"the queue was asked {count} times");

    public sealed class OtherShapes(Seen seen)
    {
        [Function("AsText")]
        public void Text([QueueTrigger("as-%desk%-text", Connection = "Desk")] string message) => seen.Text.SetResult(message);

        [Function("AsBytes")]
        public ValueTask Bytes([QueueTrigger("as-%desk%-bytes", Connection = "Desk")] BinaryData message)
        {
            seen.Bytes.SetResult(message);
            return ValueTask.CompletedTask;
        }
    }

    public sealed class Seen
    {
        public TaskCompletionSource<string> Text { get; } = new();

        public TaskCompletionSource<BinaryData> Bytes { get; } = new();
    }
}
