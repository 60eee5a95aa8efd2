using TalentPass.Core;
using TalentPass.Core.Requests.Views;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>Storage fails while a talent files. What was not filed takes no room of the open requests; what was filed does.</summary>
public sealed class When_a_filing_fails(ClassAccount account) : IClassFixture<ClassAccount>
{
    private const int Open = 2;
    private const string Transaction = "/$batch";
    private volatile StorageFault _fault;

    [Fact]
    public async Task A_request_that_was_not_filed_takes_no_room()
    {
        var (rig, talent) = await FiledAsync(StorageFault.Before);

        Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(talent));
        Assert.Equal(RefusalCodes.TooManyOpen, Assert.IsType<Outcome<RequestReceipt>.Refused>(await rig.FileAsync(talent)).Reason.Code);
    }

    [Fact]
    public async Task A_request_that_was_filed_without_an_answer_takes_its_room()
    {
        var (rig, talent) = await FiledAsync(StorageFault.After);

        Assert.Equal(RefusalCodes.TooManyOpen, Assert.IsType<Outcome<RequestReceipt>.Refused>(await rig.FileAsync(talent)).Reason.Code);
    }

    // Returns a talent with one open request, for whom a further filing has failed.
    private async Task<(RequestRig Rig, string Talent)> FiledAsync(StorageFault fault)
    {
        var faults = new StorageFaults(call => call.EndsWith(Transaction, StringComparison.Ordinal) ? _fault : StorageFault.None);
        var rig = new RequestRig(account.Connection, ClassAccount.NewPrefix(), faults, openRequests: Open);
        await rig.CreateAsync();
        var talent = RequestRig.NewTalent();
        Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(talent));
        _fault = fault;
        await Assert.ThrowsAsync<StorageCrashException>(() => rig.FileAsync(talent));
        _fault = StorageFault.None;
        return (rig, talent);
    }
}
