using FsCheck;
using FsCheck.Fluent;
using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Tests.Identity;

/// <summary>
/// Tests the identity numbers that follow GB 11643: of residents, of Hong Kong, Macao and Taiwan residents, and of foreign
/// permanent residents.
/// </summary>
public sealed class CitizenNumberTests
{
    private static readonly string[] _areas = ["110105", "330203", "330282", "440524", "429004", "659001", "710000"];

    [Theory]
    [InlineData("11010519491231002X", "1949-12-31")]
    [InlineData("440524188001010014", "1880-01-01")]
    public void The_examples_of_the_standard_are_valid(string number, string birthDate)
    {
        Assert.True(ResidentId.TryParse(number, out var id, out var error), error);
        Assert.Equal(number, id.Value);
        Assert.Equal(DateOnly.Parse(birthDate), id.BirthDate);
        Assert.Equal(number[..6], id.Area);
    }

    [Theory]
    [InlineData("11010519491231002x")]
    [InlineData(" 110105 19491231 002X\n")]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData("\u202D110105194912310\u200B02X\u202C")]
    [InlineData("\u2015\u202A11010519491231\u2060002\u2069X\u202E")]
    public void What_people_type_and_paste_is_understood(string typed) =>
        Assert.Equal("11010519491231002X", ResidentId.Parse(typed).Value);

    [Theory]
    [InlineData(null, "required")]
    [InlineData("  ", "required")]
    [InlineData("1101051949123100", "invalid_length")]
    [InlineData("11010519491231002XX", "invalid_length")]
    [InlineData("110105194912310A2X", "invalid_characters")]
    [InlineData("11010519491231\u000002X", "invalid_characters")]
    [InlineData("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "invalid_characters")]
    [InlineData("X1010519491231002X", "invalid_characters")]
    [InlineData("110105194912310021", "invalid_check_digit")]
    [InlineData("440524188001010024", "invalid_check_digit")]
    public void A_wrong_number_says_what_is_wrong(string? typed, string code)
    {
        Assert.False(ResidentId.TryParse(typed, out var id, out var error));
        Assert.Null(id);
        Assert.Equal(code, error);
        Assert.Equal(code, Assert.Throws<FormatException>(() => ResidentId.Parse(typed)).Message);
    }

    [Theory]
    [InlineData("33020319990229001", "invalid_birth_date")]
    [InlineData("33020319991301001", "invalid_birth_date")]
    [InlineData("33020300010101001", "invalid_birth_date")]
    [InlineData("00010519900101001", "invalid_area")]
    [InlineData("33000019900101001", "invalid_area")]
    [InlineData("81000019900101001", "invalid_area")]
    [InlineData("91112419810803002", "invalid_area")]
    public void A_right_check_digit_does_not_excuse_an_impossible_number(string digits, string code)
    {
        Assert.False(ResidentId.TryParse(digits + Gb11643.CheckCharacter(digits), out _, out var error));
        Assert.Equal(code, error);
    }

    [Theory]
    [InlineData("33020318500101001", true)]
    [InlineData("33020318491231001", false)]
    public void Nobody_was_born_before_1850(string digits, bool valid) =>
        Assert.Equal(valid, ResidentId.TryParse(digits + Gb11643.CheckCharacter(digits), out _, out _));

    [Fact]
    public void A_number_of_megabytes_is_refused_by_its_length() =>
        AssertRefused(new string('1', 5_000_000), ValidationCodes.InvalidLength);

    [Fact]
    public void Every_well_formed_number_is_valid_and_masks_all_but_four() =>
        Prop.ForAll(ResidentNumbers(), number =>
            ResidentId.TryParse(number, out var id, out _)
            && id.Value == number
            && id.ToString() == "**************" + number[14..]).MustHold();

    [Fact]
    public void Every_single_wrong_digit_is_caught() =>
        Prop.ForAll(ResidentNumbers(), Gen.Choose(0, 16).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (number, at, shift) =>
            !ResidentId.TryParse(NumberText.Shift(number, at, shift), out _, out _)).MustHold();

    [Fact]
    public void Every_swap_of_two_neighbours_is_caught() =>
        Prop.ForAll(ResidentNumbers(), Gen.Choose(0, 15).ToArbitrary(), (number, at) =>
            number[at] == number[at + 1]
            || !ResidentId.TryParse(NumberText.Swap(number, at), out _, out _)).MustHold();

    [Theory]
    [InlineData("81000019900101001", HmtRegion.HongKong)]
    [InlineData("82000019900101001", HmtRegion.Macao)]
    [InlineData("83000019900101001", HmtRegion.Taiwan)]
    public void A_residence_permit_names_the_region(string digits, HmtRegion region)
    {
        var id = HmtResidenceId.Parse(digits + Gb11643.CheckCharacter(digits));
        Assert.Equal(region, id.Region);
        Assert.Equal(new DateOnly(1990, 1, 1), id.BirthDate);
        Assert.StartsWith("**************", id.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("33020319900101001")]
    [InlineData("81010019900101001")]
    [InlineData("84000019900101001")]
    public void Another_area_is_no_residence_permit(string digits)
    {
        Assert.False(HmtResidenceId.TryParse(digits + Gb11643.CheckCharacter(digits), out _, out var error));
        Assert.Equal(ValidationCodes.InvalidArea, error);
    }

    [Fact]
    public void A_wrong_check_digit_is_named_before_an_unknown_region()
    {
        var right = Gb11643.CheckCharacter("84000019900101001");
        Assert.False(HmtResidenceId.TryParse("84000019900101001" + (right == '0' ? '1' : '0'), out var id, out var error));
        Assert.Null(id);
        Assert.Equal(ValidationCodes.InvalidCheckDigit, error);
    }

    [Fact]
    public void A_foreign_permanent_resident_of_the_new_form_is_valid()
    {
        var id = ForeignPermanentResidentId.Parse("911124198108030024");
        Assert.False(id.IsFormerForm);
        Assert.Equal("124", id.Country);
        Assert.Equal(new DateOnly(1981, 8, 3), id.BirthDate);
    }

    [Fact]
    public void A_foreign_permanent_resident_of_the_former_form_stays_valid()
    {
        var id = ForeignPermanentResidentId.Parse("can 110081080310");
        Assert.True(id.IsFormerForm);
        Assert.Equal("CAN", id.Country);
        Assert.Null(id.BirthDate);
        Assert.Equal("***********0310", id.ToString());
    }

    [Theory]
    [InlineData("911124198108030025", "invalid_check_digit")]
    [InlineData("C1N110081080310", "invalid_characters")]
    [InlineData("CAN11008108031X", "invalid_characters")]
    [InlineData("CAN1100810803", "invalid_length")]
    [InlineData("11010519491231002X", "invalid_structure")]
    public void A_wrong_foreign_number_says_what_is_wrong(string typed, string code)
    {
        Assert.False(ForeignPermanentResidentId.TryParse(typed, out var id, out var error));
        Assert.Null(id);
        Assert.Equal(code, error);
    }

    [Theory]
    [InlineData("99912419810803002")]
    [InlineData("91100019810803002")]
    public void A_foreign_number_needs_a_province_and_a_country(string digits)
    {
        Assert.False(ForeignPermanentResidentId.TryParse(digits + Gb11643.CheckCharacter(digits), out _, out var error));
        Assert.Equal(ValidationCodes.InvalidArea, error);
    }

    private static void AssertRefused(string typed, string code)
    {
        Assert.False(ResidentId.TryParse(typed, out _, out var error));
        Assert.Equal(code, error);
    }

    private static Arbitrary<string> ResidentNumbers() => (
        from area in Gen.Elements(_areas)
        from day in Gen.Choose(new DateOnly(1900, 1, 1).DayNumber, new DateOnly(2030, 12, 31).DayNumber)
        from sequence in Gen.Choose(0, 999)
        let digits = $"{area}{DateOnly.FromDayNumber(day):yyyyMMdd}{sequence:D3}"
        select digits + Gb11643.CheckCharacter(digits)).ToArbitrary();
}
