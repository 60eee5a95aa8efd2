using TalentPass.Core.Identity;

namespace TalentPass.Core.Tests.Identity;

public sealed class NameTextTests
{
    [Theory]
    [InlineData("Mu\u0308ller", "M\u00FCller")]
    [InlineData("\u2F45文山", "方文山")]
    [InlineData("吴𬭎", "吴𬭎")]
    public void A_name_has_one_form_of_every_letter(string typed, string name)
    {
        Assert.Null(NameText.FindFault(typed, out var read));
        Assert.Equal(name, read);
    }

    [Fact]
    public void Of_a_name_with_a_fault_nothing_is_handed_out()
    {
        Assert.NotNull(NameText.FindFault(null, out var name));
        Assert.Equal("", name);
        Assert.NotNull(NameText.FindFault("李\u0000", out name));
        Assert.Equal("", name);
    }
}
