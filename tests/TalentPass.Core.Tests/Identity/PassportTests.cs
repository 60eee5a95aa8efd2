using FsCheck;
using FsCheck.Fluent;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Tests.Identity;

public sealed class PassportTests
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    [Theory]
    [InlineData("L898902C3", '6')]
    [InlineData("740812", '2')]
    [InlineData("120415", '9')]
    [InlineData("AB2134<<<", '5')]
    public void The_examples_of_icao_9303_hold(string field, char check) => Assert.Equal(check, Icao9303.CheckDigit(field));

    [Fact]
    public void A_field_with_a_foreign_character_has_no_check_digit() =>
        Assert.Throws<ArgumentException>(() => Icao9303.CheckDigit("l8989"));

    [Fact]
    public void A_typed_passport_number_is_brought_into_its_form()
    {
        var passport = PassportNumber.Parse(" l898902c3 ");
        Assert.Equal("L898902C3", passport.Value);
        Assert.Equal('6', passport.CheckDigit);
        Assert.Equal("******2C3", passport.ToString());
    }

    [Theory]
    [InlineData("A123", "invalid_length")]
    [InlineData("A1234", null)]
    [InlineData("A123！", "invalid_characters")]
    [InlineData("A123～", "invalid_characters")]
    public void A_passport_number_has_five_characters_at_least(string typed, string? code)
    {
        Assert.Equal(code is null, PassportNumber.TryParse(typed, out _, out var error));
        Assert.Equal(code, error);
    }

    [Theory]
    [InlineData('！', "!")]
    [InlineData('～', "~")]
    [InlineData('\u3000', "")]
    [InlineData('\uFF00', "\uFF00")]
    [InlineData('｟', "｟")]
    public void Full_width_characters_are_typed_for_plain_ones(char typed, string plain) => Assert.Equal(plain, TypedNumber.Clean(typed.ToString()));

    [Theory]
    [InlineData("L898902C36", "L898902C3")]
    [InlineData("AB2134<<<5", "AB2134")]
    public void The_machine_readable_field_is_read(string field, string number)
    {
        Assert.True(PassportNumber.TryParseMachineReadable(field, out var passport, out var error), error);
        Assert.Equal(number, passport.Value);
    }

    [Theory]
    [InlineData("L898902C37", "invalid_check_digit")]
    [InlineData("L898902C3", "invalid_length")]
    [InlineData("L8989<2C36", "invalid_characters")]
    [InlineData("", "required")]
    public void A_wrong_machine_readable_field_says_what_is_wrong(string field, string code)
    {
        Assert.False(PassportNumber.TryParseMachineReadable(field, out var passport, out var error));
        Assert.Null(passport);
        Assert.Equal(code, error);
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

    // The check digit uses the weights 7, 3, 1 modulo 10. It does not change if a character is replaced by one whose value
    // differs by a multiple of 10. So it detects every single wrong digit, but not every wrong letter.
    [Fact]
    public void Every_single_wrong_digit_in_the_machine_readable_field_is_caught() =>
        Prop.ForAll(Fields(), Gen.Choose(0, 9).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (field, at, shift) =>
            PassportNumber.TryParseMachineReadable(field, out _, out _)
            && (!char.IsAsciiDigit(field[at])
                || !PassportNumber.TryParseMachineReadable(NumberText.Shift(field, at, shift), out _, out _))).MustHold();

    private static Arbitrary<string> Fields() => (
        from body in Gen.ArrayOf(Gen.Elements(Alphabet.ToCharArray()), 8)
        from digit in Gen.Choose(0, 9)
        let number = new string(body) + digit
        select number + Icao9303.CheckDigit(number)).ToArbitrary();
}
