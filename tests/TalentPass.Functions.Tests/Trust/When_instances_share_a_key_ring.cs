using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Functions.Tests.Trust;

public sealed class When_instances_share_a_key_ring(ClassAccount account) : IClassFixture<ClassAccount>, IAsyncLifetime
{
    private readonly string _prefix = ClassAccount.NewPrefix();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 1, 30, 0, TimeSpan.Zero));

    public async ValueTask InitializeAsync()
    {
        using var rig = Rig();
        await rig.CreateAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Eight_that_start_at_once_make_one_set_of_keys()
    {
        var rigs = Enumerable.Range(0, 8).Select(_ => Rig()).ToArray();
        var views = await Task.WhenAll(rigs.Select(rig => rig.Keys.CurrentAsync(TestContext.Current.CancellationToken).AsTask()));
        var names = views.Select(view => string.Join(' ', view.Ring.Keys.Select(key => key.Name).Order())).Distinct();
        Assert.Single(names);
        var stored = await rigs[0].Store.ReadAsync(TestContext.Current.CancellationToken);
        Assert.All(KeyTerms.Uses, use => Assert.InRange(stored.Keys.Count(key => key.Use == use), 1, 2));
    }

    [Fact]
    public async Task What_one_mints_every_other_verifies_and_opens()
    {
        using var one = Rig();
        using var other = Rig();
        var cancel = TestContext.Current.CancellationToken;
        var view = await one.Keys.CurrentAsync(cancel);
        var code = Mint(view);
        var verdict = (await other.Keys.CurrentAsync(cancel)).Verifier.Verify(code.Text, _time.GetUtcNow());
        Assert.Equal(PassReason.Accepted, verdict.Reason);
        Assert.True((await other.Keys.CurrentAsync(cancel)).Cipher.TryDecrypt(verdict.Id, out var origin));
        Assert.Equal("7k2m9qxw", origin.TalentId);
    }

    [Fact]
    public async Task A_session_of_one_counts_at_every_other_and_after_a_restart()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var one = Rig();
        using var other = Rig();
        var (name, key) = await one.Sessions.CurrentAsync(cancel);
        var found = await other.Sessions.FindAsync(name, cancel);
        Assert.Equal(key.PublicKey.ToArray(), found!.Value.ToArray());
        Assert.Null(await other.Sessions.FindAsync("session-77-1", cancel));
    }

    [Fact]
    public async Task A_key_that_another_has_just_made_is_found_within_seconds()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var one = Rig();
        using var other = Rig();
        await other.Keys.CurrentAsync(cancel);
        var made = (await one.Rotate.RunByHandAsync(RingUse.Session, null, cancel))!.Value.Key;
        Assert.Null(await other.Sessions.FindAsync(made.Name, cancel));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.NotNull(await other.Sessions.FindAsync(made.Name, cancel));
    }

    [Fact]
    public async Task A_withdrawal_whose_answer_is_lost_is_known_for_our_own()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var healthy = Rig();
        await healthy.Rotate.RunAsync(cancel);
        var waiting = (await healthy.Rotate.RunByHandAsync(RingUse.Minting, null, cancel))!.Value.Key;
        var lost = 0;
        using var faulty = Rig(faults: new StorageFaults(call =>
            call.StartsWith("POST", StringComparison.Ordinal) && lost++ == 0 ? StorageFault.AnswerLost : StorageFault.None));
        Assert.IsType<WithdrawalEnd.Done>(await faulty.Rotate.WithdrawAsync(waiting, null, cancel));
        Assert.IsType<WithdrawalEnd.Before>(await faulty.Rotate.WithdrawAsync(waiting, null, cancel));
        Assert.True(lost > 0);
    }

    [Fact]
    public async Task A_partner_nobody_can_read_is_believed_nothing_and_takes_no_key_of_ours_with_it()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var rig = Rig();
        await rig.Clients.Table(StorageLayout.Partners).CommitAsync(
            new Transaction("partner", "op").Add(new TableEntity("partner", "330900") { ["Document"] = "{" }), cancel);
        var view = await rig.Keys.CurrentAsync(cancel);
        Assert.Empty(view.Partners);
        Assert.NotEmpty(view.Ring.Keys);
    }

    [Fact]
    public async Task A_sealed_set_is_read_to_its_end_however_many_rows_it_has()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var rig = Rig();
        var seals = new RowSeal(new MasterKey(new byte[MasterKey.Length]), TimeProvider.System, NullLogger<RowSeal>.Instance);
        var set = new SealedSet(rig.Clients.Table(StorageLayout.Partners), "many", new RowShape("many", "Number"), seals, RandomSource.System);
        foreach (var part in Enumerable.Range(1000, 1_045).Chunk(95))
        {
            TableEntity[] rows = [.. part.Select(number => new TableEntity("many", $"{number}") { ["Number"] = number })];
            Assert.True(await set.WriteAsync(await set.ReadAsync(cancel), rows, [], cancel));
        }

        Assert.Equal(Enumerable.Range(1000, 1_045), (await set.ReadAsync(cancel)).Rows.Select(row => row.GetInt32("Number")!.Value));
    }

    [Fact]
    public async Task Days_of_minting_and_scanning_across_rotations_never_meet_a_wrong_key()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var minter = Rig();
        using var scanner = Rig();
        var minting = new HashSet<Kid>();
        for (var step = 0; step < 5 * 48; step++)
        {
            // The timer runs on one of the two instances. A little later both read the keys again, because calls cause that.
            _time.Advance(TimeSpan.FromMinutes(30));
            await (step % 2 == 0 ? minter : scanner).Rotate.RunAsync(cancel);
            var view = step % 3 == 0 ? await minter.Keys.RefreshAsync(cancel) : await minter.Keys.CurrentAsync(cancel);
            var code = Mint(view);
            var seen = step % 5 == 0 ? await scanner.Keys.RefreshAsync(cancel) : await scanner.Keys.CurrentAsync(cancel);
            var verdict = seen.Verifier.Verify(code.Text, _time.GetUtcNow());
            Assert.Equal(PassReason.Accepted, verdict.Reason);
            Assert.True(seen.Cipher.TryDecrypt(verdict.Id, out _));
            minting.Add(verdict.Kid);
        }

        Assert.True(minting.Count >= 5, $"{minting.Count} minting keys");
    }

    [Fact]
    public async Task Keys_that_sign_no_more_lose_their_private_part_and_later_go()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var rig = Rig();
        var first = (await rig.Rotate.RunAsync(cancel)).Keys.First(key => key.Use == RingUse.Minting);
        Assert.False(first.SealedPrivate.IsEmpty);
        _time.Advance(TimeSpan.FromHours(25));
        var kept = (await rig.Rotate.RunAsync(cancel)).Keys.Single(key => key.Name == first.Name);
        Assert.True(kept.SealedPrivate.IsEmpty);
        Assert.Equal(first.PublicKey.ToArray(), kept.PublicKey.ToArray());
        _time.Advance(TimeSpan.FromDays(8));
        Assert.DoesNotContain((await rig.Rotate.RunAsync(cancel)).Keys, key => key.Name == first.Name);
    }

    [Fact]
    public async Task More_keys_than_one_transaction_takes_are_tidied_and_a_withdrawal_does_not_wait_for_them()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var rig = Rig();
        await rig.Rotate.RunAsync(cancel);
        await AddOldSessionKeysAsync(rig, 200);
        var waiting = (await rig.Rotate.RunByHandAsync(RingUse.Minting, null, cancel))!.Value.Key;

        Assert.IsType<WithdrawalEnd.Done>(await rig.Rotate.WithdrawAsync(waiting, new KeyWithdrawalCall("order", "call"), cancel));
        var withdrawn = (await rig.Store.ReadAsync(cancel)).Keys.Single(key => key.Name == waiting.Name);
        Assert.Equal((new KeyWithdrawalCall("order", "call"), 0), (withdrawn.Withdrawal?.Call, withdrawn.SealedPrivate.Length));

        var tidy = await rig.Rotate.RunAsync(cancel);
        Assert.True(KeyRotation.Plan(_time.GetUtcNow(), tidy.Keys).IsEmpty);
        Assert.Equal(withdrawn.Withdrawal, tidy.Keys.Single(key => key.Name == waiting.Name).Withdrawal);
        // Of the old keys, half are gone, and half have no private part any more.
        var old = tidy.Keys.Where(key => key.Use == RingUse.Session && key.SignUntil <= _time.GetUtcNow()).ToList();
        Assert.Equal(100, old.Count);
        Assert.All(old, key => Assert.True(key.SealedPrivate.IsEmpty));
    }

    // Keys that signed last 20 days ago. The signatures of half of them do not count any more, so these keys have to go.
    private async Task AddOldSessionKeysAsync(RingRig rig, int count)
    {
        var (cancel, ended) = (TestContext.Current.CancellationToken, _time.GetUtcNow().AddDays(-20));
        var free = Enumerable.Range(0, 256).Except((await rig.Store.ReadAsync(cancel)).Keys.Where(key => key.Use == RingUse.Session).Select(key => (int)key.Number));
        foreach (var part in free.Take(count).Chunk(50))
        {
            RingKey[] made = [.. part.Select((number, index) => rig.Forge.Make(
                new KeyOrder(RingUse.Session, (byte)number, ended.AddDays(-7), ended, index % 2 == 0 ? ended : ended.AddDays(30)), ended.AddDays(-8)))];
            Assert.True(await rig.Store.WriteAsync(await rig.Store.ReadAsync(cancel), made, [], [], cancel));
        }
    }

    [Fact]
    public async Task Another_master_key_is_told_apart_in_a_sentence()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var ours = Rig();
        await ours.Keys.CurrentAsync(cancel);
        using var theirs = Rig(masterKey: [.. Enumerable.Repeat((byte)9, MasterKey.Length)]);
        var fault = await Assert.ThrowsAsync<UntrustedRowException>(() => theirs.Keys.CurrentAsync(cancel).AsTask());
        Assert.Contains("another master key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_storage_holds_a_private_part_in_the_clear()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var rig = Rig();
        var view = await rig.Keys.CurrentAsync(cancel);
        foreach (var key in view.Ring.Keys.Where(key => key.Use != RingUse.Code))
        {
            var secret = view.Open(key).Pair.ExportParameters(includePrivateParameters: true).D!;
            Assert.Equal(-1, key.SealedPrivate.Span.IndexOf(secret));
            Assert.Equal(-1, key.PublicKey.Span.IndexOf(secret));
        }
    }

    [Fact]
    public async Task Using_the_keys_costs_no_storage_call()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var rig = Rig();
        await rig.Keys.CurrentAsync(cancel);
        _time.Advance(TimeSpan.FromMinutes(2));
        using var calls = StorageCalls.Begin();
        for (var i = 0; i < 20; i++)
        {
            Mint(await rig.Keys.CurrentAsync(cancel));
        }

        Assert.Equal(0, calls.Count);
    }

    [Fact]
    public async Task While_storage_is_away_the_last_keys_stay_in_use()
    {
        var cancel = TestContext.Current.CancellationToken;
        var away = false;
        using var rig = Rig(faults: new StorageFaults(_ => away ? StorageFault.NoConnection : StorageFault.None));
        var before = await rig.Keys.CurrentAsync(cancel);
        away = true;
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Same(before, await rig.Keys.CurrentAsync(cancel));
        Assert.Equal(PassReason.Accepted, before.Verifier.Verify(Mint(before).Text, _time.GetUtcNow()).Reason);
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    [InlineData(StorageFault.AnswerLost)]
    [InlineData(StorageFault.NoConnection)]
    public async Task A_fault_at_any_call_of_the_first_start_leaves_one_set_of_keys(StorageFault fault)
    {
        var cancel = TestContext.Current.CancellationToken;
        for (var k = 1; k <= 4; k++)
        {
            var prefix = ClassAccount.NewPrefix();
            using var healthy = new RingRig(account.Connection, _time, prefix);
            await healthy.CreateAsync();
            using var faulty = new RingRig(account.Connection, _time, prefix, faults: StorageFaults.At(k, fault));
            try
            {
                await faulty.Keys.CurrentAsync(cancel);
            }
            catch (Exception exception) when (exception is StorageCrashException or StorageException)
            {
                // The process crashed or gave up. The next process starts.
            }

            var view = await healthy.Keys.CurrentAsync(cancel);
            Assert.All(KeyTerms.Uses, use => Assert.InRange(view.Ring.Keys.Count(key => key.Use == use), 1, 2));
            Assert.Equal(PassReason.Accepted, view.Verifier.Verify(Mint(view).Text, _time.GetUtcNow()).Reason);
        }
    }

    private RingRig Rig(byte[]? masterKey = null, StorageFaults? faults = null) =>
        new(account.Connection, _time, _prefix, masterKey, faults);

    private MintedCode Mint(KeyView view)
    {
        var now = _time.GetUtcNow();
        var minter = new PassMinter(view.Cipher, Core.Identity.RandomSource.System);
        return minter.Show(view.Signer(RingUse.Minting, now), new PassSubject(new CodeOrigin("7k2m9qxw", 1), 3, 5, now.AddDays(1)), now);
    }
}
