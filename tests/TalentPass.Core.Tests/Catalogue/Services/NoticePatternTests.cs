using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Tests.Catalogue.Services;

/// <summary>A missing fact leaves no gap, and a value is never read as a pattern.</summary>
public sealed class NoticePatternTests
{
    [Theory]
    [InlineData("Done.", "Done.")]
    [InlineData("It is {state}.", "It is open.")]
    [InlineData("Your request[ “{service}”][ ({number})] is {state}.", "Your request (7K2M) is open.")]
    [InlineData("[{number}, {service}]", "")]
    [InlineData("[{number}, {state}]", "7K2M, open")]
    [InlineData("[{number}{number}]!", "7K2M7K2M!")]
    [InlineData("{at}", "{state} [{number}]")]
    [InlineData("[{at}]", "{state} [{number}]")]
    public void Parts_without_a_value_are_left_out(string pattern, string filled) => Assert.Equal(filled, NoticePattern.Fill(pattern, name => name switch
    {
        "number" => "7K2M",
        "state" => "open",
        "at" => "{state} [{number}]",
        _ => null,
    }));

    [Theory]
    [InlineData("", true)]
    [InlineData("a{state}[b{due}c]d", true)]
    [InlineData("{", false)]
    [InlineData("}", false)]
    [InlineData("[{due}", false)]
    [InlineData("{due}]", false)]
    [InlineData("[a]", false)]
    [InlineData("[]", false)]
    [InlineData("[[{due}]]", false)]
    [InlineData("[{due} {]", false)]
    [InlineData("[{due} {0}]", false)]
    [InlineData("{0}", false)]
    [InlineData("{}", false)]
    [InlineData("{{due}}", false)]
    public void Braces_and_brackets_are_closed(string pattern, bool well) => Assert.Equal(well, NoticePattern.IsWellFormed(pattern));

    [Theory]
    [InlineData("{at} {state} {hint}", false)]
    [InlineData("[{due}]", false)]
    [InlineData("{due}", true)]
    [InlineData("{at}[{due}]{service}", true)]
    public void A_fact_that_may_be_missing_stands_in_brackets(string pattern, bool gap) => Assert.Equal(gap, NoticePattern.MayLeaveGap(pattern));

    [Theory]
    [InlineData("thing1", "thing")]
    [InlineData("character_string20", "character_string")]
    [InlineData("phrase3", "phrase")]
    [InlineData("time4", "time")]
    [InlineData("date99", "date")]
    [InlineData("thing", null)]
    [InlineData("thing0", null)]
    [InlineData("thing100", null)]
    [InlineData("name1", null)]
    [InlineData("xthing1", null)]
    public void A_keyword_names_its_type(string keyword, string? type) => Assert.Equal(type, WeChatField.TypeOf(keyword));

    [Theory]
    [InlineData("thing", "一二三四五六七八九十一二三四五六七八九十", true)]
    [InlineData("thing", "一二三四五六七八九十一二三四五六七八九十一", false)]
    [InlineData("thing", "", false)]
    [InlineData("phrase", "容缺受理中", true)]
    [InlineData("phrase", "已经容缺受理", false)]
    [InlineData("phrase", "Done", false)]
    [InlineData("phrase", "已受理。", false)]
    [InlineData("character_string", "7K2M-9QXW-3R4T-8NZA-5", true)]
    [InlineData("character_string", "编号", false)]
    [InlineData("character_string", "123456789012345678901234567890123", false)]
    public void WeChat_takes_what_fits_the_type(string type, string value, bool takes) => Assert.Equal(takes, WeChatField.Takes(type, value));

    [Theory]
    [InlineData("12345", "12345")]
    [InlineData("123456", "1234…")]
    [InlineData("123 456", "123…")]
    [InlineData("𬭎𬭎", "𬭎𬭎")]
    [InlineData("𬭎𬭎𬭎", "𬭎𬭎…")]
    [InlineData("123𬭎𬭎", "123…")]
    [InlineData("12👩‍👩‍👧‍👦5", "12…")]
    public void A_value_is_cut_between_what_people_see_as_characters(string value, string cut) => Assert.Equal(cut, WeChatField.Cut(value, 5));
}
