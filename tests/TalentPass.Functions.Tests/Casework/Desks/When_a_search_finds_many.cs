using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// A search is recorded for each talent that it shows, in the talent's shard. A page may show more talents of one shard than one
/// transaction has room for.
/// </summary>
public sealed class When_a_search_finds_many(ClassAccount account) : IClassFixture<ClassAccount>
{
    private const int Talents = 55;

    [Fact]
    public async Task Each_of_them_can_read_of_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        var rig = new RequestRig(account.Connection, ClassAccount.NewPrefix());
        await rig.CreateAsync();
        string[] talents = [.. Enumerable.Range(0, int.MaxValue).Select(_ => RequestRig.NewTalent()).Where(each => Shard.Of(each) == "h00").Take(Talents)];
        foreach (var part in talents.Chunk(16))
        {
            await Task.WhenAll(part.Select(each => RecordAsync(rig, each)));
            await rig.ConsumeAsync();
        }

        var found = await rig.Search.RunAsync(RequestRig.Officer, RequestRig.Department, "李伟", new PageRequest(100, null), english: true, cancel);
        Assert.Equal(Talents, Assert.IsType<Outcome<DeskSearch>.Done>(found).Value.Items.Count);
        foreach (var talent in talents)
        {
            Assert.Single((await rig.Table.ReadAsync(TableFilter.Prefix("h00", LookRows.Prefix(talent)), 10, cancel)).Rows);
        }
    }

    private static async Task RecordAsync(RequestRig rig, string talentId)
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = new Talent { TalentId = talentId, Name = PersonName.Parse("李伟"), Nature = "domestic", BirthDate = new DateOnly(1985, 6, 15), RecordedAt = DateTimeOffset.UnixEpoch };
        Assert.IsType<Commit.Written>(await rig.Table.CommitAsync(new Transaction("h00", OperationId.New(RandomSource.System)).Add(rig.TalentRows.Profile(talent)), cancel));
        await rig.Lookup.NoteAsync(LookupKind.Name, "李伟", talentId, cancel);
        Assert.IsType<Outcome<Core.Requests.Views.RequestReceipt>.Created>(await rig.FileAsync(talentId));
    }
}
