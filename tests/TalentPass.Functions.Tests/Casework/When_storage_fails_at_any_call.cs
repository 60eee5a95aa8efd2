using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>
/// Injects a fault at every single storage call of every actor: before the call, after the call, in its answer, or instead of
/// the call. Then the client retries, and a recovery runs without faults. Every acknowledged request must reach its desk
/// exactly once.
/// </summary>
public sealed class When_storage_fails_at_any_call(AzuriteFixture azurite)
{
    private const int MostCalls = 24;
    private static readonly StorageFault[] Modes = [StorageFault.Before, StorageFault.After, StorageFault.AnswerLost, StorageFault.NoConnection];

    [Fact]
    public async Task A_submission_is_never_lost_and_never_doubled()
    {
        var (healthy, connection) = await SetUpAsync();
        var cases = await ForEveryCallAsync(async faults =>
        {
            var talent = RequestRig.NewTalent();
            await AttemptAsync(() => new RequestRig(connection, "p", faults).FileAsync(talent, "key-1"));
            var receipt = Assert.IsType<Outcome<RequestReceipt>.Created>(await healthy.FileAsync(talent, "key-1")).Value;
            await healthy.RecoverAsync(talent);
            await AssertOnceAsync(healthy, talent, receipt.Number);
        });
        Assert.True(cases >= 2 * Modes.Length, $"{cases} cases");
    }

    [Fact]
    public async Task A_repetition_is_refused_whatever_the_first_filing_met()
    {
        var (healthy, connection) = await SetUpAsync();
        var cases = await ForEveryCallAsync(async faults =>
        {
            var talent = RequestRig.NewTalent();
            await AttemptAsync(() => new RequestRig(connection, "p", faults).FileAsync(talent, "key-1", confirmRepeat: false));
            var first = await healthy.FileAsync(talent, "key-1", confirmRepeat: false);
            var receipt = Assert.IsType<Outcome<RequestReceipt>.Created>(first).Value;
            var again = Assert.IsType<Outcome<RequestReceipt>.Refused>(await healthy.FileAsync(talent, "key-2", confirmRepeat: false)).Reason;
            Assert.Equal((RefusalCodes.AlreadyFiled, receipt.Number), (again.Code, again.Earlier));
            await healthy.RecoverAsync(talent);
            await AssertOnceAsync(healthy, talent, receipt.Number);
        });
        Assert.True(cases >= 2 * Modes.Length, $"{cases} cases");
    }

    [Fact]
    public async Task A_confirmed_repetition_is_never_lost_and_never_doubled()
    {
        var (healthy, connection) = await SetUpAsync();
        var cases = await ForEveryCallAsync(async faults =>
        {
            var talent = RequestRig.NewTalent();
            var first = Assert.IsType<Outcome<RequestReceipt>.Created>(await healthy.FileAsync(talent, "key-1", confirmRepeat: false)).Value;
            await AttemptAsync(() => new RequestRig(connection, "p", faults).FileAsync(talent, "key-2", confirmRepeat: true));
            var second = Assert.IsType<Outcome<RequestReceipt>.Created>(await healthy.FileAsync(talent, "key-2", confirmRepeat: true)).Value;
            Assert.Equal(first.Number, (await healthy.CaseAsync(second.Number)).Course.Filing!.RepeatOf);
            Assert.Equal(2, (await healthy.RowsAsync(talent)).Count(row => row.RowKey.StartsWith($"{talent}|2|", StringComparison.Ordinal)));
        });
        Assert.True(cases >= 4 * Modes.Length, $"{cases} cases");
    }

    [Fact]
    public async Task A_delivery_is_entered_exactly_once()
    {
        var (healthy, connection) = await SetUpAsync();
        var cases = await ForEveryCallAsync(async faults =>
        {
            var talent = RequestRig.NewTalent();
            var receipt = Assert.IsType<Outcome<RequestReceipt>.Created>(await healthy.FileAsync(talent)).Value;
            await AttemptAsync(() => new RequestRig(connection, "p", faults).ConsumeAsync());
            await healthy.RecoverAsync(talent);
            await AssertOnceAsync(healthy, talent, receipt.Number);
        });
        Assert.True(cases >= 4 * Modes.Length, $"{cases} cases");
    }

    [Fact]
    public async Task A_sweep_finishes_what_was_left()
    {
        var (healthy, connection) = await SetUpAsync();
        var cases = await ForEveryCallAsync(async faults =>
        {
            var talent = RequestRig.NewTalent();
            var receipt = Assert.IsType<Outcome<RequestReceipt>.Created>(await healthy.FileAsync(talent)).Value;
            await healthy.Clients.Queue(StorageLayout.DeskQueue(RequestRig.Department)).ClearMessagesAsync(TestContext.Current.CancellationToken);
            await AttemptAsync(() => new RequestRig(connection, "p", faults).Sweep.RunAsync([Shard.Of(talent)], TestContext.Current.CancellationToken));
            await healthy.RecoverAsync(talent);
            await AssertOnceAsync(healthy, talent, receipt.Number);
        });
        Assert.True(cases >= 4 * Modes.Length, $"{cases} cases");
    }

