using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// The counts of a desk and its lists by assignee and by state are kept beside the list of all. Whatever happens, they say the
/// same as a count of that list.
/// </summary>
public sealed class When_a_desk_is_counted(AzuriteFixture azurite)
{
    private const string Prefix = "n";
    private static readonly DateTimeOffset _monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly Actor _supervisor = new("supervisor", "督查", Roles.Supervisor, null, null);
    private static readonly string[] _verbs =
    [
        RequestMachine.Claim, RequestMachine.Accept, "release", "approve", "refuse", "deliver", "note", "pause", "resume", "transfer", "urge", "withdraw",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Counts_and_lists_say_what_a_recount_says(int seed)
    {
        var (connection, clock, choice) = (azurite.NewAccount(), new ShiftedClock(_monday), new SeededChoice((ulong)seed));
        var rig = new RequestRig(connection, Prefix, clock: clock);
        await rig.CreateAsync();
        var cases = new List<(string Talent, string Number)>();
        for (var day = 0; day < 12; day++)
        {
            clock.Set(_monday.AddDays(day));
            for (var filed = 0; filed < 4; filed++)
            {
                var talent = RequestRig.NewTalent();
                cases.Add((talent, Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(talent)).Value.Number));
            }

            await rig.ConsumeAsync();
            for (var turn = 0; turn < 8; turn++)
            {
                // Two officers and the applicant meet at the same request, and the process of one of them may crash.
                var (talent, number) = cases[choice.Below(cases.Count)];
                await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ActAsync(
                    new RequestRig(connection, Prefix, StorageFaults.At(1 + choice.Below(12), (StorageFault)choice.Below(5)), clock: clock),
                    talent,
                    number,
                    _verbs[choice.Below(_verbs.Length)],
                    choice.Below(2) == 0 ? RequestRig.Officer : RequestRig.OtherOfficer)));
                await rig.RecoverAsync(talent);
            }

            await CompareAsync(rig, RequestRig.Department);
            await CompareAsync(rig, RequestRig.OtherDepartment);
        }

        // The same requests are counted as yellow and red when their days come, without any step.
        for (var later = 12; later < 40; later += 2)
        {
            clock.Set(_monday.AddDays(later));
            await CompareAsync(rig, RequestRig.Department);
        }
    }

    [Fact]
    public async Task Readers_that_fold_at_once_count_nothing_twice()
    {
        var rig = new RequestRig(azurite.NewAccount(), Prefix);
        await rig.CreateAsync();
        for (var filed = 0; filed < DeskStore.FoldedFrom + 8; filed++)
        {
            var talent = RequestRig.NewTalent();
            var number = Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(talent)).Value.Number;
            await rig.ConsumeAsync();
            await rig.DoAsync(number, RequestMachine.Claim, await rig.ETagAsync(number));
            await rig.DoAsync(number, RequestMachine.Accept, await rig.ETagAsync(number));
        }

        var counts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => CountAsync(rig, RequestRig.Officer, RequestRig.Department)));

        Assert.All(counts, each => Assert.Equal(DeskStore.FoldedFrom + 8, each.States["accepted"]));
        await CompareAsync(rig, RequestRig.Department);
        var rows = await rig.Clients.Table(StorageLayout.Desks).ReadAsync(
            TableFilter.Prefix(RequestRig.Department, "c|"), 1000, TestContext.Current.CancellationToken);
        Assert.InRange(rows.Rows.Count, 1, DeskStore.FoldedFrom);
    }

    private static async Task ActAsync(RequestRig rig, string talent, string number, string verb, Actor officer)
    {
        try
        {
            var applicant = RequestRig.Talent with { TalentId = talent };
            var cancel = TestContext.Current.CancellationToken;
            switch (verb)
            {
                case "urge":
                    await rig.ActAsTalent.RunAsync(applicant, number, new UrgeRequest("请尽快"), null, true, cancel);
                    break;
                case "withdraw":
                    await rig.ActAsTalent.RunAsync(applicant, number, new WithdrawRequest("不再需要"), null, true, cancel);
                    break;
                default:
                    await rig.DoAsync(number, verb, await rig.ETagAsync(number), officer, Body(verb));
                    break;
            }
        }
        catch (Exception exception) when (exception is StorageCrashException || StorageException.From(exception) is not null)
        {
            // The process has crashed. The recount checks what it left in storage.
        }
    }

    private static DeskActionBody Body(string verb) => verb switch
    {
        "transfer" => new DeskActionBody(Department: RequestRig.OtherDepartment, Reason: "转办"),
        "refuse" => new DeskActionBody(Reason: "不符合条件"),
        "approve" => RequestRig.Granted,
        "note" => new DeskActionBody(Text: "备注"),
        "pause" => new DeskActionBody(Kind: "expert-review", WorkingDays: 5, Reason: "专家评审"),
        _ => new DeskActionBody(),
    };

    private static async Task CompareAsync(RequestRig rig, string department)
    {
        var all = await rig.EntriesAsync(department);
        foreach (var actor in new[] { RequestRig.Officer, RequestRig.OtherOfficer, _supervisor })
        {
            var mine = all.Where(each => actor == _supervisor || each.ClaimedBy is null || each.ClaimedBy == actor.Account).ToList();
            var counts = await CountAsync(rig, actor, department);
            Assert.Equal(mine.CountBy(each => each.State).OrderBy(each => each.Key), counts.States.OrderBy(each => each.Key));
            Assert.Equal(mine.Count(each => rig.Lines.Light(each) == "yellow"), counts.NearingDue);
            Assert.Equal(mine.Count(each => rig.Lines.Light(each) == "red"), counts.Overdue);
            Assert.Equal(mine.Count(each => each.Urged), counts.Urged);
            Assert.Equal(all.Where(each => each.ClaimedBy == actor.Account), await ListAsync(rig, department, DeskPlace.OfAssignee(actor.Account)));
        }

        Assert.Equal(all.Where(each => each.ClaimedBy is null), await ListAsync(rig, department, DeskPlace.OfAssignee(null)));
        foreach (var state in new[] { "submitted", "accepted", "in_review", "approved", "refused" })
        {
            Assert.Equal(all.Where(each => each.State == state), await ListAsync(rig, department, DeskPlace.OfState(state)));
        }
    }

    private static async Task<DeskCounts> CountAsync(RequestRig rig, Actor actor, string department) => Assert.IsType<Outcome<DeskCounts>.Done>(
        await rig.ReadDesk.CountAsync(actor, department, TestContext.Current.CancellationToken)).Value;

    private static async Task<IReadOnlyList<DeskEntry>> ListAsync(RequestRig rig, string department, string list) =>
        (await rig.Desks.ListAsync(department, 999, null, TestContext.Current.CancellationToken, list)).Entries;
}
