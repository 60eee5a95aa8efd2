using System.Text.Json;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>Counts the storage calls of each operation. The number must not grow with the amount of stored data.</summary>
public sealed class When_storage_calls_are_counted(AzuriteFixture azurite)
{
    // The rows of one request: step, state and feed in the shard; arrival, shown step, short code, day and three entries at the
    // desk.
    private const int RowsPerRequest = 10;

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public async Task Each_operation_keeps_its_budget_whatever_is_stored(int rows)
    {
        var rig = new RequestRig(azurite.NewAccount(), "c");
        await rig.CreateAsync();
        await FillAsync(rig, rows / RowsPerRequest);
        var cancel = TestContext.Current.CancellationToken;
        var talent = RequestRig.NewTalent();

        var number = (await CountAsync(2, () => FileAsync(rig, talent))).Number;
        var queue = rig.Clients.Queue(StorageLayout.DeskQueue(RequestRig.Department));
        var message = Assert.Single((await queue.ReceiveMessagesAsync(1, cancellationToken: cancel)).Value);
        await CountAsync(2, () => rig.Deliver.RunAsync(RequestRig.Department, message.Body.ToString(), message.DequeueCount, cancel));
        await CountAsync(1, () => rig.Store.ListAsync(talent, PageRequest.First, cancel));
        var request = await CountAsync(1, () => rig.CaseAsync(number));
        var open = Math.Min(PageRequest.First.Limit, 1 + (rows / RowsPerRequest));
        Assert.Equal(open, (await ListAsync(rig, new DeskFilter(null, null))).Count);
        Assert.Equal(open, (await ListAsync(rig, new DeskFilter("submitted", null))).Count);
        Assert.Equal(open, (await ListAsync(rig, new DeskFilter(null, "none"))).Count);
        Assert.Equal(open, (await ListAsync(rig, new DeskFilter("submitted", "none"))).Count);
        Assert.Equal(open, (await ListAsync(rig, new DeskFilter(null, "none", Light: "green"))).Count);
        Assert.Empty(await ListAsync(rig, new DeskFilter(null, null, Urged: true)));
        Assert.Equal(1 + (rows / RowsPerRequest), (await CountDeskAsync(rig)).States["submitted"]);
        var counters = await rig.Clients.Table(StorageLayout.Desks).ReadAsync(TableFilter.Prefix(RequestRig.Department, "c|"), 1000, cancel);
        Assert.InRange(counters.Rows.Count, 1, DeskStore.FoldedFrom);
        await CountAsync(1, () => rig.ReadDesk.LoadAsync(RequestRig.Department, cancel));

        var claimed = Done(await CountAsync(3, () => rig.DoAsync(number, RequestMachine.Claim, rig.ETags.Write(request))));
        Assert.Equal("李*", Assert.Single(await ListAsync(rig, new DeskFilter(null, "me"))).Applicant);
        var accepted = Done(await CountAsync(4, () => rig.DoAsync(number, RequestMachine.Accept, claimed.ETag)));
        await rig.WarmAsync();
        var ticked = Done(await CountAsync(4, () => rig.DoAsync(number, RequestMachine.Check, accepted.ETag, action: new DeskActionBody(Point: "condition-2", Met: true))));
        var all = await rig.TickAsync(number, ticked.ETag);
        var approved = Done(await CountAsync(4, () => rig.DoAsync(number, RequestMachine.Approve, all.ETag, action: RequestRig.Granted)));
        Assert.Equal("approved", approved.State);
        Assert.Equal(number, Assert.Single(await ListAsync(rig, new DeskFilter(null, "me"))).Number);
        Assert.Equal(1, (await CountDeskAsync(rig)).States["approved"]);
        Assert.Equal(request.Ref.Key, Assert.Single(await rig.EntriesAsync(), each => each.RequestKey == request.Ref.Key).RequestKey);
    }

    [Fact]
    public async Task What_happens_on_the_way_keeps_its_budget()
    {
        var clock = new ShiftedClock(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
        var rig = new RequestRig(azurite.NewAccount(), "w", clock: clock);
        await rig.CreateAsync();
        var cancel = TestContext.Current.CancellationToken;
        var talent = RequestRig.NewTalent();
        var applicant = RequestRig.Talent with { TalentId = talent };
        var number = (await FileAsync(rig, talent)).Number;
        await rig.ConsumeAsync();
        var shard = Shard.Of(talent);

        await CountAsync(2, () => rig.Timers.RunAsync(shard, cancel));
        await CountAsync(4, () => rig.ActAsTalent.RunAsync(applicant, number, new UrgeRequest("请尽快"), null, true, cancel));
        var etag = await rig.ETagAsync(number);
        Done(await CountAsync(4, () => rig.DoAsync(number, RequestMachine.Transfer, etag, action: new DeskActionBody(Department: "hrss", Reason: "转办"))));
        var queue = rig.Clients.Queue(StorageLayout.DeskQueue("hrss"));
        var message = Assert.Single((await queue.ReceiveMessagesAsync(1, cancellationToken: cancel)).Value);
        await CountAsync(4, () => rig.Deliver.RunAsync("hrss", message.Body.ToString(), message.DequeueCount, cancel));

        // The timers do two steps of three calls each: the deemed acceptance and the overdue urging. The other calls read
        // before and after these steps.
        clock.Set(new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.FromHours(8)));
        var run = await CountAsync(2 + 3 + (2 * 3), () => rig.Timers.RunAsync(shard, cancel));
        Assert.Equal(2, run.Steps);
    }

