using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Tests.Trust.Lists;

public sealed class TrustListReaderTests
{
    public static TheoryData<string> Names => [.. TrustListForms.All.Select(form => form.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_payload_is_read_or_refused_for_its_one_fault(string name)
    {
        var form = TrustListForms.All.Single(form => form.Name == name);
        var (list, problem) = TrustListReader.Decode(form.Payload, PassCity.Ningbo);
        Assert.Equal(form.Problem, problem);
        Assert.Equal(form.Problem is null, list is not null);
    }
}
