using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Tests.Passes.Verifying;

namespace TalentPass.Core.Tests.Passes.Minting;

public sealed class PassMinterTests
{
    private readonly PassCity _city = new();

    [Fact]
    public void A_code_is_dead_within_sixty_seconds_of_the_moment_it_was_made()
    {
        var moment = PassCity.Now.AddMilliseconds(730);
        var code = _city.Minter.Show(_city.Minting, _city.Subject, moment);
        Assert.Equal(PassCity.Now, code.IssuedAt);
        Assert.True(code.ExpiresAt <= moment.AddSeconds(60));
        Assert.Equal(45, code.RefreshAfterSeconds);
        Assert.Equal(PassReason.Expired, _city.Verifier.Verify(code.Text, moment.AddSeconds(60)).Reason);
    }

    [Fact]
    public void No_code_outlives_the_pass()
    {
        var ending = _city.Subject with { ValidTo = PassCity.Now.AddSeconds(20) };
        Assert.Equal(ending.ValidTo, _city.Minter.Show(_city.Minting, ending, PassCity.Now).ExpiresAt);
        var ended = _city.Subject with { ValidTo = PassCity.Now };
        Assert.Throws<ArgumentException>(() => _city.Minter.Show(_city.Minting, ended, PassCity.Now));
    }

    [Fact]
    public void Nothing_is_minted_that_a_verifier_would_refuse_for_its_life()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _city.Minter.Credential(
            _city.Issuing, _city.Subject, 1, _city.DeviceKey, PassCity.Now, TimeSpan.FromDays(8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _city.Minter.Card(
            _city.Issuing, _city.Subject, 1, PassCity.Now, TimeSpan.FromDays(2000)));
    }

    [Fact]
    public void A_device_key_has_to_be_compressed()
    {
        Assert.Throws<ArgumentException>(() => _city.Minter.Credential(
            _city.Issuing, _city.Subject, 1, new byte[65], PassCity.Now, TimeSpan.FromDays(1)));
    }
}
