using TalentPass.Core.Identity;

namespace TalentPass.Core.Tests.Identity;

public sealed class PassportTests
{
    [Fact]
    public void A_typed_passport_number_is_brought_into_its_form()
    {
        var passport = PassportNumber.Parse(" l898902c3 ");
        Assert.Equal("L898902C3", passport.Value);
        Assert.Equal("******2C3", passport.ToString());
    }

    [Theory]
    [InlineData(null, "required")]
    [InlineData("E123", "invalid_length")]
    [InlineData("E123456789", "invalid_length")]
    [InlineData("E1234_678", "invalid_characters")]
    [InlineData("PASSPORT", "invalid_structure")]
    [InlineData("Ｅ12345678€", "invalid_length")]
    public void A_wrong_passport_number_says_what_is_wrong(string? typed, string code)
    {
        Assert.False(PassportNumber.TryParse(typed, out _, out var error));
        Assert.Equal(code, error);
    }
}