    [Fact]
    public async Task A_recognition_and_its_revocation_keep_their_budget()
    {
        var rig = new RequestRig(azurite.NewAccount(), "r");
        await rig.CreateAsync();
        await rig.WarmAsync();
        var cancel = TestContext.Current.CancellationToken;
        var talent = await rig.RecordTalentAsync();
        var number = Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(talent, service: "talent-recognition")).Value.Number;
        await rig.ConsumeAsync(RequestRig.OtherDepartment);
        Done(await rig.DoAsync(number, RequestMachine.Accept, null, RequestRig.Recogniser, null, RequestRig.OtherDepartment));
        var etag = (await rig.TickAsync(number, null, RequestRig.Recogniser, RequestRig.OtherDepartment)).ETag;
        var grant = new DeskActionBody(Decision: JsonElement.Parse("""{"type":"grant","tier":"leading"}"""));
        Done(await CountAsync(8, () => rig.DoAsync(number, RequestMachine.Approve, etag, RequestRig.Recogniser, grant, RequestRig.OtherDepartment)));

        var document = Assert.Single((await rig.CaseAsync(number)).Course.Documents).Number;
        await CountAsync(2, () => rig.Revoke.ProposeAsync(RequestRig.Recogniser, document, "材料造假", true, cancel));
        await CountAsync(10, () => rig.Revoke.ConfirmAsync(RequestRig.Recogniser with { Account = "desk-hrss-2" }, document, true, cancel));
    }

    [Fact]
    public async Task Sixty_four_officers_at_one_request_leave_one_owner()
    {
        var rig = new RequestRig(azurite.NewAccount(), "r");
        await rig.CreateAsync();
        var talent = RequestRig.NewTalent();
        var number = (await FileAsync(rig, talent)).Number;
        await rig.ConsumeAsync();
        var etag = await rig.ETagAsync(number);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 64).Select(
            each => rig.DoAsync(number, RequestMachine.Claim, etag, RequestRig.Officer with { Account = $"desk-housing-{each}" })));

        var winner = Assert.Single(outcomes.OfType<Outcome<RequestChange>.Done>()).Value;
        Assert.All(outcomes.OfType<Outcome<RequestChange>.Refused>(), each => Assert.Equal(RefusalCodes.ChangedMeanwhile, each.Reason.Code));
        Assert.Equal(winner.ClaimedBy, (await rig.CaseAsync(number)).ClaimedBy);
        Assert.Equal(winner.ClaimedBy, Assert.Single(await rig.EntriesAsync()).ClaimedBy);
    }

    private static async Task<IReadOnlyList<DeskItem>> ListAsync(RequestRig rig, DeskFilter filter) =>
        Assert.IsType<Outcome<Page<DeskItem>>.Done>(await CountAsync(1, () => rig.ReadDesk.ListAsync(
            RequestRig.Officer, RequestRig.Department, filter, PageRequest.First, true, TestContext.Current.CancellationToken))).Value.Items;

    private static async Task<DeskCounts> CountDeskAsync(RequestRig rig) => Assert.IsType<Outcome<DeskCounts>.Done>(
        await CountAsync(1, () => rig.ReadDesk.CountAsync(RequestRig.Officer, RequestRig.Department, TestContext.Current.CancellationToken))).Value;

    private static async Task FillAsync(RequestRig rig, int count)
    {
        for (var done = 0; done < count; done += 50)
        {
            await Task.WhenAll(Enumerable.Range(0, Math.Min(50, count - done)).Select(_ => rig.FileAsync(RequestRig.NewTalent())));
            await rig.ConsumeAsync();
        }
    }

    private static async Task<RequestReceipt> FileAsync(RequestRig rig, string talent) =>
        Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(talent, "key")).Value;

    private static RequestChange Done(Outcome<RequestChange> outcome) => Assert.IsType<Outcome<RequestChange>.Done>(outcome).Value;

    private static async Task<T> CountAsync<T>(int budget, Func<Task<T>> operation)
    {
        using var calls = StorageCalls.Begin();
        var result = await operation();
        Assert.True(calls.Count == budget, $"{calls.Count} calls instead of {budget}: {string.Join(", ", calls.Calls)}");
        return result;
    }
}
