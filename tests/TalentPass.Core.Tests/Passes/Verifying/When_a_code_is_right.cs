using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Tests.Passes.Verifying;

public sealed class When_a_code_is_right
{
    private readonly PassCity _city = new();

    [Theory]
    [InlineData(-30)]
    [InlineData(0)]
    [InlineData(59)]
    [InlineData(60)]
    public void S_is_green_from_thirty_seconds_before_its_issue_to_its_end(int seconds)
    {
        var verdict = _city.Verifier.Verify(_city.Show(), PassCity.Now.AddSeconds(seconds));
        Assert.Equal(PassReason.Accepted, verdict.Reason);
        Assert.Equal(PassLight.Green, verdict.Light);
        Assert.Equal(PassProfile.Show, verdict.Profile);
        Assert.Equal(3, verdict.Tier);
        Assert.Equal(0x2A05, verdict.Entitlements);
        Assert.Null(verdict.StatusIndex);
        Assert.True(verdict.IsAuthentic);
        Assert.False(verdict.IsPartner);
        Assert.True(_city.Cipher.TryDecrypt(verdict.Id, out var origin));
        Assert.Equal(_city.Subject.Origin, origin);
    }

    [Theory]
    [InlineData(-60, PassReason.Accepted)]
    [InlineData(60, PassReason.Accepted)]
    [InlineData(61, PassReason.HolderClock)]
    [InlineData(-61, PassReason.HolderClock)]
    [InlineData(300, PassReason.HolderClock)]
    [InlineData(-300, PassReason.HolderClock)]
    [InlineData(301, PassReason.HolderTime)]
    [InlineData(-301, PassReason.HolderTime)]
    public void H_is_green_amber_or_red_by_the_distance_of_the_clocks(int phoneAhead, PassReason expected)
    {
        var credential = _city.Minter.Credential(
            _city.Issuing, _city.Subject, 70_000, _city.DeviceKey, PassCity.Now.AddHours(-2), TimeSpan.FromDays(7));
        var verdict = _city.Verifier.Verify(_city.Holder(PassCity.Now.AddSeconds(phoneAhead), credential), PassCity.Now);
        Assert.Equal(expected, verdict.Reason);
        Assert.Equal(70_000u, verdict.StatusIndex);
    }

    [Fact]
    public void H_with_the_halls_own_challenge_is_green()
    {
        var code = HolderCode.Present(_city.Credential(), _city.Device, PassCity.Now, "counter 7"u8);
        Assert.Equal(PassReason.Accepted, _city.Verifier.Verify(code, PassCity.Now, "counter 7"u8).Reason);
    }

    [Fact]
    public void H_shown_again_a_second_later_is_another_presentation()
    {
        var credential = _city.Credential();
        Assert.Equal(PassReason.Accepted, _city.Verifier.Verify(_city.Holder(credential: credential), PassCity.Now).Reason);
        var later = PassCity.Now.AddSeconds(1);
        Assert.Equal(PassReason.Accepted, _city.Verifier.Verify(_city.Holder(later, credential), later).Reason);
    }

    [Fact]
    public void P_is_never_green_by_itself_however_often_it_is_shown()
    {
        var card = _city.Card();
        for (var i = 0; i < 3; i++)
        {
            var verdict = _city.Verifier.Verify(card, PassCity.Now.AddDays(i * 0.3));
            Assert.Equal(PassReason.CheckDocument, verdict.Reason);
            Assert.Equal(PassLight.Amber, verdict.Light);
            Assert.True(verdict.IsAuthentic);
        }
    }

    [Fact]
    public void A_partner_citys_code_reads_in_our_tiers_and_entitlements()
    {
        var subject = _city.Subject with { Tier = 1, Entitlements = 0b11 };
        var code = _city.Minter.Show(_city.Partner, subject, PassCity.Now).Text;
        var verdict = _city.Verifier.Verify(code, PassCity.Now);
        Assert.Equal(PassReason.Accepted, verdict.Reason);
        Assert.True(verdict.IsPartner);
        Assert.Equal(2, verdict.Tier);
        Assert.Equal(1 << 9, verdict.Entitlements);
        Assert.Equal(PassCity.Zhoushan, verdict.Kid.City);
    }

    [Theory]
    [InlineData(30, 3600, PassReason.Accepted)]
    [InlineData(-30, 3600, PassReason.Accepted)]
    [InlineData(31, 3600, PassReason.KeyTime)]
    [InlineData(-3600, 0, PassReason.Accepted)]
    [InlineData(-3600, -1, PassReason.KeyTime)]
    public void A_key_counts_from_thirty_seconds_before_its_time_to_its_last_second(int notBefore, int notAfter, PassReason reason)
    {
        var now = PassCity.Now;
        _city.Publish([_city.Minting.Publish(now.AddSeconds(notBefore), now.AddSeconds(notAfter), KeyUses.Show)], sequence: 2);
        Assert.Equal(reason, _city.Verifier.Verify(_city.Show(), now).Reason);
    }

    [Fact]
    public void A_key_of_another_algorithm_in_the_list_verifies_nothing()
    {
        var key = _city.Keys[1];
        _city.Publish([new VerificationKey(key.Kid, -35, key.PublicKey, key.NotBefore, key.NotAfter, key.Uses)], sequence: 2);
        Assert.Equal(PassReason.Algorithm, _city.Verifier.Verify(_city.Show(), PassCity.Now).Reason);
    }

    [Fact]
    public void A_phone_signs_nothing_that_no_code_can_carry()
    {
        var hash = new byte[32];
        Assert.Throws<ArgumentOutOfRangeException>(() => HolderCode.Hash(new byte[PassTemplate.MaxInnerBytes + 1], 1, [], hash));
        Assert.Throws<ArgumentOutOfRangeException>(() => HolderCode.Hash([1], 1, new byte[65], hash));
        Assert.All(hash, each => Assert.Equal(0, each));
        HolderCode.Hash(new byte[PassTemplate.MaxInnerBytes], 1, new byte[64], hash);
        Assert.Contains(hash, each => each != 0);
        Assert.Throws<OverflowException>(() => _city.Holder(new DateTimeOffset(1969, 12, 31, 0, 0, 0, TimeSpan.Zero), _city.Credential()));
    }

    [Fact]
    public void The_second_showing_names_the_time_of_the_first()
    {
        var code = _city.Show();
        _city.Verifier.Verify(code, PassCity.Now.AddSeconds(5));
        var second = _city.Verifier.Verify(code, PassCity.Now.AddSeconds(20));
        Assert.Equal(PassReason.Replayed, second.Reason);
        Assert.Equal(PassCity.Now.AddSeconds(5), second.FirstSeenAt);
    }

    [Fact]
    public void A_verifier_without_a_memory_leaves_repetition_to_its_caller()
    {
        var server = new PassVerifier(_city.Trust, status: null, replay: null);
        var code = _city.Show();
        Assert.Equal(PassReason.Accepted, server.Verify(code, PassCity.Now).Reason);
        Assert.Equal(PassReason.Accepted, server.Verify(code, PassCity.Now).Reason);
    }
}
