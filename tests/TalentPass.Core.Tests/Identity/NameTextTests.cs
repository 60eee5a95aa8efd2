using TalentPass.Core.Identity;

namespace TalentPass.Core.Tests.Identity;

public sealed class NameTextTests
{
    [Fact]
    public void Of_a_name_with_a_fault_nothing_is_handed_out()
    {
        Assert.NotNull(NameText.FindFault(null, out var name));
        Assert.Equal("", name);
        Assert.NotNull(NameText.FindFault("李\u0000", out name));
        Assert.Equal("", name);
    }
}
