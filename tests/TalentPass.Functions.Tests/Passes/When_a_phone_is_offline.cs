using TalentPass.Core;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>
/// Codes that a phone makes without a network (profile H), at the counter and for a verifier that has no network either.
/// </summary>
public sealed class When_a_phone_is_offline(ClassAccount account) : WithPassRig(account)
{
    private readonly Phone _phone = new();

    public override ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task Each_showing_is_a_code_of_its_own_good_once_for_a_minute_as_long_as_the_credential_lives()
    {
        var talent = await BoundAsync(_phone);
        Assert.Equal("valid", (await Rig.ScanAsync(Show(), "a")).Outcome);
        Assert.Equal("already_used", (await Rig.ScanAsync(Show(), "b")).Outcome);
        Time.Advance(TimeSpan.FromHours(20));
        var code = Show();
        Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("expired", (await Rig.ScanAsync(code, "c")).Outcome);
        using (var calls = StorageCalls.Begin())
        {
            Assert.Equal("valid", (await Rig.ScanAsync(Show(), "d")).Outcome);
            Assert.Equal(2, calls.Count);
        }

        Time.Advance(TimeSpan.FromHours(4));
        Assert.Equal("expired", (await Rig.ScanAsync(Show(), "e")).Outcome);
        var renewed = PassRig.Value(await Rig.Bind.RunAsync(talent, _phone.CompressedKey, true, null, Cancel));
        Assert.Equal(TimeSpan.FromDays(7), renewed.ExpiresAt - renewed.IssuedAt);
        _phone.Keep(renewed.Credential);
        Assert.Equal("valid", (await Rig.ScanAsync(Show(), "f")).Outcome);
    }

    // Issue times are whole seconds. The validity of a city's first keys must not begin in the middle of the second in which
    // they are made.
    [Fact]
    public async Task A_phone_is_bound_in_the_very_second_the_city_gets_its_first_keys()
    {
        Time.Advance(TimeSpan.FromMilliseconds(750));
        await BoundAsync(_phone);
        Assert.Equal("valid", (await Rig.ScanAsync(Show(), "a")).Outcome);
    }

    [Fact]
    public async Task A_new_phone_replaces_the_old_one_at_the_counter_at_once_and_in_the_next_list()
    {
        var talent = await BoundAsync(_phone);
        using var newer = new Phone();
        var before = await VerifierAsync();
        Assert.Equal(PassReason.Accepted, before.Verify(Show(), Time.GetUtcNow()).Reason);
        newer.Keep(PassRig.Value(await Rig.Bind.RunAsync(talent, newer.PublicKey, false, null, Cancel)).Credential);
        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("revoked", (await Rig.ScanAsync(Show(), "old")).Outcome);
        Assert.Equal("valid", (await Rig.ScanAsync(newer.Show(Time.GetUtcNow()), "new")).Outcome);
        var after = await VerifierAsync();
        Assert.Equal(PassReason.StatusInvalid, after.Verify(Show(), Time.GetUtcNow()).Reason);
        Assert.Equal(PassReason.Accepted, after.Verify(newer.Show(Time.GetUtcNow()), Time.GetUtcNow()).Reason);
    }

    [Theory]
    [InlineData("freeze", "suspended", PassReason.StatusSuspended)]
    [InlineData("freeze and unfreeze", "valid", PassReason.Accepted)]
    [InlineData("revoke", "revoked", PassReason.StatusInvalid)]
    [InlineData("revoke the status", "revoked", PassReason.StatusInvalid)]
    public async Task What_happens_to_the_pass_shows_at_the_next_scan_and_offline_with_the_next_list(string what, string outcome, PassReason offline)
    {
        var talent = await BoundAsync(_phone);
        await DoAsync(what, talent);
        Assert.Equal(outcome, (await Rig.ScanAsync(Show())).Outcome);

        // A status list is made every 15 seconds and cached for 10 seconds. Every verifier can therefore have the new list
        // within one minute.
        Time.Advance(TimeSpan.FromSeconds(25));
        var verifier = await VerifierAsync();
        Assert.Equal(offline, verifier.Verify(Show(), Time.GetUtcNow()).Reason);
    }

