using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Passes;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents;
using TalentPass.Core.Trust;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>What the status lists say after a freeze, an unfreeze, a revocation, and after a crash in the middle.</summary>
public sealed class When_a_pass_changes(ClassAccount account) : IClassFixture<ClassAccount>, IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 1, 30, 0, TimeSpan.Zero));
    private readonly string _prefix = ClassAccount.NewPrefix();
    private PassRig _rig = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = new PassRig(account.Connection, _time, _prefix);
        await _rig.CreateAsync();
    }

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_next_list_says_so_and_an_offline_verifier_with_it_too()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await _rig.HolderAsync();
        var pass = (await _rig.Passes.FindNewestAsync(talent.TalentId!, cancel))!;
        Assert.Equal(StatusAnswer.Valid, await PublishedAsync(pass));
        await _rig.Change.FreezeAsync(talent, true, cancel);
        Assert.Equal(StatusAnswer.Suspended, await PublishedAsync(pass));
        await _rig.Change.UnfreezeAsync(talent, true, cancel);
        Assert.Equal(StatusAnswer.Valid, await PublishedAsync(pass));
        await _rig.Change.RevokeAsync(PassRig.Office, pass.Ref.Id, "冒用", true, cancel);
        Assert.Equal(StatusAnswer.Invalid, await PublishedAsync(pass));
    }

    [Fact]
    public async Task A_revoked_status_is_in_the_next_list_and_one_given_in_its_place_takes_it_out()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await _rig.HolderAsync();
        var pass = (await _rig.Passes.FindNewestAsync(talent.TalentId!, cancel))!;
        Assert.Equal(StatusAnswer.Valid, await PublishedAsync(pass));
        PassRig.Value(await _rig.Statuses.RevokeAsync(PassRig.Office, talent.TalentId!, pass.Statuses[0].StatusId, "材料不实", true, cancel));
        Assert.Equal(StatusAnswer.Invalid, await PublishedAsync(pass));
        var given = new StatusInput("ningbo", "senior", new StatusIssuer(IssuerKind.Department, "人社局"), "认定文件", new DateOnly(2025, 1, 1), null);
        PassRig.Value(await _rig.Statuses.GiveAsync(PassRig.Office, talent.TalentId!, given, null, true, cancel));
        Assert.Equal(StatusAnswer.Valid, await PublishedAsync(pass));
    }

    [Fact]
    public async Task The_last_of_more_than_a_thousand_changes_is_in_the_next_list_too_and_all_bells_fall_silent()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await _rig.HolderAsync();
        var pass = (await _rig.Passes.FindNewestAsync(talent.TalentId!, cancel))!;
        await Parallel.ForEachAsync(Enumerable.Range(1, 1_010), cancel, async (i, stop) =>
            await _rig.Bell.RingAsync(new PassRef("00000000", (ushort)i), stop));
        _time.Advance(TimeSpan.FromSeconds(1));
        await _rig.Change.FreezeAsync(talent, true, cancel);
        Assert.Equal(StatusAnswer.Suspended, await PublishedAsync(pass));

        var bells = await _rig.Bell.ReadAsync(cancel);
        Assert.Equal(1_011, bells.Count);
        await _rig.Bell.SilenceAsync(bells.Select(bell => bell.Key), cancel);
        Assert.Empty(await _rig.Bell.ReadAsync(cancel));
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    [InlineData(StorageFault.AnswerLost)]
    public async Task A_crash_at_any_call_never_leaves_a_revoked_pass_out_of_the_list(StorageFault fault)
    {
        var cancel = TestContext.Current.CancellationToken;
        for (var k = 1; k <= 5; k++)
        {
            var talent = await _rig.HolderAsync();
            var pass = (await _rig.Passes.FindNewestAsync(talent.TalentId!, cancel))!;
            using var faulty = new PassRig(account.Connection, _time, _prefix, StorageFaults.At(k, fault));
            try
            {
                await faulty.Change.RevokeAsync(PassRig.Office, pass.Ref.Id, "冒用", true, cancel);
            }
            catch (Exception exception) when (exception is StorageCrashException or StorageException)
            {
                // The process died somewhere between the bell and the row.
            }

            var state = (await _rig.Passes.FindAsync(pass.Ref, cancel))!.State;
            Assert.Equal(state == PassState.Revoked ? StatusAnswer.Invalid : StatusAnswer.Valid, await PublishedAsync(pass));
        }
    }

    [Fact]
    public async Task A_list_that_does_not_change_is_signed_again_every_hour_and_costs_three_calls_between()
    {
        var cancel = TestContext.Current.CancellationToken;
        await _rig.Publish.RunAsync(cancel);
        var first = (await _rig.Lists.FindAsync(0, cancel))!;
        using (var calls = StorageCalls.Begin())
        {
            await _rig.Publish.RunAsync(cancel);
            Assert.Equal(3, calls.Count);
        }

        Assert.Equal(first.Version, (await _rig.Lists.FindAsync(0, cancel))!.Version);
        _time.Advance(PublishStatusLists.SignedAgainAfter);
        await _rig.Publish.RunAsync(cancel);
        Assert.Equal(_time.GetUtcNow(), (await _rig.Lists.FindAsync(0, cancel))!.SignedAt);
    }

    [Fact]
    public async Task Places_in_the_lists_are_given_once_and_show_no_order()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var other = new PassRig(account.Connection, _time, _prefix);
        var places = new List<uint>();
        for (var i = 0; i < 1500; i++)
        {
            places.Add(await (i % 2 == 0 ? _rig : other).Indexes.NextAsync(cancel));
        }

        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.All(places, place => Assert.True(place < StatusList.Capacity));
        Assert.InRange(places.Zip(places.Skip(1)).Count(pair => pair.Second > pair.First), 600, 900);
        Assert.Equal(1, await _rig.Indexes.ListsAsync(cancel));
    }

    [Fact]
    public void The_scrambled_places_of_a_list_are_all_of_its_places()
    {
        var seen = new bool[StatusList.Capacity];
        for (var count = 0u; count < StatusList.Capacity; count += 7)
        {
            var place = _rig.Indexes.Scramble(count);
            Assert.False(seen[place]);
            seen[place] = true;
            Assert.Equal(1u, _rig.Indexes.Scramble(count + StatusList.Capacity) / StatusList.Capacity);
        }
    }

    private async Task<StatusAnswer> PublishedAsync(Pass pass)
    {
        var cancel = TestContext.Current.CancellationToken;
        _time.Advance(TimeSpan.FromSeconds(1));
        await _rig.Publish.RunAsync(cancel);
        var now = _time.GetUtcNow();
        var view = await _rig.Keys.CurrentAsync(cancel);
        var (list, _) = TrustList.Create(
            330200, 1, now, now.AddDays(1), view.Ring.Published(now), [], new Dictionary<int, string> { [330200] = view.City.StatusUrl });
        var trust = new TrustBook();
        trust.Accept(list!);
        var book = new StatusBook(trust);
        Assert.Null(book.Accept(330200, 0, (await _rig.Lists.FindAsync(0, cancel))!.Token, now));
        return book.Look(330200, pass.StatusIndex, now);
    }
}
