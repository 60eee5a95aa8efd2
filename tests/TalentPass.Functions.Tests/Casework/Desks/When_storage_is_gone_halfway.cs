using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// Actions on many requests cost four storage calls for each request. If storage fails halfway, the answer still reports the
/// requests that are done.
/// </summary>
public sealed class When_storage_is_gone_halfway(AzuriteFixture azurite)
{
    private const int CallsEach = 4;

    [Fact]
    public async Task What_is_done_is_told_and_the_rest_is_not_tried()
    {
        var connection = azurite.NewAccount();
        var healthy = new RequestRig(connection, "b");
        await healthy.CreateAsync();
        var talent = RequestRig.NewTalent();
        string[] sent = [await FileAsync(healthy, talent), await FileAsync(healthy, talent), await FileAsync(healthy, talent)];
        await healthy.ConsumeAsync();

        var calls = 0;
        // The sender of notices is rung on the side, while nobody waits.
        var failing = new RequestRig(connection, "b", new StorageFaults(call =>
            !call.Contains(StorageLayout.Notifications, StringComparison.Ordinal) && Interlocked.Increment(ref calls) > CallsEach ? StorageFault.NoConnection : StorageFault.None));
        Assert.Equal(
            ["done accepted", "refused storage_unavailable", "refused storage_unavailable"],
            (await AcceptAsync(failing, sent)).Select(each => $"{each.Status} {each.Code ?? each.State}"));
        // The SDK retried the failed call. The third request made no storage call.
        Assert.Equal(CallsEach + 1 + healthy.Options.MaxRetries, calls);

        using var counted = StorageCalls.Begin();
        Assert.Equal(
            ["refused not_allowed_in_state", "done accepted", "done accepted"],
            (await AcceptAsync(healthy, sent)).Select(each => $"{each.Status} {each.Code ?? each.State}"));
        Assert.Equal(1 + 2 * CallsEach, counted.Count);
    }

    private static async Task<string> FileAsync(RequestRig rig, string talent) =>
        Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(talent)).Value.Number;

    private static async Task<IReadOnlyList<BulkItem>> AcceptAsync(RequestRig rig, string[] sent)
    {
        var outcome = await new ActOnMany(rig.Act, rig.Numbers).RunAsync(
            RequestRig.Officer, RequestRig.Department, new BulkAction { Numbers = sent, Action = RequestMachine.Accept }, TestContext.Current.CancellationToken);
        return Assert.IsType<Outcome<BulkResult>.Done>(outcome).Value.Items;
    }
}
