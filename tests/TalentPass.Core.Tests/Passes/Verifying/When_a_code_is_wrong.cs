using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Scans;

namespace TalentPass.Core.Tests.Passes.Verifying;

public sealed class When_a_code_is_wrong
{
    public static TheoryData<string> Names => [.. WrongCodes.All.Select(wrong => wrong.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_refused_for_its_own_reason(string name)
    {
        var wrong = WrongCodes.All.Single(candidate => candidate.Name == name);
        var city = new PassCity();
        var code = wrong.Make(city);
        var verdict = city.Verifier.Verify(code, PassCity.Now + wrong.Later);
        Assert.Equal(wrong.Reason, verdict.Reason);
        Assert.Equal(PassLight.Red, verdict.Light);
        Assert.NotEqual(ScanOutcome.Valid, verdict.Reason.ToOutcome());
    }

    [Fact]
    public void The_list_is_long_enough_and_covers_every_red_reason()
    {
        Assert.True(WrongCodes.All.Count >= 100, $"{WrongCodes.All.Count} cases");
        var red = Enum.GetValues<PassReason>().Where(reason => reason.Light() == PassLight.Red);
        Assert.Empty(red.Except(WrongCodes.All.Select(wrong => wrong.Reason)));
    }

    [Fact]
    public void Refusals_before_the_signature_allocate_nothing()
    {
        var early = WrongCodes.All
            .Where(wrong => wrong.Reason is not (PassReason.Signature or PassReason.HolderSignature or PassReason.HolderTime or PassReason.Replayed))
            .Select(wrong => (wrong, City: new PassCity()))
            .Select(pair => (pair.wrong, pair.City, Code: pair.wrong.Make(pair.City)))
            .ToArray();
        Assert.True(early.Length > 60);
        foreach (var (wrong, city, code) in early)
        {
            // The first call is not measured: the runtime allocates memory at the first use.
            city.Verifier.Verify(code, PassCity.Now + wrong.Later);
            var before = GC.GetAllocatedBytesForCurrentThread();
            city.Verifier.Verify(code, PassCity.Now + wrong.Later);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() == before, wrong.Name);
        }
    }

    [Fact]
    public void A_refusal_before_the_signature_says_nothing_about_the_holder()
    {
        var city = new PassCity();
        var verdict = city.Verifier.Verify(city.Show(), PassCity.Now.AddMinutes(2));
        Assert.Equal(new PassVerdict(PassReason.Expired, PassCity.MintingKid), verdict);
        Assert.False(verdict.IsAuthentic);
    }
}
