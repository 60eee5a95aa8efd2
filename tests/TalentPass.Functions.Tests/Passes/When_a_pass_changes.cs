using Microsoft.Extensions.Logging.Abstractions;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>
/// What the status lists say after a pass is frozen, unfrozen or revoked, and after a crash in the middle of such a change.
/// </summary>
public sealed class When_a_pass_changes(ClassAccount account) : WithPassRig(account)
{
    [Fact]
    public async Task The_next_list_says_so_and_an_offline_verifier_with_it_too()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await Rig.HolderAsync();
        var pass = (await Rig.Passes.FindNewestAsync(talent.TalentId!, cancel))!;
        Assert.Equal(StatusAnswer.Valid, await PublishedAsync(pass));
        await Rig.Change.FreezeAsync(talent, true, cancel);
        Assert.Equal(StatusAnswer.Suspended, await PublishedAsync(pass));
        await Rig.Change.UnfreezeAsync(talent, true, cancel);
        Assert.Equal(StatusAnswer.Valid, await PublishedAsync(pass));
        await Rig.Change.RevokeAsync(PassRig.Office, pass.Ref.Id, "冒用", true, cancel);
        Assert.Equal(StatusAnswer.Invalid, await PublishedAsync(pass));
    }

    [Fact]
    public async Task A_revoked_status_is_in_the_next_list_and_one_given_in_its_place_takes_it_out()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await Rig.HolderAsync();
        var pass = (await Rig.Passes.FindNewestAsync(talent.TalentId!, cancel))!;
        Assert.Equal(StatusAnswer.Valid, await PublishedAsync(pass));
        PassRig.Value(await Rig.Statuses.RevokeAsync(PassRig.Office, talent.TalentId!, pass.Statuses[0].StatusId, "材料不实", true, cancel));
        Assert.Equal(StatusAnswer.Invalid, await PublishedAsync(pass));
        var given = new StatusInput("ningbo", "senior", new StatusIssuer(IssuerKind.Department, "人社局"), "认定文件", new DateOnly(2025, 1, 1), null);
        PassRig.Value(await Rig.Statuses.GiveAsync(PassRig.Office, talent.TalentId!, given, null, true, cancel));
        Assert.Equal(StatusAnswer.Valid, await PublishedAsync(pass));
    }

    [Fact]
    public async Task The_last_of_more_than_a_thousand_changes_is_in_the_next_list_too_and_all_bells_fall_silent()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await Rig.HolderAsync();
        var pass = (await Rig.Passes.FindNewestAsync(talent.TalentId!, cancel))!;
        await Parallel.ForEachAsync(Enumerable.Range(1, 1_010), cancel, async (i, stop) =>
            await Rig.Bell.RingAsync(new PassRef("00000000", (ushort)i), stop));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Rig.Change.FreezeAsync(talent, true, cancel);
        Assert.Equal(StatusAnswer.Suspended, await PublishedAsync(pass));

        var bells = await Rig.Bell.ReadAsync(new Isolation("bells", NullLogger.Instance), cancel);
        Assert.Equal(1_011, bells.Count);
        await Rig.Bell.SilenceAsync(bells.Select(bell => bell.Key), cancel);
        Assert.Empty(await Rig.Bell.ReadAsync(new Isolation("bells", NullLogger.Instance), cancel));
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
            var talent = await Rig.HolderAsync();
            var pass = (await Rig.Passes.FindNewestAsync(talent.TalentId!, cancel))!;
            using var faulty = Another(StorageFaults.At(k, fault));
            try
            {
                await faulty.Change.RevokeAsync(PassRig.Office, pass.Ref.Id, "冒用", true, cancel);
            }
            catch (Exception exception) when (exception is StorageCrashException or StorageException)
            {
                // The process crashed at some point between writing the note in the status bell and writing the row.
            }

            var state = (await Rig.Passes.FindAsync(pass.Ref, cancel))!.State;
            Assert.Equal(state == PassState.Revoked ? StatusAnswer.Invalid : StatusAnswer.Valid, await PublishedAsync(pass));
        }
    }

    [Fact]
    public async Task A_list_that_does_not_change_is_signed_again_every_hour_and_read_every_minute_between()
    {
        var cancel = TestContext.Current.CancellationToken;
        await Rig.Publish.RunAsync(cancel);
        var first = (await Rig.Lists.FindAsync(0, cancel))!;
        Assert.Equal(1, await CountAsync());
        Time.Advance(TimeSpan.FromSeconds(59));
        await Rig.Keys.CurrentAsync(cancel);
        Assert.Equal(1, await CountAsync());
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, await CountAsync());
        Assert.Equal(1, await CountAsync());

        Assert.Equal(first.Version, (await Rig.Lists.FindAsync(0, cancel))!.Version);
        Time.Advance(PublishStatusLists.SignedAgainAfter);
        await Rig.Publish.RunAsync(cancel);
        Assert.Equal(Time.GetUtcNow(), (await Rig.Lists.FindAsync(0, cancel))!.SignedAt);

        async Task<int> CountAsync()
        {
            using var calls = StorageCalls.Begin();
            await Rig.Publish.RunAsync(cancel);
            return calls.Count;
        }
    }

    [Fact]
    public async Task A_pass_that_was_read_for_its_note_is_not_read_again_at_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await Rig.HolderAsync();
        await Rig.Change.FreezeAsync(talent, true, cancel);
        await Rig.Publish.RunAsync(cancel);

        using var second = StorageCalls.Begin();
        await Rig.Publish.RunAsync(cancel);
        Assert.Equal(1, second.Count);

        // The last look is when the note is old enough to be deleted.
        Rig.Publish.NotesKept = TimeSpan.FromSeconds(-2);
        await Rig.Publish.RunAsync(cancel);
        Assert.Empty(await Rig.Bell.ReadAsync(new Isolation("bells", NullLogger.Instance), cancel));
    }

    [Fact]
    public async Task Places_in_the_lists_are_given_once_and_show_no_order()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var other = Another();
        var places = new List<uint>();
        for (var i = 0; i < 1500; i++)
        {
            places.Add(await (i % 2 == 0 ? Rig : other).Indexes.NextAsync(cancel));
        }

        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.All(places, place => Assert.True(place < StatusList.Capacity));
        Assert.InRange(places.Zip(places.Skip(1)).Count(pair => pair.Second > pair.First), 600, 900);
        Assert.Equal(1, await Rig.Indexes.ListsAsync(cancel));
    }

    [Fact]
    public void The_scrambled_places_of_a_list_are_all_of_its_places()
    {
        var seen = new bool[StatusList.Capacity];
        for (var count = 0u; count < StatusList.Capacity; count += 7)
        {
            var place = Rig.Indexes.Scramble(count);
            Assert.False(seen[place]);
            seen[place] = true;
            Assert.Equal(1u, Rig.Indexes.Scramble(count + StatusList.Capacity) / StatusList.Capacity);
        }
    }

    private async Task<StatusAnswer> PublishedAsync(Pass pass)
    {
        var cancel = TestContext.Current.CancellationToken;
        Time.Advance(TimeSpan.FromSeconds(1));
        await Rig.Publish.RunAsync(cancel);
        var now = Time.GetUtcNow();
        var view = await Rig.Keys.CurrentAsync(cancel);
        var (list, _) = TrustList.Create(
            330200, 1, now, now.AddDays(1), view.Ring.Published(now), [], new Dictionary<int, string> { [330200] = view.City.StatusUrl });
        var trust = new TrustBook();
        trust.Accept(list!);
        var book = new StatusBook(trust);
        Assert.Null(book.Accept(330200, 0, (await Rig.Lists.FindAsync(0, cancel))!.Token, now));
        return book.Look(330200, pass.StatusIndex, now);
    }
}
