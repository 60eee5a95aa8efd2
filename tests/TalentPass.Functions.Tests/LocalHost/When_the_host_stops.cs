using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TalentPass.Functions.Tests.LocalHost;

public sealed class When_the_host_stops(AzuriteFixture fixture)
{
    private readonly string _storage = fixture.NewAccount();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_in_flight_ends_first_and_no_new_work_begins()
    {
        using var gate = new SemaphoreSlim(0);
        var inbox = new Inbox { Work = (_, cancellation) => gate.WaitAsync(cancellation) };
        var queue = await Inbox.QueueAsync(_storage);
        await queue.SendMessageAsync("in flight", Cancellation);
        await using var host = await TestHost.StartAsync(inbox.Host(_storage, ("batchSize", "1"), ("newBatchThreshold", "0")));
        await Eventually.HoldsAsync(() => inbox.Running == 1, "it runs");

        var stop = host.StopAsync();
        await queue.SendMessageAsync("too late", Cancellation);
        Assert.False(stop.IsCompleted);
        gate.Release(2);
        await stop;

        Assert.Equal(["in flight"], inbox.Done);
        Assert.Equal(1, await Inbox.CountAsync(queue));
    }

    [Fact]
    public async Task A_request_in_flight_gets_its_answer()
    {
        var builder = TestHost.Builder(typeof(Slow), _storage);
        var gate = new Gate();
        builder.Services.AddSingleton(gate);
        await using var host = await TestHost.StartAsync(builder);
        var call = host.Client.GetAsync("/slow", Cancellation);
        await gate.Reached.Task.WaitAsync(Cancellation);

        var stop = host.StopAsync();
        gate.Open.SetResult();

        Assert.Equal(HttpStatusCode.OK, (await call).StatusCode);
        await stop;
    }

    [Fact]
    public async Task A_restart_with_messages_in_flight_loses_none()
    {
        var first = new Inbox { Work = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation) };
        var builder = first.Host(_storage, ("batchSize", "4"), ("visibilityTimeout", "00:00:00"));
        builder.Options.Grace = TimeSpan.FromMilliseconds(200);
        var queue = await Inbox.QueueAsync(_storage);
        string[] sent = [.. Enumerable.Range(0, 10).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        foreach (var text in sent)
            await queue.SendMessageAsync(text, Cancellation);
        await using (var host = await TestHost.StartAsync(builder))
            await Eventually.HoldsAsync(() => first.Running >= 4, "a batch is in flight");
        Assert.Empty(first.Done);

        var second = new Inbox();
        await using var again = await TestHost.StartAsync(second.Host(_storage));

        await Eventually.HoldsAsync(async () => await Inbox.CountAsync(queue) == 0, "the queue is empty");
        Assert.Equal(sent, second.Done.Order());
    }

    [Fact]
    public async Task A_function_that_does_not_end_is_not_waited_for_for_ever()
    {
        var never = new TaskCompletionSource();
        var inbox = new Inbox { Work = (_, _) => never.Task };
        var builder = inbox.Host(_storage);
        builder.Options.Grace = TimeSpan.FromMilliseconds(100);
        builder.Options.DrainLimit = TimeSpan.FromMilliseconds(300);
        var queue = await Inbox.QueueAsync(_storage);
        await queue.SendMessageAsync("stuck", Cancellation);
        await using var host = await TestHost.StartAsync(builder);
        await Eventually.HoldsAsync(() => inbox.Running == 1, "it runs");

        await host.StopAsync();

        Assert.Contains("Stopped although these functions had not ended: Inbox", host.Log.At(LogLevel.Warning));
        Assert.Equal(1, await Inbox.CountAsync(queue));
        never.SetResult();
    }

    public sealed class Slow(Gate gate)
    {
        [Function("Slow")]
        public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request)
        {
            gate.Reached.SetResult();
            await gate.Open.Task;
            return Results.Ok();
        }
    }

    public sealed class Gate
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
