using System.Text.Json;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Documents.Issuing;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Functions.Tests.Casework.Effects;

/// <summary>The process dies while it approves a recognition. Afterwards there is one status, and nothing is left to do.</summary>
public sealed class When_a_recognition_is_interrupted(AzuriteFixture azurite)
{
    private const string Recognition = "talent-recognition";

    private static readonly Actor _second = RequestRig.Recogniser with { Account = "desk-hrss-2" };
    private static readonly DeskActionBody _approval = new(Decision: JsonElement.Parse("""{"type":"grant","tier":"leading"}"""));

    [Fact]
    public async Task A_fault_at_any_call_leaves_one_status_and_no_work() => Assert.InRange(await AtEveryCallAsync(OnceAsync), 7 * 4, int.MaxValue);

    [Fact]
    public async Task A_fault_while_its_document_is_revoked_leaves_one_revoked_status_and_no_work() =>
        Assert.InRange(await AtEveryCallAsync(RevokeOnceAsync), 8 * 4, int.MaxValue);

    private async Task<int> AtEveryCallAsync(Func<RequestRig, RequestRig, Task> onceAsync)
    {
        var connection = azurite.NewAccount();
        var healthy = new RequestRig(connection, "p");
        await healthy.CreateAsync();
        var cases = 0;
        foreach (var mode in new[] { StorageFault.Before, StorageFault.After, StorageFault.AnswerLost, StorageFault.NoConnection })
        {
            for (var k = 1; ; k++)
            {
                var (calls, fired) = (0, false);
                var faults = new StorageFaults(_ => Interlocked.Increment(ref calls) == k && (fired = true) ? mode : StorageFault.None);
                await onceAsync(healthy, new RequestRig(connection, "p", faults));
                if (!fired)
                {
                    break;
                }

                cases++;
            }
        }

        return cases;
    }

    private static async Task OnceAsync(RequestRig healthy, RequestRig dying)
    {
        var (talent, number, etag) = await ReadyAsync(healthy);
        await CrashAsync(() => DoAsync(dying, number, RequestMachine.Approve, _approval, etag));
        await DoAsync(healthy, number, RequestMachine.Approve, _approval, etag);
        var status = await OnlyStatusAsync(healthy, talent, number, "talent.status");
        Assert.Equal((healthy.Numbers.Parse(number)!.RequestId, "leading", 3, number, null), (status.StatusId, status.Tier, status.Level, status.Basis, status.RevokedAt));
    }

    // What a killed approval left is performed after the revocation, and changes nothing any more.
    private static async Task RevokeOnceAsync(RequestRig healthy, RequestRig dying)
    {
        var cancel = TestContext.Current.CancellationToken;
        var (talent, number, etag) = await ReadyAsync(healthy);
        await DoAsync(healthy, number, RequestMachine.Approve, _approval, etag);
        var document = Assert.Single((await healthy.CaseAsync(number)).Course.Documents).Number;
        Assert.IsType<Outcome<ResultDocumentView>.Done>(await healthy.Revoke.ProposeAsync(RequestRig.Recogniser, document, "材料造假", true, cancel));
        await CrashAsync(() => dying.Revoke.ConfirmAsync(_second, document, true, cancel));
        await healthy.Revoke.ConfirmAsync(_second, document, true, cancel);
        var status = await OnlyStatusAsync(healthy, talent, number, "talent.status-revoke");
        Assert.NotNull(status.RevokedAt);
        Assert.NotNull(Assert.Single((await healthy.CaseAsync(number)).Course.Documents).RevokedOn);
    }

    private static async Task<(string Talent, string Number, string ETag)> ReadyAsync(RequestRig rig)
    {
        var talent = await rig.RecordTalentAsync();
        var number = Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(talent, service: Recognition)).Value.Number;
        await rig.RecoverAsync(talent);
        await DoAsync(rig, number, RequestMachine.Accept, new DeskActionBody());
        return (talent, number, (await rig.TickAsync(number, null, RequestRig.Recogniser, RequestRig.OtherDepartment)).ETag);
    }

    private static async Task CrashAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception exception) when (exception is StorageCrashException || StorageException.From(exception) is not null)
        {
            // The process has crashed. The test looks at what it left.
        }
    }

    // The only status of the talent, after everything is done; this was done to it exactly once.
    private static async Task<TalentStatus> OnlyStatusAsync(RequestRig healthy, string talent, string number, string once)
    {
        var cancel = TestContext.Current.CancellationToken;
        await healthy.RecoverAsync(talent);
        var request = healthy.Numbers.Parse(number)!;
        var rows = await healthy.RowsAsync(talent);
        Assert.Equal("approved", (await healthy.CaseAsync(number)).PublishedState());
        Assert.Equal(TalentRows.StatusKey(talent, request.RequestId), Assert.Single(rows, each => each.RowKey.StartsWith($"{talent}|s|", StringComparison.Ordinal)).RowKey);
        var profile = healthy.TalentRows.ReadProfile(rows.Single(each => each.RowKey == TalentRows.ProfileKey(talent)))!;
        Assert.Single((await healthy.Table.ReadAsync(TableFilter.Prefix(Shard.Of(talent), "!f|"), 1000, cancel)).Rows, each => each.GetString("Action") == once && each.GetString("Talent") == talent);
        return Assert.Single(profile.Statuses);
    }

    private static Task<Outcome<RequestChange>> DoAsync(RequestRig rig, string number, string verb, DeskActionBody body, string? etag = null) =>
        rig.DoAsync(number, verb, etag, RequestRig.Recogniser, body, RequestRig.OtherDepartment);
}
