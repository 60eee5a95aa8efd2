using TalentPass.Core.Identity;

namespace TalentPass.Core.Tests.Identity;

/// <summary>Texts that look the same are one text.</summary>
public sealed class NormalFormTests
{
    [Theory]
    [InlineData("Müller", "Mu\u0308ller")]
    [InlineData("Nguyễn", "Nguye\u0302\u0303n")]
    [InlineData("Ng\u00F4 B\u1EADc", "Ngo\u0302 Ba\u0323\u0302c")]
    [InlineData("方文山", "⽅文⼭")]
    [InlineData("龠", "\u2FD5")]
    [InlineData("六", "\uF9D1")]
    [InlineData("가", "\u1100\u1161")]
    [InlineData("李伟", "李伟")]
    [InlineData("𬭎", "𬭎")]
    [InlineData("", "")]
    public void Two_spellings_have_one_form(string one, string typed) =>
        Assert.Equal((one, one), (NormalForm.Of(typed), NormalForm.Of(one)));

    [Theory]
    [InlineData("A-12 3号", "Ａ－１２ ３号")]
    [InlineData("Müller 7", "Mu\u0308ller ７")]
    public void Full_width_letters_and_digits_are_plain_ones(string one, string typed) => Assert.Equal(one, NormalForm.HalfWidthOf(typed));

    [Fact]
    public void Half_a_character_stays_as_it_is() => Assert.Equal("e\u0301\uD800", NormalForm.Of("e\u0301\uD800"));

    [Theory]
    [InlineData("Jürgen Müller", "Ju\u0308rgen Mu\u0308ller")]
    [InlineData("方文山", "⽅文山")]
    public void A_name_is_kept_in_one_form(string kept, string typed)
    {
        Assert.True(PersonName.TryParse(typed, out var name, out var error), error);
        Assert.Equal(kept, name.Full);
    }
}