    [Fact]
    public async Task A_status_that_ends_ends_the_credential_with_it_offline_as_well()
    {
        var talent = await Rig.HolderAsync(validTo: new DateOnly(2026, 3, 2));
        var bound = PassRig.Value(await Rig.Bind.RunAsync(talent, _phone.PublicKey, true, null, Cancel));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.FromHours(8)), bound.ExpiresAt);
        _phone.Keep(bound.Credential);
        Time.SetUtcNow(new DateTimeOffset(2026, 3, 3, 0, 0, 1, TimeSpan.FromHours(8)));
        Assert.Equal(PassReason.Expired, (await VerifierAsync()).Verify(Show(), Time.GetUtcNow()).Reason);
        Assert.Equal("expired", (await Rig.ScanAsync(Show())).Outcome);
        Assert.Equal(RefusalCodes.StatusExpired, PassRig.Code(await Rig.Bind.RunAsync(talent, _phone.PublicKey, true, null, Cancel)));
    }

    [Fact]
    public async Task Whoever_binds_key_after_key_is_stopped_before_the_lists_are_full()
    {
        var talent = await Rig.HolderAsync();
        var codes = new List<string?>();
        for (var i = 0; i < 12; i++)
        {
            using var phone = new Phone();
            codes.Add(PassRig.Code(await Rig.Bind.RunAsync(talent, phone.PublicKey, false, null, Cancel)));
        }

        Assert.All(codes[..9], Assert.Null);
        Assert.All(codes[9..], code => Assert.Equal(RefusalCodes.TooManyRequests, code));
        Time.Advance(TimeSpan.FromHours(25));
        Assert.Null(PassRig.Code(await Rig.Bind.RunAsync(talent, _phone.PublicKey, false, null, Cancel)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public async Task What_is_no_key_is_refused(string key)
    {
        var refused = Assert.IsType<Outcome<DeviceCredentialView>.Refused>(await Rig.Bind.RunAsync(await Rig.HolderAsync(), key, false, null, Cancel));
        Assert.Equal(["/publicKey"], refused.Reason.Errors!.Keys);
    }

    [Fact]
    public async Task A_frozen_pass_or_none_binds_nothing()
    {
        var talent = await Rig.TalentAsync();
        Assert.Equal(RefusalCodes.NoPass, PassRig.Code(await Rig.Bind.RunAsync(talent, _phone.PublicKey, false, null, Cancel)));
        talent = await Rig.HolderAsync();
        await Rig.Change.FreezeAsync(talent, true, Cancel);
        Assert.Equal(RefusalCodes.NotAllowedInState, PassRig.Code(await Rig.Bind.RunAsync(talent, _phone.PublicKey, false, null, Cancel)));
    }

    private string Show() => _phone.Show(Time.GetUtcNow());

    private async Task<Actor> BoundAsync(Phone phone)
    {
        var talent = await Rig.HolderAsync();
        phone.Keep(PassRig.Value(await Rig.Bind.RunAsync(talent, phone.PublicKey, false, null, Cancel)).Credential);
        return talent;
    }

    private async Task DoAsync(string what, Actor talent)
    {
        var pass = (await Rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!;
        if (what.StartsWith("freeze", StringComparison.Ordinal))
        {
            PassRig.Value(await Rig.Change.FreezeAsync(talent, true, Cancel));
        }

        if (what.EndsWith("unfreeze", StringComparison.Ordinal))
        {
            PassRig.Value(await Rig.Change.UnfreezeAsync(talent, true, Cancel));
        }

        if (what == "revoke")
        {
            PassRig.Value(await Rig.Change.RevokeAsync(PassRig.Office, pass.Ref.Id, "冒用", true, Cancel));
        }

        if (what == "revoke the status")
        {
            PassRig.Value(await Rig.Statuses.RevokeAsync(PassRig.Office, talent.TalentId!, pass.Statuses[0].StatusId, "材料不实", true, Cancel));
        }
    }

    // A verifier that has the root key and has just fetched the trust list and the status list.
    private async Task<PassVerifier> VerifierAsync()
    {
        await Rig.Publish.RunAsync(Cancel);
        var now = Time.GetUtcNow();
        var view = await Rig.Keys.CurrentAsync(Cancel);
        var root = PublishTrustList.RootOf(view.Ring.Signer(RingUse.Root, now)!, view.City.Code);
        var trust = new TrustBook();
        Assert.Null(trust.Accept((await Rig.Trust.CurrentAsync(Cancel)).Bytes, root));
        var status = new StatusBook(trust);
        Assert.Null(status.Accept(view.City.Code, 0, (await Rig.Lists.FindAsync(0, Cancel))!.Token, now));
        return new PassVerifier(trust, status, new ReplayMemory());
    }
}
