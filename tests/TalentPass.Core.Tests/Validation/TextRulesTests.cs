using TalentPass.Core.Validation;

namespace TalentPass.Core.Tests.Validation;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n\u3000\u00a0")]
    [InlineData("\u200b")]
    [InlineData("\u200b \u200d\u2060\ufeff")]
    [InlineData("\u202e\u2066")]
    [InlineData("\u3164\u115f\u1160\uffa0")]
    [InlineData("\u2800\ufe0f\u034f\u180e")]
    [InlineData("\U000E0041\U000E0100")]
    [InlineData("\u180b\u180f\ufe00\U000E01EF")]
    public void What_cannot_be_seen_is_nothing(string? text)
    {
        Assert.True(TextRules.IsBlank(text));
        Assert.Equal("required", TextRules.FindFault(text, 10));
    }

    [Theory]
    [InlineData("理由")]
    [InlineData("\u200ba")]
    [InlineData("𬭎")]
    [InlineData(".")]
    [InlineData("👩\u200d🎓")]
    public void What_can_be_seen_is_a_text(string text)
    {
        Assert.False(TextRules.IsBlank(text));
        Assert.Null(TextRules.FindFault(text, 10));
    }

    [Theory]
    [InlineData("𬭎𬭎", null)]
    [InlineData("𬭎𬭎𬭎", null)]
    [InlineData("𬭎𬭎𬭎𬭎", "too_long")]
    [InlineData("𬭎", "too_short")]
    [InlineData("a\u0007b", "invalid_text")]
    [InlineData("a\uffffb", "invalid_text")]
    [InlineData("a\u0085b", "invalid_text")]
    public void Lengths_count_code_points_and_controls_are_refused(string text, string? code) => Assert.Equal(code, TextRules.FindFault(text, 3, least: 2));

    // A string with half a surrogate pair cannot be passed as a test argument without a change. So the test gets a number.
    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public void Half_a_surrogate_pair_is_no_text(int half)
    {
        var text = $"a{(char)half}";
        Assert.Equal("invalid_text", TextRules.FindFault(text, 3));
        Assert.False(TextRules.IsPlain(text, multiline: true) || TextRules.IsPlain(text, multiline: false) || TextRules.IsBlank(text));
    }

    [Theory]
    [InlineData(0x2028, false)]
    [InlineData(0x2029, false)]
    [InlineData(0x202A, false)]
    [InlineData(0x202E, false)]
    [InlineData(0x202F, true)]
    [InlineData(0x2065, true)]
    [InlineData(0x2066, false)]
    [InlineData(0x2069, false)]
    [InlineData(0x206A, true)]
    public void Marks_that_turn_the_reading_direction_are_not_plain(int mark, bool plain)
    {
        var text = $"a{(char)mark}b";
        Assert.Equal((plain, plain), (TextRules.IsPlain(text, multiline: true), TextRules.IsPlain(text, multiline: false)));
    }

    [Fact]
    public void A_text_that_may_be_missing_is_held_to_the_rest()
    {
        Assert.Null(TextRules.FindFault(null, 3, least: 0));
        Assert.Null(TextRules.FindFault("", 3, least: 0));
        Assert.Equal("too_long", TextRules.FindFault("1234", 3, least: 0));
    }

    [Theory]
    [InlineData("a b", true, true)]
    [InlineData("a\nb\tc", true, false)]
    [InlineData("a\u2028b", false, false)]
    [InlineData("a\u202eb", false, false)]
    [InlineData("a\u2067b", false, false)]
    [InlineData("a\0b", false, false)]
    public void What_is_shown_in_a_line_turns_and_breaks_nothing(string text, bool inLines, bool inALine) =>
        Assert.Equal((inLines, inALine), (TextRules.IsPlain(text, multiline: true), TextRules.IsPlain(text, multiline: false)));
}
