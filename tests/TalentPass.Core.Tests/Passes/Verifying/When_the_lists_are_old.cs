using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Tests.Passes.Verifying;

public sealed class When_the_lists_are_old
{
    [Fact]
    public void A_verifier_without_any_list_knows_no_issuer()
    {
        var city = new PassCity();
        var trust = new TrustBook();
        var verifier = new PassVerifier(trust, new StatusBook(trust), new ReplayMemory());
        Assert.Equal(PassReason.UnknownKid, verifier.Verify(city.Show(), PassCity.Now).Reason);
    }

    [Fact]
    public void A_trust_list_signed_more_than_a_day_ago_is_old_however_lately_it_was_fetched()
    {
        var city = new PassCity();
        var trust = new TrustBook();
        Assert.Null(trust.Accept(city.List(city.Keys, issuedAt: PassCity.Now.AddHours(-24))));
        var verifier = new PassVerifier(trust, new StatusBook(trust), null);
        Assert.Equal(PassReason.Accepted, verifier.Verify(city.Show(), PassCity.Now).Reason);
        Assert.Equal(PassReason.StaleLists, verifier.Verify(city.Show(), PassCity.Now.AddSeconds(1)).Reason);
    }

    [Fact]
    public void A_trust_list_of_more_than_a_day_ago_turns_green_into_amber()
    {
        var city = new PassCity();
        var later = PassCity.Now.AddHours(24).AddSeconds(1);
        var key = city.Minting.Publish(PassCity.Now, PassCity.Now.AddDays(3), KeyUses.Show);
        city.Publish([key], sequence: 2);
        var code = city.Minter.Show(city.Minting, city.Subject, later).Text;
        var verdict = city.Verifier.Verify(code, later);
        Assert.Equal(PassReason.StaleLists, verdict.Reason);
        Assert.Equal(PassLight.Amber, verdict.Light);
    }

    [Fact]
    public void A_trust_list_past_its_end_turns_green_into_amber()
    {
        var city = new PassCity();
        var (list, _) = TrustList.Create(
            PassCity.Ningbo, 1, PassCity.Now.AddHours(-1), PassCity.Now.AddSeconds(30), [city.Keys[0], city.Keys[1]], [], new Dictionary<int, string>());
        var trust = new TrustBook();
        Assert.Null(trust.Accept(list!));
        var verifier = new PassVerifier(trust, new StatusBook(trust), null);
        Assert.Equal(PassReason.Accepted, verifier.Verify(city.Show(), PassCity.Now.AddSeconds(30)).Reason);
        Assert.Equal(PassReason.StaleLists, verifier.Verify(city.Show(), PassCity.Now.AddSeconds(31)).Reason);
    }

    [Fact]
    public void Without_the_status_list_it_needs_H_is_amber_and_S_stays_green()
    {
        var city = new PassCity();
        var verifier = new PassVerifier(city.Trust, new StatusBook(city.Trust), new ReplayMemory());
        Assert.Equal(PassReason.StaleLists, verifier.Verify(city.Holder(), PassCity.Now).Reason);
        Assert.Equal(PassReason.Accepted, verifier.Verify(city.Show(), PassCity.Now).Reason);
    }

    [Fact]
    public void A_status_list_of_yesterday_says_nothing_any_more()
    {
        var city = new PassCity();
        city.Publish(city.Keys, sequence: 2);
        var later = PassCity.Now.AddHours(24).AddSeconds(1);
        city.Trust.Accept(city.List(city.Keys, sequence: 3, issuedAt: later));
        var credential = city.Minter.Credential(
            city.Issuing, city.Subject, 70_000, city.DeviceKey, later, TimeSpan.FromDays(7));
        Assert.Equal(PassReason.StaleLists, city.Verifier.Verify(city.Holder(later, credential), later).Reason);
    }

    [Fact]
    public void Red_stays_red_whatever_the_age_of_the_lists()
    {
        var city = new PassCity();
        var verifier = new PassVerifier(city.Trust, new StatusBook(city.Trust), new ReplayMemory());
        var bytes = PassCity.Bytes(city.Holder());
        bytes[^1] ^= 1;
        Assert.Equal(PassReason.HolderSignature, verifier.Verify(PassText.From(bytes), PassCity.Now).Reason);
    }
}
