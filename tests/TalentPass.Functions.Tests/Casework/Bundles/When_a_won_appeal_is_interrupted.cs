using TalentPass.Core;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Bundles;

/// <summary>
/// The process dies at any storage call while an appeal is approved that revives a part of its bundle. Afterwards the part goes on
/// exactly once, or the appeal is still to be decided.
/// </summary>
public sealed class When_a_won_appeal_is_interrupted(AzuriteFixture azurite)
{
    private const string Household = "household";
    private static readonly Actor _first = new("desk-household", "户政经办", Roles.Desk, Household, null);
    private static readonly Actor _second = new("desk-household-2", "户政经办二", Roles.Desk, Household, null);

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    [InlineData(StorageFault.AnswerLost)]
    [InlineData(StorageFault.NoConnection)]
    public async Task What_had_been_terminated_goes_on_once(StorageFault mode)
    {
        var connection = azurite.NewAccount();
        var healthy = new RequestRig(connection, "p");
        await healthy.CreateAsync();
        for (var k = 1; ; k++)
        {
            var (calls, fired) = (0, false);
            var faults = new StorageFaults(_ => Interlocked.Increment(ref calls) == k && (fired = true) ? mode : StorageFault.None);
            await OnceAsync(healthy, new RequestRig(connection, "p", faults));
            if (!fired)
            {
                Assert.True(k > 6, $"{k} calls");
                return;
            }
        }
    }

    private static async Task OnceAsync(RequestRig healthy, RequestRig dying)
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = RequestRig.NewTalent();
        var applicant = RequestRig.Talent with { TalentId = talent };
        var filed = Assert.IsType<Outcome<FiledBundleView>.Created>(await healthy.FileBundleAsync(applicant, "family-move")).Value;
        var settlement = filed.Requests[0].Number;
        await DoAsync(healthy, settlement, RequestMachine.Accept, _first, new DeskActionBody());
        await DoAsync(healthy, settlement, RequestMachine.Refuse, _first, new DeskActionBody(Reason: "不符合条件"));
        var appealed = await healthy.ActAsTalent.RunOnceAsync(applicant, settlement, new AppealRequest("请复核"), null, new IdempotentCall("appeal", "x"), true, cancel);
        var appeal = Assert.IsType<Outcome<RequestView>.Created>(appealed).Value.Number;
        await DoAsync(healthy, appeal, RequestMachine.Accept, _second, new DeskActionBody());
        var etag = await healthy.ETagAsync(appeal);
        try
        {
            await DoAsync(dying, appeal, RequestMachine.Approve, _second, new DeskActionBody(), etag);
        }
        catch (Exception exception) when (exception is StorageCrashException || StorageException.From(exception) is not null)
        {
            // The process has crashed. The test looks at what it left.
        }

        await DoAsync(healthy, appeal, RequestMachine.Approve, _second, new DeskActionBody(), etag);
        Assert.Equal("approved", (await healthy.CaseAsync(appeal)).PublishedState());
        var rows = await healthy.RowsAsync(talent);
        Assert.Equal(6, rows.Count(each => each.RowKey.StartsWith($"{talent}|2|", StringComparison.Ordinal)));
        foreach (var part in filed.Requests.Skip(1))
        {
            var old = await healthy.CaseAsync(part.Number);
            Assert.Equal((RequestEnding.Terminated, RequestMachine.BundleRevive), (old.Ending, old.Timeline[^1].Action));
            var revived = await healthy.CaseAsync(old.Course.RevivedAs!);
            Assert.Equal((RequestState.Submitted, part.Number), (revived.State, revived.Course.Origin!.Number));
        }
    }

    private static Task<Outcome<RequestChange>> DoAsync(RequestRig rig, string number, string verb, Actor actor, DeskActionBody body, string? etag = null) =>
        rig.DoAsync(number, verb, etag, actor, body, Household);
}
