using System.Text.Json;
using Azure;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

public sealed class StorageDeadlineTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_never_ends_ends_with_the_deadline_and_so_do_all_calls_after_it()
    {
        using var limit = StorageDeadline.Begin(TimeSpan.FromMilliseconds(50));
        for (var call = 0; call < 3; call++)
        {
            var late = await Assert.ThrowsAsync<StorageException>(() => StorageCall.RunAsync(Forever, Cancel));
            Assert.Equal((StorageFailure.Unavailable, "Storage did not answer in time."), (late.Failure, late.Message));
        }
    }

    [Fact]
    public async Task Time_outside_of_storage_calls_does_not_count()
    {
        var limit = TimeSpan.FromSeconds(1);
        using var deadline = StorageDeadline.Begin(limit);
        await Task.Delay(limit + TimeSpan.FromMilliseconds(50), Cancel);
        Assert.Equal(1, await StorageCall.RunAsync(_ => Task.FromResult(1), Cancel));
    }

    [Fact]
    public async Task Of_nested_deadlines_the_shortest_counts_unless_the_work_stands_apart()
    {
        using var outer = StorageDeadline.Begin(TimeSpan.Zero);
        using (StorageDeadline.Begin(TimeSpan.FromMinutes(1)))
        {
            await Assert.ThrowsAsync<StorageException>(() => StorageCall.RunAsync(Forever, Cancel));
        }

        using (StorageDeadline.BeginApart(TimeSpan.FromMinutes(1)))
        {
            Assert.Equal(1, await StorageCall.RunAsync(_ => Task.FromResult(1), Cancel));
        }

        await Assert.ThrowsAsync<StorageException>(() => StorageCall.RunAsync(Forever, Cancel));
    }

    [Fact]
    public async Task A_caller_who_leaves_says_nothing_about_storage()
    {
        using var leaves = new CancellationTokenSource();
        var waiting = StorageCall.RunAsync(Forever, leaves.Token);
        var retried = StorageCall.RunAsync<int>(
            async token =>
            {
                await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw new AggregateException(new IOException(), new TaskCanceledException());
            },
            leaves.Token);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => retried);
    }

    public static TheoryData<Exception, StorageFailure?> Faults => new()
    {
        { new RequestFailedException(503, "busy", "ServerBusy", null), StorageFailure.Unavailable },
        { new RequestFailedException(500, "slow", "OperationTimedOut", null), StorageFailure.Unavailable },
        { new RequestFailedException(429, "many"), StorageFailure.Unavailable },
        { new RequestFailedException(408, "slow"), StorageFailure.Unavailable },
        { new RequestFailedException(200, "not what was asked for"), StorageFailure.Unavailable },
        { new RequestFailedException(302, "elsewhere"), StorageFailure.Unavailable },
        { new RequestFailedException(403, "no"), StorageFailure.Misconfigured },
        { new RequestFailedException(404, "no table", "TableNotFound", null), StorageFailure.Misconfigured },
        { new AggregateException(new RequestFailedException(503, "busy"), new RequestFailedException(503, "busy")), StorageFailure.Unavailable },
        { new JsonException(), StorageFailure.Unavailable },
        { new FormatException(), StorageFailure.Unavailable },
        { new System.Xml.XmlException(), StorageFailure.Unavailable },
        { new InvalidOperationException(), StorageFailure.Unavailable },
        { new UnknownException(), null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_a_call_of_the_SDK_throws_is_storages_failure(Exception fault, StorageFailure? failure)
    {
        var thrown = await Record.ExceptionAsync(() => StorageCall.RunAsync<int>(_ => throw fault, Cancel));
        Assert.Equal(failure, (thrown as StorageException)?.Failure);
    }

    // Whose connection failed is known where it failed, not from the type of the exception.
    [Fact]
    public void An_exception_of_some_connection_is_not_taken_for_storages() =>
        Assert.All([new IOException(), new HttpRequestException(), new TimeoutException(), new TaskCanceledException()], (Exception each) => Assert.Null(StorageException.From(each)));

    private static async Task<int> Forever(CancellationToken cancel)
    {
        await Task.Delay(Timeout.Infinite, cancel);
        return 0;
    }

    private sealed class UnknownException : Exception;
}
