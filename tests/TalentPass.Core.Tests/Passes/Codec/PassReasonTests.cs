using System.Text.RegularExpressions;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Scans;

namespace TalentPass.Core.Tests.Passes.Codec;

public sealed partial class PassReasonTests
{
    [Fact]
    public void Every_reason_has_a_string_of_its_own()
    {
        var codes = Enum.GetValues<PassReason>().Select(reason => reason.Code()).ToArray();
        Assert.Equal(codes.Length, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches(SnakeCase(), code));
    }

    [Fact]
    public void Only_green_and_what_a_document_settles_reads_as_valid()
    {
        var valid = Enum.GetValues<PassReason>().Where(reason => reason.ToOutcome() == ScanOutcome.Valid);
        Assert.Equal([PassReason.Accepted, PassReason.StaleLists, PassReason.CheckDocument], valid.Order());
    }

    [Fact]
    public void Every_outcome_has_a_string_and_a_text_in_both_languages()
    {
        foreach (var outcome in Enum.GetValues<ScanOutcome>())
        {
            Assert.Matches(SnakeCase(), outcome.Code());
            Assert.NotEqual(outcome.Text().Zh, outcome.Text().En);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
