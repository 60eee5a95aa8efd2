using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Catalogue.Rules;

/// <summary>Tests each rule of the words of notices: a test breaks one rule in the catalogue of the seeds.</summary>
public sealed class NoticeRulesTests
{
    private const string Long280 = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";

    [Theory]
    [InlineData("/kinds/0/id", "\"moved\"", "/kinds", "missing_kind")]
    [InlineData("/kinds/0/id", "\"moved\"", "/kinds/0/id", "unknown_kind")]
    [InlineData("/kinds/1/id", "\"transferred\"", "/kinds/1/id", "duplicate_id")]
    [InlineData("/kinds", "[]", "/kinds", "missing_kind")]
    [InlineData("/forms/0/id", "\"steps\"", "/forms", "missing_form")]
    [InlineData("/forms/0/id", "\"steps\"", "/forms/0/id", "unknown_form")]
    [InlineData("/forms/0/id", "\"steps\"", "/kinds/0/form", "unknown_form")]
    [InlineData("/forms/1/id", "\"progress\"", "/forms/1/id", "duplicate_id")]
    [InlineData("/kinds/0/form", "\"news\"", "/kinds/0/form", "unknown_form")]
    [InlineData("/kinds/0/form", "\"todo\"", null, null)]
    [InlineData("/kinds/0/canWait", "false", null, null)]
    [InlineData("/kinds/5/canWait", "true", "/kinds/5/canWait", "cannot_wait")]
    [InlineData("/kinds/22/canWait", "true", "/kinds/22/canWait", "cannot_wait")]
    [InlineData("/kinds/0/title/zh", "\" \"", "/kinds/0/title/zh", "required")]
    [InlineData("/kinds/0/title/en", "\"{number}\"", "/kinds/0/title/en", "unknown_placeholder")]
    [InlineData("/kinds/0/text/zh", "\"已转办。{note}\"", "/kinds/0/text/zh", "may_leave_gap")]
    [InlineData("/kinds/0/text/zh", "\"已转办。[说明]\"", "/kinds/0/text/zh", "invalid_pattern")]
    [InlineData("/kinds/0/text/zh", "\"已转办。[{note}\"", "/kinds/0/text/zh", "invalid_pattern")]
    [InlineData("/kinds/0/text/en", "\"Moved[ to {desk}].\"", "/kinds/0/text/en", "unknown_placeholder")]
    [InlineData("/kinds/0/text/en", "\"Moved[ to {Department}].\"", "/kinds/0/text/en", "unknown_placeholder")]
    [InlineData("/kinds/0/text/en", "\"Moved at {at}.[ {note}][ {remedy}][ {days}][ {newNumber}][ {authority}]\"", null, null)]
    [InlineData("/kinds/0/brief/zh", "\"已转办。[{note}]\"", "/kinds/0/brief/zh", "unknown_placeholder")]
    [InlineData("/kinds/0/brief/zh", "\"已转办。[{department}]\"", "/kinds/0/brief/zh", "unknown_placeholder")]
    [InlineData("/kinds/0/brief/en", "\"Moved to {state}[, {due}].\"", null, null)]
    [InlineData("/kinds/0/hint/zh", "\"一二三四五六七八九十一二三四五六七八九十一\"", "/kinds/0/hint/zh", "too_long")]
    [InlineData("/kinds/0/hint/zh", "\"一二三四五六七八九十一二三四五六七八九十\"", null, null)]
    [InlineData("/kinds/0/hint/en", "\"See {state}\"", "/kinds/0/hint/en", "unknown_placeholder")]
    [InlineData("/kinds/0/state/zh", "\"已经转办他处\"", "/kinds/0/state/zh", "too_long")]
    [InlineData("/kinds/0/state/zh", "\"Moved\"", "/kinds/0/state/zh", "invalid_phrase")]
    [InlineData("/kinds/0/state/zh", "\"已转办！\"", "/kinds/0/state/zh", "invalid_phrase")]
    [InlineData("/forms/0/title/en", "\"\"", "/forms/0/title/en", "required")]
    [InlineData("/forms/0/fields", "{}", "/forms/0/fields", "too_many")]
    [InlineData("/forms/0/fields", "{\"thing1\":\"{hint}\",\"thing2\":\"a\",\"thing3\":\"a\",\"thing4\":\"a\",\"thing5\":\"a\",\"thing6\":\"a\",\"thing7\":\"a\",\"thing8\":\"a\"}", "/forms/0/fields", "too_many")]
    [InlineData("/forms/0/fields", "{\"name1\":\"{hint}\"}", "/forms/0/fields/name1", "unknown_field")]
    [InlineData("/forms/0/fields/thing1", "\"{note}\"", "/forms/0/fields/thing1", "unknown_placeholder")]
    [InlineData("/forms/0/fields/thing1", "\"[{service}]\"", "/forms/0/fields/thing1", "invalid_pattern")]
    [InlineData("/forms/0/fields/thing1", "\"\"", "/forms/0/fields/thing1", "invalid_field")]
    [InlineData("/forms/0/fields/thing1", "\"一二三四五六七八九十一二三四五六七八九十一\"", "/forms/0/fields/thing1", "invalid_field")]
    [InlineData("/forms/0/fields/thing1", "\"{service}：{state}\"", null, null)]
    [InlineData("/forms/0/fields/character_string2", "\"{state}\"", "/forms/0/fields/character_string2", "unknown_placeholder")]
    [InlineData("/forms/0/fields/character_string2", "\"编号{number}\"", "/forms/0/fields/character_string2", "invalid_field")]
    [InlineData("/forms/0/fields/character_string2", "\"0123456789 {number}\"", null, null)]
    [InlineData("/forms/0/fields/character_string2", "\"01234567890 {number}\"", "/forms/0/fields/character_string2", "invalid_field")]
    [InlineData("/forms/0/fields/phrase3", "\"{state}了\"", "/forms/0/fields/phrase3", "invalid_field")]
    [InlineData("/forms/0/fields/phrase3", "\"{hint}\"", "/forms/0/fields/phrase3", "unknown_placeholder")]
    [InlineData("/forms/0/fields/time4", "\"{at}前\"", "/forms/0/fields/time4", "invalid_field")]
    [InlineData("/forms/0/fields/time4", "\"{state}\"", "/forms/0/fields/time4", "unknown_placeholder")]
    [InlineData("", "null", null, null)]
    public void A_broken_rule_is_named_with_its_place(string pointer, string json, string? place, string? code)
    {
        var (catalogue, problems) = CatalogueDocument.Read(CatalogueRulesTests.Changed($"/notifications{pointer}", json));

        if (code is null)
        {
            Assert.Empty(problems);
            return;
        }

        Assert.Null(catalogue);
        Assert.Contains(($"/notifications{place}", code), problems.Select(each => (each.Pointer, each.Code)));
        Assert.All(problems, each => Assert.NotEmpty(each.Text));
    }

