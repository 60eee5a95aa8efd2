using FsCheck;
using FsCheck.Fluent;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Tests.Identity;

/// <summary>Credit codes (GB 32100), and the check system MOD 37,36 by known certificates (GB/T 36904).</summary>
public sealed class OrganisationAndCertificateTests
{
    private const string CodeAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const string CheckAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("11320000MB151840XJ")]
    [InlineData("11430000006122244L")]
    public void Known_credit_codes_are_valid(string code) => Assert.Equal(code, Uscc.Parse(code.ToLowerInvariant()).Value);

    [Theory]
    [InlineData("91350100M000100Y4Z", "invalid_characters")]
    [InlineData("91350100M000100Y44", "invalid_check_digit")]
    [InlineData("91350100M000100Y4", "invalid_length")]
    [InlineData("9135O100M000100Y43", "invalid_characters")]
    [InlineData("91A50100M000100Y43", "invalid_structure")]
    [InlineData("", "required")]
    public void A_wrong_credit_code_says_what_is_wrong(string typed, string code)
    {
        Assert.False(Uscc.TryParse(typed, out _, out var error));
        Assert.Equal(code, error);
    }

    [Fact]
    public void Every_single_wrong_character_of_a_credit_code_is_caught() =>
        Prop.ForAll(CreditCodes(), Gen.Choose(0, 17).ToArbitrary(), Gen.Choose(1, 30).ToArbitrary(), (code, at, shift) =>
            Uscc.TryParse(code, out _, out _)
            && !Uscc.TryParse(NumberText.Shift(code, at, shift, CodeAlphabet), out _, out _)).MustHold();

    [Theory]
    [InlineData("11100000000013338W01111430000006122244L20230000403001", 'U')]
    [InlineData("11100000MB03271699022340100000000016001", '9')]
    public void The_check_character_of_known_certificates_is_found(string body, char check)
    {
        Assert.Equal(check, Mod37.CheckCharacter(body));
        Assert.True(Mod37.IsValid(body + check));
    }

    [Fact]
    public void Every_single_wrong_character_is_caught_by_mod_37_36() =>
        Prop.ForAll(CheckedTexts(), Gen.Choose(0, 10_000).ToArbitrary(), Gen.Choose(1, 35).ToArbitrary(), (text, at, shift) =>
            Mod37.IsValid(text)
            && !Mod37.IsValid(NumberText.Shift(text, at % text.Length, shift, CheckAlphabet))).MustHold();

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a1")]
    [InlineData("1.2")]
    [InlineData("人才")]
    public void What_is_outside_the_alphabet_is_not_valid(string text) => Assert.False(Mod37.IsValid(text));

    [Fact]
    public void Nothing_outside_the_alphabet_is_given_a_check_character() =>
        Assert.Throws<ArgumentException>(() => Mod37.CheckCharacter("a"));

    private static Arbitrary<string> CreditCodes() => (
        from head in Gen.Elements("91", "11", "12", "52", "Y1")
        from area in Gen.Choose(110000, 659999)
        from body in Gen.ArrayOf(Gen.Elements(CodeAlphabet.ToCharArray()), 9)
        let code = $"{head}{area}{new string(body)}"
        select code + Uscc.CheckCharacter(code)).ToArbitrary();

    private static Arbitrary<string> CheckedTexts() => (
        from length in Gen.Choose(1, 60)
        from body in Gen.ArrayOf(Gen.Elements(CheckAlphabet.ToCharArray()), length)
        let text = new string(body)
        select text + Mod37.CheckCharacter(text)).ToArbitrary();
}
