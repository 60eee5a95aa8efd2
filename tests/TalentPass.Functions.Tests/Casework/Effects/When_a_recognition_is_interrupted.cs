using System.Text.Json;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Functions.Tests.Casework.Effects;

/// <summary>The process dies while it approves a recognition. Afterwards there is one status, and nothing is left to do.</summary>
public sealed class When_a_recognition_is_interrupted(AzuriteFixture azurite)
{
    private const string Recognition = "talent-recognition";

    [Fact]
    public async Task A_fault_at_any_call_leaves_one_status_and_no_work()
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
                await OnceAsync(healthy, new RequestRig(connection, "p", faults));
                if (!fired)
                {
                    break;
                }

                cases++;
            }
        }

        Assert.True(cases >= 7 * 4, $"{cases} cases");
    }

    private static async Task OnceAsync(RequestRig healthy, RequestRig dying)
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await healthy.RecordTalentAsync();
        var number = Assert.IsType<Outcome<RequestReceipt>.Created>(await healthy.FileAsync(talent, service: Recognition)).Value.Number;
        await healthy.RecoverAsync(talent);
        await DoAsync(healthy, number, RequestMachine.Accept, new DeskActionBody());
        var etag = (await healthy.TickAsync(number, null, RequestRig.Recogniser, RequestRig.OtherDepartment)).ETag;
        var approve = new DeskActionBody(Decision: JsonElement.Parse("""{"type":"grant","tier":"leading"}"""));
        try
        {
            await DoAsync(dying, number, RequestMachine.Approve, approve, etag);
        }
        catch (Exception exception) when (exception is StorageCrashException || StorageException.From(exception) is not null)
        {
            // The process has crashed. The test looks at what it left.
        }

        await DoAsync(healthy, number, RequestMachine.Approve, approve, etag);
        await healthy.RecoverAsync(talent);
        var request = healthy.Numbers.Parse(number)!;
        var rows = await healthy.RowsAsync(talent);
        Assert.Equal("approved", (await healthy.CaseAsync(number)).PublishedState());
        Assert.Equal(TalentRows.StatusKey(talent, request.RequestId), Assert.Single(rows, each => each.RowKey.StartsWith($"{talent}|s|", StringComparison.Ordinal)).RowKey);
        var profile = healthy.TalentRows.ReadProfile(rows.Single(each => each.RowKey == TalentRows.ProfileKey(talent)))!;
        var status = Assert.Single(profile.Statuses);
        Assert.Equal((request.RequestId, "leading", 3, number), (status.StatusId, status.Tier, status.Level, status.Basis));
        Assert.Single((await healthy.Table.ReadAsync(TableFilter.Prefix(Shard.Of(talent), "!f|"), 1000, cancel)).Rows, each => each.GetString("Action") == "talent.status" && each.GetString("Talent") == talent);
    }

    private static Task<Outcome<RequestChange>> DoAsync(RequestRig rig, string number, string verb, DeskActionBody body, string? etag = null) =>
        rig.DoAsync(number, verb, etag, RequestRig.Recogniser, body, RequestRig.OtherDepartment);
}
