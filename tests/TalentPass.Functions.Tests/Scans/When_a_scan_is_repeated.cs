using System.Buffers.Text;
using System.Text.Json;
using TalentPass.Core;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Trust.Partners;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Passes;
using TalentPass.Functions.Tests.Trust;

namespace TalentPass.Functions.Tests.Scans;

/// <summary>
/// A call with the same scanner, nonce and code returns the answer of the first call, even if the state has changed since then.
/// </summary>
public sealed class When_a_scan_is_repeated(ClassAccount account) : WithPassRig(account)
{
    private const int Zhoushan = 330900;
    private readonly TestCity _city = new("330900");
    private readonly Phone _phone = new();
    private readonly StatusList _list = StatusList.Create();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Rig.Fetch = _ => Token();
        await Rig.Partners.PutAsync(Partner(), 60, Cancel);
    }

    public override ValueTask DisposeAsync()
    {
        _city.Dispose();
        _phone.Dispose();
        return base.DisposeAsync();
    }

    [Theory]
    [InlineData("S", 7)]
    [InlineData("S", 180)]
    [InlineData("S", 50 * 3600)]
    [InlineData("H", 65)]
    [InlineData("H", 400)]
    [InlineData("H", 25 * 3600)]
    [InlineData("partner S", 7)]
    [InlineData("partner S", 180)]
    [InlineData("partner H", 65)]
    [InlineData("partner H", 25 * 3600)]
    [InlineData("partner card", 300 * 86400)]
    public async Task A_good_code_stays_good_for_it_however_long_ago_it_died(string kind, int seconds)
    {
        var code = await ShowAsync(kind, await Rig.HolderAsync());
        var first = await Rig.ScanAsync(code, "a");
        Assert.Equal("valid", first.Outcome);
        Time.Advance(TimeSpan.FromSeconds(seconds));
        AssertSame(first, await Rig.ScanAsync(code, "a"));
        Assert.NotEqual(first.ScanId, (await Rig.ScanAsync(code, "b")).ScanId);
    }

    [Theory]
    [InlineData("S", "freeze", "suspended")]
    [InlineData("H", "freeze", "suspended")]
    [InlineData("S", "revoke", "revoked")]
    [InlineData("H", "revoke", "revoked")]
    [InlineData("H", "another phone", "revoked")]
    public async Task What_is_done_to_the_pass_in_between_is_told_to_others_only(string kind, string what, string outcome)
    {
        var talent = await Rig.HolderAsync();
        var (code, other) = (await ShowAsync(kind, talent), await ShowAsync(kind, talent, ahead: 1));
        var first = await Rig.ScanAsync(code, "a");
        Assert.Equal("valid", first.Outcome);
        await DoAsync(what, talent);
        AssertSame(first, await Rig.ScanAsync(code, "a"));
        Assert.Equal(outcome, (await Rig.ScanAsync(other, "b")).Outcome);
        AssertSame(first, await Rig.ScanAsync(code, "a"));
    }

    [Theory]
    [InlineData("S")]
    [InlineData("H")]
    public async Task A_frozen_pass_stays_frozen_for_it_and_the_code_is_good_for_the_next_call(string kind)
    {
        var talent = await Rig.HolderAsync();
        var code = await ShowAsync(kind, talent);
        await DoAsync("freeze", talent);
        var first = await Rig.ScanAsync(code, "a");
        Assert.Equal("suspended", first.Outcome);
        PassRig.Value(await Rig.Change.UnfreezeAsync(talent, true, Cancel));
        AssertSame(first, await Rig.ScanAsync(code, "a"));
        Assert.Equal("valid", (await Rig.ScanAsync(code, "b")).Outcome);
        AssertSame(first, await Rig.ScanAsync(code, "a"));
    }

    [Theory]
    [InlineData("H", 62, 10, "expired")]
    [InlineData("partner H", 62, 10, "expired")]
    [InlineData("partner H", 320, 300, "expired")]
    [InlineData("S", 40, 20, "not_yet_valid")]
    [InlineData("partner S", 40, 20, "not_yet_valid")]
    public async Task A_code_from_a_clock_that_is_ahead_stays_refused_for_it_and_is_good_for_the_next_call(
        string kind, int ahead, int later, string outcome)
    {
        var code = await ShowAsync(kind, await Rig.HolderAsync(), ahead);
        var first = await Rig.ScanAsync(code, "a");
        Assert.Equal(outcome, first.Outcome);
        Time.Advance(TimeSpan.FromSeconds(later));
        AssertSame(first, await Rig.ScanAsync(code, "a"));
        Assert.Equal("valid", (await Rig.ScanAsync(code, "b")).Outcome);
        Assert.Equal("already_used", (await Rig.ScanAsync(code, "c")).Outcome);
        AssertSame(first, await Rig.ScanAsync(code, "a"));
    }

    [Fact]
    public async Task What_a_partners_list_says_meanwhile_is_told_to_others_only()
    {
        var good = await ShowAsync("partner card", null);
        var first = await Rig.ScanAsync(good, "a");
        Assert.Equal("valid", first.Outcome);
        _list.Set(9, StatusValue.Suspended);
        Time.Advance(TimeSpan.FromMinutes(16));
        AssertSame(first, await Rig.ScanAsync(good, "a"));
        var second = await Rig.ScanAsync(good, "b");
        Assert.Equal("suspended", second.Outcome);
        _list.Set(9, StatusValue.Valid);
        Time.Advance(TimeSpan.FromMinutes(16));
        AssertSame(second, await Rig.ScanAsync(good, "b"));
        Assert.Equal("valid", (await Rig.ScanAsync(good, "c")).Outcome);
    }

    [Fact]
    public async Task A_city_that_becomes_a_partner_meanwhile_stays_unknown_for_it()
    {
        await Rig.Partners.RemoveAsync(Zhoushan, Cancel);
        var card = await ShowAsync("partner card", null);
        var first = await Rig.ScanAsync(card, "a");
        Assert.Equal("unknown_issuer", first.Outcome);
        await Rig.Partners.PutAsync(Partner(), 60, Cancel);
        await Rig.Keys.RefreshAsync(Cancel);
        Assert.Equal("unknown_issuer", (await Rig.ScanAsync(card, "a")).Outcome);
        Assert.Equal(first.ScanId, (await Rig.ScanAsync(card, "a")).ScanId);
        Assert.Equal("valid", (await Rig.ScanAsync(card, "b")).Outcome);
    }

    [Fact]
    public async Task Already_used_stays_already_used_with_the_first_time()
    {
        var code = await ShowAsync("S", await Rig.HolderAsync());
        var first = await Rig.ScanAsync(code, "a");
        Time.Advance(TimeSpan.FromSeconds(7));
        var second = await Rig.ScanAsync(code, "b");
        Assert.Equal(("already_used", first.ScannedAt), (second.Outcome, second.FirstUsedAt));
        Time.Advance(TimeSpan.FromMinutes(3));
        AssertSame(second, await Rig.ScanAsync(code, "b"));
        Assert.Equal("expired", (await Rig.ScanAsync(code, "c")).Outcome);
    }

    [Fact]
    public async Task Many_at_once_get_one_answer_even_while_the_pass_is_being_frozen()
    {
        var talent = await Rig.HolderAsync();
        var code = await ShowAsync("S", talent);
        var frozen = Task.Run(() => DoAsync("freeze", talent), Cancel);
        var seen = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Rig.ScanAsync(code, "same")));
        await frozen;
        Assert.All(seen, each => AssertSame(seen[0], each));
        AssertSame(seen[0], await Rig.ScanAsync(code, "same"));
    }

    [Theory]
    [InlineData("S")]
    [InlineData("partner S")]
    public async Task Somebody_elses_call_is_no_repetition_though_it_has_the_same_nonce(string kind)
    {
        var code = await ShowAsync(kind, await Rig.HolderAsync());
        var first = await Rig.ScanAsync(code, "1");
        var device = PassRig.Value(await Rig.Devices.RegisterAsync(PassRig.Supervisor, "闸机", "一号厅", null, Cancel));
        Actor[] others = [PassRig.Hall with { Account = "hall-2" }, Rig.DeviceTokens.Read(device.Token!, Time.GetUtcNow())!];
        foreach (var other in others)
        {
            var seen = await Rig.ScanAsync(code, "1", by: other);
            Assert.Equal(("already_used", first.ScannedAt), (seen.Outcome, seen.FirstUsedAt));
            AssertSame(seen, await Rig.ScanAsync(code, "1", by: other));
        }

        AssertSame(first, await Rig.ScanAsync(code, "1"));
        Assert.NotEqual((await Rig.ScanAsync("junk", "1")).ScanId, (await Rig.ScanAsync("junk", "1", by: others[0])).ScanId);
    }

    [Fact]
    public async Task A_repeated_call_costs_what_it_did_and_a_dead_code_one_call()
    {
        var talent = await Rig.HolderAsync();
        var codes = new[] { await ShowAsync("S", talent), await ShowAsync("S", talent), await ShowAsync("H", talent), await ShowAsync("partner S", null) };
        Assert.Equal((2, "valid"), await CountAsync(codes[0], "a"));
        Assert.Equal((4, "valid"), await CountAsync(codes[0], "a"));
        Assert.Equal((5, "already_used"), await CountAsync(codes[0], "b"));
        Assert.Equal((4, "already_used"), await CountAsync(codes[0], "b"));
        Assert.Equal((2, "valid"), await CountAsync(codes[2], "a"));
        Assert.Equal((1, "valid"), await CountAsync(codes[3], "a"));
        await DoAsync("freeze", talent);
        Assert.Equal((2, "suspended"), await CountAsync(codes[1], "a"));
        Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((1, "expired"), await CountAsync(codes[1], "b"));
        Assert.Equal((3, "suspended"), await CountAsync(codes[1], "a"));
    }

    private async Task<string> ShowAsync(string kind, Actor? talent, int ahead = 0)
    {
        var at = Time.GetUtcNow().AddSeconds(ahead);
        using var issuing = _city.Key("H");
        switch (kind)
        {
            case "S" when ahead == 0:
                return await Rig.CodeAsync(talent!);
            case "S":
                var (view, pass) = (await Rig.Keys.CurrentAsync(Cancel), await Rig.Passes.FindNewestAsync(talent!.TalentId!, Cancel));
                return new PassMinter(view.Cipher, RandomSource.System)
                    .Show(view.Signer(RingUse.Minting, Time.GetUtcNow()), PassSubjects.Of(pass!, SeedCatalogue.Published.Content, at), at).Text;
            case "H":
                _phone.Keep(PassRig.Value(await Rig.Bind.RunAsync(talent!, _phone.PublicKey, false, null, Cancel)).Credential);
                return _phone.Show(at);
            case "partner S":
                return _city.Show(1, 1, at);
            case "partner H":
                _phone.Keep(Base64Url.EncodeToString(_city.Minter.Credential(
                    issuing, TestCity.Subject(1, 1, at), 9, Base64Url.DecodeFromChars(_phone.CompressedKey), Time.GetUtcNow(), TimeSpan.FromDays(1))));
                return _phone.Show(at);
            default:
                return _city.Minter.Card(issuing, TestCity.Subject(1, 1, at), 9, at, TimeSpan.FromDays(300)).Text;
        }
    }

    private async Task DoAsync(string what, Actor talent)
    {
        var pass = (await Rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!;
        using var newer = new Phone();
        _ = what switch
        {
            "freeze" => PassRig.Value(await Rig.Change.FreezeAsync(talent, true, Cancel)),
            "revoke" => PassRig.Value(await Rig.Change.RevokeAsync(PassRig.Office, pass.Ref.Id, "冒用", true, Cancel)),
            _ => (object)PassRig.Value(await Rig.Bind.RunAsync(talent, newer.PublicKey, false, null, Cancel)),
        };
    }

    private async Task<(int Calls, string Outcome)> CountAsync(string code, string nonce)
    {
        await Rig.Keys.CurrentAsync(Cancel);
        using var calls = StorageCalls.Begin();
        var outcome = (await Rig.ScanAsync(code, nonce)).Outcome;
        return (calls.Count, outcome);
    }

    private static PartnerCity Partner() =>
        SeedPartners.ReadAll(new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds")), demo: true)
            .Single(each => each.CityCode == Zhoushan) with
        { StatusUrl = "https://zs.example/status/" };

    private byte[] Token()
    {
        var now = Time.GetUtcNow();
        using var key = _city.Key("status");
        return new StatusListToken("https://zs.example/status/0", now, now + StatusListToken.OwnLife, StatusListToken.OwnTimeToLive, _list).Sign(key);
    }

    private static void AssertSame(ScanView expected, ScanView actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