    // The longest service has 14 characters in Chinese, a number 21, a last day 31.
    [Fact]
    public void A_text_message_has_room_for_the_longest_service_and_number()
    {
        var fixedPart = string.Concat(Enumerable.Repeat(Long280, 5)) + new string('字', 14);
        Assert.Empty(Problems($"{fixedPart}[{{service}}{{number}}{{due}}]"));
        Assert.Equal([("/notifications/kinds/0/brief/zh", "too_long")], Problems($"字{fixedPart}[{{service}}{{number}}{{due}}]"));

        static IEnumerable<(string, string)> Problems(string brief) => CatalogueDocument.Read(
            CatalogueRulesTests.Changed("/notifications/kinds/0/brief/zh", JsonValue.Create(brief).ToJsonString())).Problems.Select(each => (each.Pointer, each.Code));
    }

    [Fact]
    public void The_seeds_have_words_for_every_kind_and_say_what_cannot_wait()
    {
        var words = Seeds.Catalogue.Notifications!;
        Assert.Equal(NoticeKinds.All, words.Kinds.Select(each => each.Id));
        Assert.Equal(NoticeForms.All, words.Forms.Select(each => each.Id));
        Assert.Equal(NoticeKinds.Urgent.Order(), words.Kinds.Where(each => !each.CanWait).Select(each => each.Id).Order());
    }
}
