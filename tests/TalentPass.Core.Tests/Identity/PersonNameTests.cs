using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Tests.Identity;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData("李伟", "李伟")]
    [InlineData(" 李　伟 ", "李伟")]
    [InlineData("阿卜杜拉•买买提", "阿卜杜拉·买买提")]
    [InlineData("阿卜杜拉・买买提", "阿卜杜拉·买买提")]
    [InlineData("阿卜杜拉．买买提", "阿卜杜拉·买买提")]
    [InlineData("阿卜杜拉.买买提", "阿卜杜拉·买买提")]
    [InlineData("阿卜杜拉 · 买买提", "阿卜杜拉·买买提")]
    [InlineData("Anna  Maria O’Neill-Schmidt", "Anna Maria O’Neill-Schmidt")]
    [InlineData("Ａｎｎａ", "Anna")]
    [InlineData("吴𬭎", "吴𬭎")]
    [InlineData("𫖯", "𫖯")]
    [InlineData("葛\U000E0100城", "葛\U000E0100城")]
    [InlineData("Martin Luther King, Jr.", "Martin Luther King, Jr.")]
    [InlineData("李.", "李.")]
    [InlineData("A.伟", "A.伟")]
    [InlineData("伟.A", "伟.A")]
    [InlineData("李 A", "李 A")]
    [InlineData("A 李", "A 李")]
    [InlineData("Ａ！", "A!")]
    [InlineData("\uFDF0", "\uFDF0")]
    [InlineData("\u4E00 \u9FFF", "\u4E00\u9FFF")]
    [InlineData("\u3400 \u4DBF", "\u3400\u4DBF")]
    [InlineData("\uF900 \uFAFF", "\u8C48\uFAFF")]
    [InlineData("\U00020000 \U0003FFFD", "\U00020000\U0003FFFD")]
    [InlineData("\uA000 \uA000", "\uA000 \uA000")]
    [InlineData("\uF8FF \uFB00", "\uF8FF \uFB00")]
    public void A_name_as_typed_is_brought_into_its_form(string typed, string full) =>
        Assert.Equal(full, PersonName.Parse(typed).Full);

    [Theory]
    [InlineData(null, "required")]
    [InlineData(" \u3000", "required")]
    [InlineData("李\u0000伟", "invalid_characters")]
    [InlineData("李\n伟", "invalid_characters")]
    [InlineData("李\u202E伟", "invalid_characters")]
    [InlineData("李\uFEFF伟", "invalid_characters")]
    [InlineData("<b>李伟</b>", "invalid_characters")]
    [InlineData("李伟😀", "invalid_characters")]
    [InlineData("12345", "invalid_characters")]
    [InlineData("···", "invalid_characters")]
    [InlineData("李\uFFFE", "invalid_characters")]
    [InlineData("李\uFDD0", "invalid_characters")]
    [InlineData("李\uFDEF", "invalid_characters")]
    public void A_wrong_name_says_what_is_wrong(string? typed, string code)
    {
        Assert.False(PersonName.TryParse(typed, out var name, out var error));
        Assert.Null(name);
        Assert.Equal(code, error);
    }

    [Theory]
    [InlineData("李\uD873")]
    [InlineData("\uDF4E李")]
    public void Half_a_character_is_refused(string typed)
    {
        Assert.False(PersonName.TryParse(typed, out _, out var error));
        Assert.Equal(ValidationCodes.InvalidCharacters, error);
    }

    [Fact]
    public void A_hundred_characters_outside_the_basic_plane_fit_and_one_more_does_not()
    {
        var hundred = string.Concat(Enumerable.Repeat("𬭎", 100));
        Assert.Equal(hundred, PersonName.Parse(hundred).Full);
        Assert.False(PersonName.TryParse(hundred + "𬭎", out _, out var error));
        Assert.Equal(ValidationCodes.InvalidLength, error);
    }

    [Fact]
    public void A_letter_under_a_tower_of_marks_is_refused_by_its_size()
    {
        Assert.True(PersonName.TryParse("A" + new string('\u030D', 399), out _, out _));
        Assert.False(PersonName.TryParse("A" + new string('\u030D', 400), out _, out _));
        Assert.False(PersonName.TryParse("A" + new string('\u0301', 1000), out _, out var error));
        Assert.Equal(ValidationCodes.InvalidLength, error);
    }

    [Fact]
    public void A_foreign_name_keeps_passport_order_and_its_Chinese_name()
    {
        Assert.True(PersonName.TryParse("SCHMIDT", "Anna  Maria", "施安娜", out var name, out _));
        Assert.Equal("SCHMIDT Anna Maria", name.Full);
        Assert.Equal("SCHMIDT", name.Surname);
        Assert.Equal("Anna Maria", name.Given);
        Assert.Equal("施安娜", name.ChineseName);
        Assert.Equal("S* A*", name.Mask());
    }

    [Theory]
    [InlineData("<b>", "Anna", null, "invalid_characters")]
    [InlineData("SCHMIDT", "Anna😀", null, "invalid_characters")]
    [InlineData("SCHMIDT", "Anna", "12345", "invalid_characters")]
    [InlineData(null, "Anna😀", null, "required")]
    public void The_first_wrong_part_of_a_foreign_name_is_named(string? surname, string? given, string? chineseName, string code)
    {
        Assert.False(PersonName.TryParse(surname, given, chineseName, out var name, out var error));
        Assert.Null(name);
        Assert.Equal(code, error);
    }

    [Fact]
    public void A_person_may_have_one_name_only()
    {
        Assert.True(PersonName.TryParse("SUHARTO", null, null, out var name, out _));
        Assert.Equal("SUHARTO", name.Full);
        Assert.Null(name.Given);
        Assert.Null(name.ChineseName);
        Assert.Equal("S*", name.Mask());
    }

    [Fact]
    public void The_parts_together_are_held_to_the_limit()
    {
        Assert.True(PersonName.TryParse(new string('A', 60), new string('B', 39), null, out var name, out _));
        Assert.Equal(100, name.Full.Length);
        Assert.False(PersonName.TryParse(new string('A', 60), new string('B', 40), null, out _, out var error));
        Assert.Equal(ValidationCodes.InvalidLength, error);
    }

    [Theory]
    [InlineData("李伟", "李*")]
    [InlineData("李小明", "李*")]
    [InlineData("欧阳娜娜", "欧阳*")]
    [InlineData("歐陽娜娜", "歐陽*")]
    [InlineData("欧阳", "欧*")]
    [InlineData("公孙大娘", "公孙*")]
    [InlineData("拓跋宏伟", "拓跋*")]
    [InlineData("司馬相如", "司馬*")]
    [InlineData("東郭先生", "東郭*")]
    [InlineData("吴𬭎", "吴*")]
    [InlineData("𫖯伟", "𫖯*")]
    [InlineData("葛\U000E0100城", "葛\U000E0100*")]
    [InlineData("李", "*")]
    [InlineData("𬭎", "*")]
    [InlineData("阿卜杜拉·买买提", "阿*")]
    [InlineData("Anna Maria Schmidt", "A* S*")]
    [InlineData("Suharto", "S*")]
    [InlineData("E\u0301mile Zola", "É* Z*")]
    public void The_mask_shows_what_a_hall_needs_and_no_more(string name, string mask)
    {
        Assert.Equal(mask, PersonName.Parse(name).Mask());
        Assert.Equal(mask, $"{PersonName.Parse(name)}");
    }

    [Fact]
    public void A_name_survives_json()
    {
        var name = PersonName.Parse("吴𬭎𫖯").Full;
        Assert.Equal(name, JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(name)));
    }

    [Fact]
    public void Names_of_any_text_are_refused_or_reach_a_form_that_stays() =>
        Prop.ForAll(Texts(), typed => !PersonName.TryParse(typed, out var name, out _)
            || PersonName.Parse(name.Full).Full == name.Full).MustHold();

    [Fact]
    public void A_Chinese_mask_never_shows_the_given_name() =>
        Prop.ForAll(HanNames(), typed => !PersonName.Parse(typed).Mask().Contains(typed[^1], StringComparison.Ordinal)
            && PersonName.Parse(typed).Mask().EndsWith('*')).MustHold();

    private static Arbitrary<string> Texts() => (
        from parts in Gen.ArrayOf(Gen.Elements(
            "李", "伟", "𬭎", "·", "•", ".", " ", "\u3000", "A", "b", "\u0301", "\u200D", "-", "\u0007", "\uD873", "<", "é", "ن", "・"))
        select string.Concat(parts)).ToArbitrary();

    private static Arbitrary<string> HanNames() => (
        from surname in Gen.Elements("李", "欧阳", "诸葛", "𫖯")
        from given in Gen.Elements("伟", "娜", "𬭎", "小明")
        select surname + given).ToArbitrary();
}
