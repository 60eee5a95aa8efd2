using FsCheck;
using FsCheck.Fluent;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Tests.Identity;

/// <summary>
/// Tests the unified social credit codes (GB 32100), the numbers of e-certificates (GB/T 36904) and the check system
/// MOD 37,36.
/// </summary>
public sealed class OrganisationAndCertificateTests
{
    private const string CodeAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const string CheckAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Certificate = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U";

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
        Assert.False(Uscc.TryParse(typed, out var read, out var error));
        Assert.Null(read);
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
    [InlineData("1")]
    [InlineData("a1")]
    [InlineData("1.2")]
    [InlineData("人才")]
    public void What_is_outside_the_alphabet_is_not_valid(string text) => Assert.False(Mod37.IsValid(text));

    [Fact]
    public void Nothing_outside_the_alphabet_is_given_a_check_character() =>
        Assert.Throws<ArgumentException>(() => Mod37.CheckCharacter("a"));

    [Fact]
    public void A_certificate_number_shows_its_parts()
    {
        var number = ECertificateNumber.Parse(Certificate);
        Assert.Equal("11100000000013338W011", number.Type);
        Assert.Equal("11430000006122244L", number.Issuer);
        Assert.Equal("20230000403", number.Serial);
        Assert.Equal(1, number.Version);
        Assert.Equal('U', number.Check);
        Assert.Equal(Certificate, number.Value);
        Assert.Equal(number, ECertificateNumber.Parse(Certificate.ToLowerInvariant()));
        Assert.Equal("1.2.156.3005.2.11100000000013338W011.11430000006122244L.*********03.001.U", number.ToString());
    }

    [Fact]
    public void Certificate_numbers_are_equal_by_their_parts()
    {
        var number = ECertificateNumber.Parse(Certificate);
        Assert.False(number.Equals(null));
        Assert.NotEqual(number, ECertificateNumber.Parse("1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9"));
        Assert.Equal(number.GetHashCode(), ECertificateNumber.Parse(Certificate).GetHashCode());
    }

    [Fact]
    public void A_certificate_of_an_area_is_valid() =>
        Assert.Equal("340100", ECertificateNumber.Parse("1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9").Issuer);

    [Theory]
    [InlineData(null, "required")]
    [InlineData("1.2.156.3006.2.11100000000013338W011.11430000006122244L.20230000403.001.U", "invalid_structure")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001", "invalid_structure")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.11430000006122244L..001.U", "invalid_length")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.11430000006122244L.2023_000403.001.U", "invalid_characters")]
    [InlineData("1.2.156.3005.2.11100000000013339W011.11430000006122244L.20230000403.001.U", "invalid_structure")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000404.001.U", "invalid_check_digit")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.000.U", "invalid_structure")]
    [InlineData("1.2.156.3005.2-11100000000013338W011.11430000006122244L.20230000403.001.U", "invalid_structure")]
    public void A_wrong_certificate_number_says_what_is_wrong(string? typed, string code)
    {
        Assert.False(ECertificateNumber.TryParse(typed, out var number, out var error));
        Assert.Null(number);
        Assert.Equal(code, error);
    }

    [Theory]
    [InlineData("11100000000013338W011", "11430000006122244L", "001", null)]
    [InlineData("11100000000013338WA11", "11430000006122244L", "001", "invalid_structure")]
    [InlineData("11100000000013338W011", "11430000006122244L", "A01", "invalid_structure")]
    [InlineData("11100000000013338W011", "11430000006122244L", "000", "invalid_structure")]
    [InlineData("11100000000013339W011", "11430000006122244L", "001", "invalid_structure")]
    [InlineData("11100000000013338W011", "11430000006122245L", "001", "invalid_structure")]
    [InlineData("11100000000013338W011", "34010A", "001", "invalid_structure")]
    [InlineData("11100000000013338W011", "340100", "001", null)]
    public void A_right_check_character_does_not_excuse_a_wrong_part(string type, string issuer, string version, string? code)
    {
        var check = Mod37.CheckCharacter($"{type}{issuer}20230000403{version}");
        Assert.Equal(code is null, ECertificateNumber.TryParse($"{ECertificateNumber.Root}.{type}.{issuer}.20230000403.{version}.{check}", out _, out var error));
        Assert.Equal(code, error);
    }

    [Fact]
    public void A_credit_code_is_checked_over_seventeen_characters() =>
        Assert.Throws<ArgumentException>(() => Uscc.CheckCharacter("91350100M000100Y"));

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
