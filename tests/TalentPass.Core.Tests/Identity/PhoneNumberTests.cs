using FsCheck;
using FsCheck.Fluent;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Tests.Identity;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("13812345678", "+8613812345678")]
    [InlineData("+86 138 1234 5678", "+8613812345678")]
    [InlineData("8613812345678", "+8613812345678")]
    [InlineData("0086-138-1234-5678", "+8613812345678")]
    [InlineData("\u202D138 1234 5678\u202C", "+8613812345678")]
    [InlineData("＋８６１３８１２３４５６７８", "+8613812345678")]
    [InlineData("0574-87654321", "+8657487654321")]
    [InlineData("(010) 6554 1234", "+861065541234")]
    [InlineData("+49 (0)170 1234567", "+491701234567")]
    [InlineData("+852 9123 4567", "+85291234567")]
    [InlineData("00353861234567", "+353861234567")]
    [InlineData("020-1234567", "+86201234567")]
    [InlineData("0991-1234567", "+869911234567")]
    [InlineData("19912345678", "+8619912345678")]
    [InlineData("0574-1234567", "+865741234567")]
    [InlineData("+86 10 1234567", "+86101234567")]
    [InlineData("+123456789012345", "+123456789012345")]
    [InlineData("+12345678", "+12345678")]
    [InlineData("+86 0574 8765 4321", "+8657487654321")]
    [InlineData("0086 010 65541234", "+861065541234")]
    [InlineData("+49 0171 2345678", "+491712345678")]
    [InlineData("+44 07911 123456", "+447911123456")]
    [InlineData("+39 06 698 12345", "+390669812345")]
    public void A_number_as_typed_becomes_E164(string typed, string value) => Assert.Equal(value, PhoneNumber.Parse(typed).Value);

    [Theory]
    [InlineData(null, "required")]
    [InlineData("()", "required")]
    [InlineData("+86138123456789", "invalid_length")]
    [InlineData("+861381234567", "invalid_length")]
    [InlineData("+8612012345678", "invalid_structure")]
    [InlineData("12812345678", "invalid_structure")]
    [InlineData("+0441234567", "invalid_structure")]
    [InlineData("+1234567", "invalid_length")]
    [InlineData("+1234567890123456", "invalid_length")]
    [InlineData("138-1234-567x", "invalid_characters")]
    [InlineData("+", "invalid_length")]
    [InlineData("++8613812345678", "invalid_characters")]
    [InlineData("91234567", "invalid_structure")]
    [InlineData("020-123456", "invalid_structure")]
    [InlineData("10812345678", "invalid_structure")]
    [InlineData("0574-123456789", "invalid_structure")]
    [InlineData("+86 10 123456", "invalid_length")]
    [InlineData("+86 10 123456789", "invalid_length")]
    [InlineData("+86 574 12345", "invalid_length")]
    [InlineData("+86 574 123456789", "invalid_length")]
    public void A_wrong_number_says_what_is_wrong(string? typed, string code)
    {
        Assert.False(PhoneNumber.TryParse(typed, out var phone, out var error));
        Assert.Null(phone);
        Assert.Equal(code, error);
    }

    [Theory]
    [InlineData("+8613812345678", "138****5678")]
    [InlineData("+491701234567", "+49********67")]
    [InlineData("+85291234567", "+85*******67")]
    [InlineData("+4917012345678", "+49*********78")]
    [InlineData("+861065541234", "+86********34")]
    public void The_mask_hides_the_middle(string value, string mask)
    {
        Assert.Equal(mask, PhoneNumber.Parse(value).Mask());
        Assert.Equal(mask, $"{PhoneNumber.Parse(value)}");
    }

    [Theory]
    [InlineData("+8613812345678", true)]
    [InlineData("+861065541234", false)]
    [InlineData("+8657487654321", false)]
    [InlineData("+4917012345678", false)]
    public void Text_messages_go_to_mobiles_of_the_mainland_only(string value, bool mobile) =>
        Assert.Equal(mobile, PhoneNumber.Parse(value).IsChineseMobile);

    [Fact]
    public void A_parsed_number_parses_to_itself() =>
        Prop.ForAll(Numbers(), typed => !PhoneNumber.TryParse(typed, out var phone, out _)
            || PhoneNumber.Parse(phone.Value) == phone).MustHold();

    private static Arbitrary<string> Numbers() => (
        from head in Gen.Elements("", "+", "00", "0", "1", "13", "+86", "+8613", "+49")
        from digits in Gen.ArrayOf(Gen.Elements("0123456789 -".ToCharArray()))
        select head + new string(digits)).ToArbitrary();
}
