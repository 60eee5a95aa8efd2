using TalentPass.Core.Passes.Codec;

namespace TalentPass.Core.Tests.Passes.Verifying;

public sealed class PassFuzzTests
{
    [Fact]
    public void Two_hundred_thousand_random_and_mutated_codes_do_no_harm()
    {
        var parts = new FuzzReport[4];
        Parallel.For(0, parts.Length, i => parts[i] = new PassFuzz(seed: 20260302 + (ulong)i).Run(50_000));
        var report = FuzzReport.Sum(parts);
        Assert.Equal(200_000, report.Inputs);
        Assert.Empty(report.Accepted);
        Assert.InRange(report.MostAllocated, 1, 8 * 1024);

        // The run must reach every layer of the verifier. Otherwise it would prove little.
        PassReason[] layers =
        [
            PassReason.TooLong, PassReason.Prefix, PassReason.Base45, PassReason.Template, PassReason.Algorithm,
            PassReason.UnknownKid, PassReason.Lifetime, PassReason.Signature, PassReason.HolderSignature,
        ];
        Assert.All(layers, reason => Assert.True(report.Reasons[(int)reason] > 0, reason.Code()));
    }
}
