using System.Text;
using System.Text.Json;
using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>
/// Form answers that are longer than one table property are stored in several properties and read back unchanged.
/// </summary>
public sealed class When_answers_are_long(ClassAccount account) : IClassFixture<ClassAccount>
{
    // A binary property holds at most 64 KiB. A request body has at most 256 KiB, so the answers cannot be longer than that.
    [Theory]
    [InlineData(59_999)]
    [InlineData(60_000)]
    [InlineData(60_001)]
    [InlineData(64 * 1024)]
    [InlineData(120_000)]
    [InlineData(256 * 1024)]
    public async Task They_come_back_as_they_were(int sealedBytes)
    {
        var cancel = TestContext.Current.CancellationToken;
        var rig = new RequestRig(account.Connection, ClassAccount.NewPrefix());
        await rig.CreateAsync();
        var talent = RequestRig.NewTalent();
        var filed = await rig.CaseAsync(((Outcome<RequestReceipt>.Created)await rig.FileAsync(talent)).Value.Number);
        var overhead = rig.Sealer.Seal(Encoding.UTF8.GetBytes("{}"), "place").Length - 2;
        var answers = JsonSerializer.Serialize(new { text = new string('a', sealedBytes - overhead - """{"text":""}""".Length) });
        var request = filed with { Ref = rig.Numbers.New(talent, filed.SubmittedAt, beside: [filed.Ref]), Answers = answers };

        var transaction = new Transaction(Shard.Of(talent), OperationId.New(RandomSource.System)).Add(rig.Store.NewRow(request, filed.Timeline[0]));
        Assert.IsType<Commit.Written>(await rig.Table.CommitAsync(transaction, cancel));
        Assert.Equal(answers, (await rig.Store.FindAsync(request.Ref, cancel))!.Answers);
    }
}
