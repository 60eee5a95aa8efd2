using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core;
using TalentPass.Core.Calendar;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Functions.Tests.Talents;

public sealed class When_a_status_changes(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string _connection = azurite.NewAccount();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));
    private TalentRig _rig = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = new TalentRig(_connection, _time);
        await StorageLayout.CreateAsync(_rig.Clients, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_better_status_speaks_from_its_first_day()
    {
        var talentId = await _rig.RegisterAsync(TalentRig.Person());
        await GiveAsync(talentId, "top", new DateOnly(2026, 3, 3));
        var talent = await _rig.TalentAsync(talentId);
        Assert.Equal("leading", talent.On(new DateOnly(2026, 3, 2)).Best?.Tier);
        Assert.Equal("top", talent.On(new DateOnly(2026, 3, 3)).Best?.Tier);
    }

    [Fact]
    public async Task A_revoked_status_ends_at_once_and_says_why()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talentId = await _rig.RegisterAsync(TalentRig.Person());
        var statusId = (await _rig.TalentAsync(talentId)).Statuses[0].StatusId;
        var revoked = TalentRig.Value(await _rig.Statuses.RevokeAsync(TalentRig.Office, talentId, statusId, " 材料不实 ", english: true, cancel));
        Assert.Equal(_time.GetUtcNow(), revoked.RevokedAt);
        Assert.Equal(Standing.Revoked, (await _rig.TalentAsync(talentId)).On(LegalDay.Today(_time)).Standing);
        var view = TalentRig.Value(await _rig.Read.GetAsync(TalentRig.Office, talentId, english: false, cancel));
        Assert.Equal(new RevocationView(statusId, "office", "材料不实"), Assert.Single(view.Revocations));
    }

    [Fact]
    public async Task What_cannot_be_revoked_is_refused()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talentId = await _rig.RegisterAsync(TalentRig.Person());
        var statusId = (await _rig.TalentAsync(talentId)).Statuses[0].StatusId;
        Assert.Equal(RefusalCodes.NotFound, await RevokeAsync("00000000", statusId, "x"));
        Assert.Equal(RefusalCodes.NotFound, await RevokeAsync(talentId, "00000000", "x"));
        Assert.Equal(RefusalCodes.ValidationFailed, await RevokeAsync(talentId, statusId, "  "));
        Assert.Equal(RefusalCodes.ValidationFailed, await RevokeAsync(talentId, statusId, new string('x', 501)));
        Assert.Null(await RevokeAsync(talentId, statusId, "x"));
        Assert.Equal(RefusalCodes.NotAllowedInState, await RevokeAsync(talentId, statusId, "x"));

        async Task<string?> RevokeAsync(string talent, string status, string reason) =>
            TalentRig.Code(await _rig.Statuses.RevokeAsync(TalentRig.Office, talent, status, reason, english: true, cancel));
    }

    [Fact]
    public async Task Every_pass_carries_the_change_at_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talentId = await _rig.RegisterAsync(TalentRig.Person());
        var shard = Shard.Of(talentId);
        var talent = await _rig.TalentAsync(talentId);
        var pass = _rig.Passes.NewRow(new Pass
        {
            Ref = new PassRef(talentId, 1),
            State = PassState.Active,
            IssuedAt = _time.GetUtcNow(),
            Statuses = talent.Statuses,
            Nature = talent.Nature,
            DisplayName = "李*",
            StatusIndex = 1,
        });
        pass["Other"] = "kept";
        var scan = new TableEntity(shard, $"{talentId}|1s|0123") { ["Other"] = "kept" };
        await _rig.Table.CommitAsync(new Transaction(shard, "op").Add(pass).Add(scan), cancel);

        await GiveAsync(talentId, "top", new DateOnly(2026, 3, 2));

        var row = await _rig.Table.FindAsync(shard, pass.RowKey, cancel);
        Assert.Equal("kept", row!.GetString("Other"));
        Assert.Equal((await _rig.TalentAsync(talentId)).Statuses, _rig.Passes.Read(row)!.Statuses);
        Assert.Null((await _rig.Table.FindAsync(shard, scan.RowKey, cancel))!.GetString(PassStatuses.Property));
    }

    [Fact]
    public async Task A_pass_made_from_statuses_that_have_changed_is_refused()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talentId = await _rig.RegisterAsync(TalentRig.Person());
        var seen = await _rig.TalentAsync(talentId);
        await GiveAsync(talentId, "top", new DateOnly(2026, 3, 2));
        var shard = Shard.Of(talentId);
        var late = new Transaction(shard, "op")
            .Add(new TableEntity(shard, $"{talentId}|1|0001"))
            .Merge(PassStatuses.SameProfile(talentId), seen.Version);
        Assert.IsType<Commit.Lost>(await _rig.Table.CommitAsync(late, cancel));
        var current = await _rig.TalentAsync(talentId);
        var good = new Transaction(shard, "op2")
            .Add(new TableEntity(shard, $"{talentId}|1|0001"))
            .Merge(PassStatuses.SameProfile(talentId), current.Version);
        Assert.IsType<Commit.Written>(await _rig.Table.CommitAsync(good, cancel));
        Assert.Equal(current.Statuses, (await _rig.TalentAsync(talentId)).Statuses);
    }

    [Fact]
    public async Task Eight_statuses_given_at_once_are_all_on_record()
    {
        var talentId = await _rig.RegisterAsync(TalentRig.Person());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => GiveAsync(talentId, "senior", new DateOnly(2026, 1, 1 + i))));
        Assert.Equal(9, (await _rig.TalentAsync(talentId)).Statuses.Count);
        var details = await _rig.Store.FindDetailsAsync(talentId, TestContext.Current.CancellationToken);
        Assert.Equal(
            details!.Talent.Statuses.Select(status => status.StatusId).Order(StringComparer.Ordinal),
            details.StatusRecords.Select(record => record.Status.StatusId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_call_again_gets_the_first_answer_even_when_the_status_is_revoked()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talentId = await _rig.RegisterAsync(TalentRig.Person());
        var input = TalentRig.Status("top", new DateOnly(2026, 3, 2), null);
        var call = new IdempotentCall("key", "same");
        var first = TalentRig.Value(await _rig.Statuses.GiveAsync(TalentRig.Office, talentId, input, call, english: true, cancel));
        await _rig.Statuses.RevokeAsync(TalentRig.Office, talentId, first.StatusId, "x", english: true, cancel);
        var again = Assert.IsType<Outcome<StatusView>.Created>(await _rig.Statuses.GiveAsync(TalentRig.Office, talentId, input, call, english: true, cancel));
        Assert.True(again.Replayed);
        Assert.Equal(first, again.Value);
        var reused = await _rig.Statuses.GiveAsync(TalentRig.Office, talentId, input, call with { Fingerprint = "other" }, english: true, cancel);
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, TalentRig.Code(reused));
    }

    [Fact]
    public async Task A_key_is_free_again_after_seven_days()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talentId = await _rig.RegisterAsync(TalentRig.Person());
        var input = TalentRig.Status("top", new DateOnly(2026, 3, 2), null);
        await _rig.Statuses.GiveAsync(TalentRig.Office, talentId, input, new IdempotentCall("key", "one"), english: true, cancel);
        _time.Advance(TimeSpan.FromDays(8));
        var later = await _rig.Statuses.GiveAsync(TalentRig.Office, talentId, input, new IdempotentCall("key", "two"), english: true, cancel);
        Assert.False(Assert.IsType<Outcome<StatusView>.Created>(later).Replayed);
        Assert.Equal(3, (await _rig.TalentAsync(talentId)).Statuses.Count);
    }

    // All statuses are in one property of the profile and of each pass. Of texts in characters that take two units each, not all
    // 40 fit.
    [Theory]
    [InlineData("据", TalentStatuses.Max)]
    [InlineData("𬭎", 39)]
    [InlineData("\"", 39)]
    public async Task The_longest_statuses_fit_or_are_refused_and_can_always_be_revoked(string character, int most)
    {
        var cancel = TestContext.Current.CancellationToken;
        var talentId = await _rig.RegisterAsync(TalentRig.Person() with { Statuses = null });
        string Text(int length) => string.Concat(Enumerable.Repeat(character, length));
        var input = TalentRig.Status("top", new DateOnly(2026, 3, 2), new DateOnly(2030, 3, 2)) with { Issuer = new StatusIssuer(IssuerKind.Department, Text(100)), Basis = Text(200) };
        for (var given = 1; given < most; given++)
        {
            TalentRig.Value(await _rig.Statuses.GiveAsync(TalentRig.Office, talentId, input, null, english: true, cancel));
        }

        // Most are revoked before there are passes, because each change of fifty passes writes megabytes.
        foreach (var status in (await _rig.TalentAsync(talentId)).Statuses.Skip(3))
        {
            TalentRig.Value(await _rig.Statuses.RevokeAsync(TalentRig.Office, talentId, status.StatusId, Text(500), english: true, cancel));
        }

        // The last one also changes fifty passes. As many of the newest as a transaction has room for get a copy.
        await AddPassesAsync(talentId, 50);
        TalentRig.Value(await _rig.Statuses.GiveAsync(TalentRig.Office, talentId, input, null, english: true, cancel));
        var talent = await _rig.TalentAsync(talentId);
        Assert.Equal(most, talent.Statuses.Count);
        Assert.Equal(talent.Statuses, await OfPassAsync(talentId, 50));
        Assert.Equal(RefusalCodes.ValidationFailed, TalentRig.Code(await _rig.Statuses.GiveAsync(TalentRig.Office, talentId, input, null, english: true, cancel)));
        foreach (var status in talent.Statuses.Where(each => each.RevokedAt is null))
        {
            TalentRig.Value(await _rig.Statuses.RevokeAsync(TalentRig.Office, talentId, status.StatusId, Text(500), english: true, cancel));
        }

        Assert.All(await OfPassAsync(talentId, 50), each => Assert.NotNull(each.RevokedAt));
    }

    private async Task AddPassesAsync(string talentId, int count)
    {
        var transaction = new Transaction(Shard.Of(talentId), "passes");
        foreach (var ordinal in Enumerable.Range(1, count))
        {
            transaction.Add(_rig.Passes.NewRow(new Pass
            {
                Ref = new PassRef(talentId, (ushort)ordinal),
                State = PassState.Revoked,
                IssuedAt = _time.GetUtcNow(),
                Statuses = [],
                Nature = "foreign",
                DisplayName = "李*",
                StatusIndex = (uint)ordinal,
            }));
        }

        Assert.IsType<Commit.Written>(await _rig.Table.CommitAsync(transaction, TestContext.Current.CancellationToken));
    }

    private async Task<IReadOnlyList<TalentStatus>> OfPassAsync(string talentId, int ordinal) => TalentStatuses.Deserialize(
        (await _rig.Table.FindAsync(Shard.Of(talentId), $"{talentId}|1|{ordinal:d5}", TestContext.Current.CancellationToken))!.GetString(PassStatuses.Property));

    private async Task GiveAsync(string talentId, string tier, DateOnly from) =>
        TalentRig.Value(await _rig.Statuses.GiveAsync(
            TalentRig.Office, talentId, TalentRig.Status(tier, from, null), null, english: true, TestContext.Current.CancellationToken));
}