    [Fact]
    public async Task Messages_a_dead_host_took_and_hid_do_not_hold_the_sweep_back()
    {
        var (healthy, _) = await SetUpAsync();
        var cancel = TestContext.Current.CancellationToken;
        var talent = RequestRig.NewTalent();
        for (var filed = 0; filed < 25; filed++)
        {
            Assert.IsType<Outcome<RequestReceipt>.Created>(await healthy.FileAsync(talent));
        }

        var queue = healthy.Clients.Queue(StorageLayout.DeskQueue(RequestRig.Department));
        await queue.ReceiveMessagesAsync(25, TimeSpan.FromMinutes(10), cancel);
        Assert.Equal(25, (await healthy.Sweep.RunAsync([Shard.Of(talent)], cancel)).Rung);
        Assert.Equal(25, (await healthy.Sweep.RunAsync([Shard.Of(talent)], cancel)).Held);
        await healthy.RecoverAsync(talent);
        Assert.Equal(25, (await healthy.EntriesAsync()).Count);
    }

    [Theory]
    [InlineData(RequestMachine.Claim)]
    [InlineData(RequestMachine.Accept)]
    public async Task An_action_happens_at_most_once_and_the_desk_shows_it(string verb)
    {
        var (healthy, connection) = await SetUpAsync();
        var cases = await ForEveryCallAsync(async faults =>
        {
            var talent = RequestRig.NewTalent();
            var receipt = Assert.IsType<Outcome<RequestReceipt>.Created>(await healthy.FileAsync(talent)).Value;
            await healthy.RecoverAsync(talent);
            var etag = await healthy.ETagAsync(receipt.Number);
            await AttemptAsync(() => new RequestRig(connection, "p", faults).DoAsync(receipt.Number, verb, etag));
            await healthy.DoAsync(receipt.Number, verb, etag);
            await healthy.RecoverAsync(talent);
            var request = await AssertOnceAsync(healthy, talent, receipt.Number);
            Assert.Equal(2, request.Seq);
            Assert.Equal(RequestRig.Officer.Account, request.ClaimedBy);
        });
        Assert.True(cases >= 3 * Modes.Length, $"{cases} cases");
    }

    [Theory]
    [InlineData(RequestMachine.Approve)]
    [InlineData(RequestMachine.Refuse)]
    public async Task A_decision_makes_exactly_one_document(string verb)
    {
        var (healthy, connection) = await SetUpAsync();
        var decision = verb == RequestMachine.Approve ? RequestRig.Granted : new DeskActionBody(Reason: "理由");
        var cases = await ForEveryCallAsync(async faults =>
        {
            var talent = RequestRig.NewTalent();
            var receipt = Assert.IsType<Outcome<RequestReceipt>.Created>(await healthy.FileAsync(talent)).Value;
            await healthy.RecoverAsync(talent);
            Assert.IsType<Outcome<RequestChange>.Done>(await healthy.DoAsync(receipt.Number, RequestMachine.Accept, await healthy.ETagAsync(receipt.Number)));
            var etag = (await healthy.TickAsync(receipt.Number)).ETag;
            await AttemptAsync(() => new RequestRig(connection, "p", faults).DoAsync(receipt.Number, verb, etag, action: decision));
            await healthy.DoAsync(receipt.Number, verb, etag, action: decision);
            await healthy.RecoverAsync(talent);
            var request = await AssertOnceAsync(healthy, talent, receipt.Number);
            Assert.Single(await healthy.RowsAsync(talent), row => row.RowKey.StartsWith($"{talent}|2p|", StringComparison.Ordinal));
            Assert.Equal(Assert.Single(request.Course.Documents), (await healthy.Documents.FindAsync(request.Ref, TestContext.Current.CancellationToken))!.Content.ToFact());
        });
        Assert.True(cases >= 3 * Modes.Length, $"{cases} cases");
    }

    [Fact]
    public async Task A_transfer_leaves_the_request_on_one_desk()
    {
        var (healthy, connection) = await SetUpAsync();
        var transfer = new DeskActionBody(Department: RequestRig.OtherDepartment, Reason: "转办");
        var cases = await ForEveryCallAsync(async faults =>
        {
            var talent = RequestRig.NewTalent();
            var receipt = Assert.IsType<Outcome<RequestReceipt>.Created>(await healthy.FileAsync(talent)).Value;
            await healthy.RecoverAsync(talent);
            var etag = await healthy.ETagAsync(receipt.Number);
            await AttemptAsync(async () =>
            {
                var dying = new RequestRig(connection, "p", faults);
                await dying.DoAsync(receipt.Number, RequestMachine.Transfer, etag, action: transfer);
                await dying.ConsumeAsync(RequestRig.OtherDepartment);
            });
            await healthy.DoAsync(receipt.Number, RequestMachine.Transfer, etag, action: transfer);
            await healthy.RecoverAsync(talent);
            var request = await healthy.CaseAsync(receipt.Number);
            Assert.Equal((2, RequestRig.OtherDepartment), (request.Seq, request.Department));
            Assert.DoesNotContain(await healthy.EntriesAsync(), each => each.RequestKey == request.Ref.Key);
            Assert.Equal(2, Assert.Single(await healthy.EntriesAsync(RequestRig.OtherDepartment), each => each.RequestKey == request.Ref.Key).Seq);
            var (left, got) = (await healthy.ReceiptsAsync(), await healthy.ReceiptsAsync(RequestRig.OtherDepartment));
            Assert.Equal((null, false), Assert.Single(left, each => each.RequestKey == request.Ref.Key) is var gone ? (gone.Entry, gone.IsHere) : default);
            Assert.Equal(DeskEntry.Of(request) with { Received = null }, Assert.Single(got, each => each.RequestKey == request.Ref.Key).Entry);
        });
        Assert.True(cases >= 6 * Modes.Length, $"{cases} cases");
    }

