using TalentPass.Core;
using TalentPass.Core.Requests.Views;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>
/// One talent files more requests in one second than the id of a request has random values for. Each gets an id of its own.
/// </summary>
public sealed class When_many_requests_are_filed_at_once(ClassAccount account) : IClassFixture<ClassAccount>
{
    private const int Requests = 400;
    private const int AtOnce = 16;

    [Fact]
    public async Task Each_is_filed_and_listed_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var clock = new SetClock(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
        var rig = new RequestRig(account.Connection, ClassAccount.NewPrefix(), clock: clock);
        await rig.CreateAsync();
        var (talent, numbers) = (RequestRig.NewTalent(), new List<string>());
        foreach (var part in Enumerable.Range(0, Requests).Chunk(AtOnce))
        {
            var filed = await Task.WhenAll(part.Select(_ => rig.FileAsync(talent)));
            numbers.AddRange(filed.Select(each => Assert.IsType<Outcome<RequestReceipt>.Created>(each).Value.Number));
        }

        Assert.Equal(Requests, numbers.Distinct().Count());
        var listed = new List<string>();
        for (PageRequest? page = new(100, null); page is not null;)
        {
            var found = await rig.Store.ListAsync(talent, page, cancel);
            listed.AddRange(found.Items.Select(each => each.Ref.Number));
            page = found.NextCursor is { } next ? page with { Cursor = next } : null;
        }

        Assert.Equal(numbers.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));

        // What is filed some minutes later is the newest all the same.
        clock.Set(clock.GetUtcNow().AddMinutes(5));
        var last = Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(talent)).Value.Number;
        Assert.Equal(last, (await rig.Store.ListAsync(talent, PageRequest.First, cancel)).Items[0].Ref.Number);
    }
}