    [Fact]
    public async Task A_step_of_the_clock_is_taken_exactly_once()
    {
        var connection = azurite.NewAccount();
        var clock = new ShiftedClock(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
        var healthy = new RequestRig(connection, "p", clock: clock);
        await healthy.CreateAsync();
        var filed = clock.GetUtcNow();
        var cases = await ForEveryCallAsync(async faults =>
        {
            clock.Set(filed);
            var talent = RequestRig.NewTalent();
            var receipt = Assert.IsType<Outcome<RequestReceipt>.Created>(await healthy.FileAsync(talent)).Value;
            await healthy.RecoverAsync(talent);
            clock.Set(filed.AddDays(8));
            var shard = Shard.Of(talent);
            await AttemptAsync(() => new RequestRig(connection, "p", faults, clock: clock).Timers.RunAsync(shard, TestContext.Current.CancellationToken));
            await healthy.Timers.RunAsync(shard, TestContext.Current.CancellationToken);
            await healthy.RecoverAsync(talent);
            var request = await AssertOnceAsync(healthy, talent, receipt.Number);
            Assert.Equal(["submit", "timer:deemed-accept"], request.Timeline.Select(each => each.Action));
            Assert.Equal(0, (await healthy.Timers.RunAsync(shard, TestContext.Current.CancellationToken)).Steps);
        });
        Assert.True(cases >= 5 * Modes.Length, $"{cases} cases");
    }

    private async Task<(RequestRig Healthy, string Connection)> SetUpAsync()
    {
        var connection = azurite.NewAccount();
        var healthy = new RequestRig(connection, "p");
        await healthy.CreateAsync();
        return (healthy, connection);
    }

    // Puts the fault at the first call, then at the second, and so on. It stops when a run makes fewer calls than the fault's
    // position.
    private static async Task<int> ForEveryCallAsync(Func<StorageFaults, Task> run)
    {
        var cases = 0;
        foreach (var mode in Modes)
        {
            for (var k = 1; ; k++)
            {
                Assert.True(k <= MostCalls, "The operation never ran out of calls.");
                var (calls, fired) = (0, false);
                var target = k;
                var faults = new StorageFaults(_ =>
                {
                    if (Interlocked.Increment(ref calls) != target)
                    {
                        return StorageFault.None;
                    }

                    fired = true;
                    return mode;
                });
                await run(faults);
                if (!fired)
                {
                    break;
                }

                cases++;
            }
        }

        return cases;
    }

    private static async Task AttemptAsync(Func<Task> dies)
    {
        try
        {
            await dies();
        }
        catch (Exception exception) when (exception is StorageCrashException || StorageException.From(exception) is not null)
        {
            // The process has crashed. The test checks the data that it left in storage.
        }
    }

    private static async Task<RequestCase> AssertOnceAsync(RequestRig healthy, string talent, string number)
    {
        var rows = await healthy.RowsAsync(talent);
        Assert.Single(rows, row => row.RowKey.StartsWith($"{talent}|2|", StringComparison.Ordinal));
        var request = await healthy.CaseAsync(number);
        var entry = Assert.Single(await healthy.EntriesAsync(), each => each.RequestKey == request.Ref.Key);
        Assert.Equal((request.Seq, request.State.Name(), request.ClaimedBy), (entry.Seq, entry.State, entry.ClaimedBy));
        var receipt = Assert.Single(await healthy.ReceiptsAsync(), each => each.RequestKey == request.Ref.Key);
        Assert.Equal((true, DeskEntry.Of(request) with { Received = null }), (receipt.IsHere, receipt.Entry));
        var open = rows.Where(row => row.RowKey.StartsWith($"{talent}|2o|", StringComparison.Ordinal)).Select(row => row.GetString("State"));
        Assert.Equal(request.IsClosed ? [] : [request.State.Name()], open);
        var head = TimelineEvent.Genesis;
        foreach (var step in request.Timeline)
        {
            head = step.Chain(head);
        }

        Assert.Equal(request.Head, head);
        Assert.Equal(request.Seq, request.Timeline.Count);
        return request;
    }
}
