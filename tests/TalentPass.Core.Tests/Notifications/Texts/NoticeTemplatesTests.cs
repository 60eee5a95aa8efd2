using System.Text.RegularExpressions;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Notifications.Texts;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Notifications.Texts;

/// <summary>Every kind of notice reads well in both languages, whatever is known, and every channel takes it.</summary>
public sealed partial class NoticeTemplatesTests
{
    private const string Note = "材料 {service} [不清]：护照复印件";
    private static readonly NoticeTemplates _templates = NoticeTemplates.Of(Seeds.Catalogue);
    private static readonly DateTimeOffset _at = new(2026, 11, 27, 12, 47, 0, TimeSpan.Zero);

    public static MatrixTheoryData<string, string> Notices => new(NoticeKinds.All, ["zh", "en"]);

    [Theory, MemberData(nameof(Notices))]
    public void With_the_longest_facts_every_channel_takes_it(string kind, string language)
    {
        var words = _templates.Fill(Longest(kind), language);

        AssertReads(words, language);
        Assert.InRange(words.Brief.Length, 1, 280);
        Assert.DoesNotContain(Note, words.Brief, StringComparison.Ordinal);
        Assert.All(words.WeChatFields, each => Assert.True(WeChatField.Takes(WeChatField.TypeOf(each.Key)!, each.Value), each.Value));
    }

    [Theory, MemberData(nameof(Notices))]
    public void A_missing_fact_leaves_no_gap(string kind, string language)
    {
        var words = _templates.Fill(new NoticeFacts(kind, _at), language);

        AssertReads(words, language);
        Assert.All(words.WeChatFields, each => Assert.True(WeChatField.Takes(WeChatField.TypeOf(each.Key)!, each.Value), each.Value));
        Assert.DoesNotContain("  ", words.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NoticeKinds.TransferredOut, "{note}", "{authority}")]
    [InlineData(NoticeKinds.Transferred, "{department}")]
    [InlineData(NoticeKinds.UrgeAnswered, "{note}")]
    [InlineData(NoticeKinds.Accepted, "{due}")]
    [InlineData(NoticeKinds.AcceptedTolerant, "{note}", "{due}")]
    [InlineData(NoticeKinds.SupplementRequested, "{note}", "{due}")]
    [InlineData(NoticeKinds.NotAccepted, "{note}", "{authority}", "{remedy}")]
    [InlineData(NoticeKinds.AcceptanceRevoked, "{note}", "{remedy}")]
    [InlineData(NoticeKinds.Paused, "{note}", "{days}")]
    [InlineData(NoticeKinds.Extended, "{note}", "{due}")]
    [InlineData(NoticeKinds.Approved, "{note}")]
    [InlineData(NoticeKinds.Refused, "{note}", "{remedy}")]
    [InlineData(NoticeKinds.Delivered, "{note}")]
    [InlineData(NoticeKinds.AppealOpened, "{newNumber}")]
    [InlineData(NoticeKinds.Recounted, "{due}")]
    [InlineData(NoticeKinds.DeemedAccepted, "{due}")]
    [InlineData(NoticeKinds.BundleEnded, "{note}")]
    [InlineData(NoticeKinds.BundleRevived, "{newNumber}")]
    [InlineData(NoticeKinds.BundlePaper, "{note}")]
    public void What_the_law_wants_told_is_in_the_text(string kind, params string[] told)
    {
        foreach (var language in new[] { "zh", "en" })
        {
            var english = language == "en";
            var text = _templates.Fill(Longest(kind), language).Text;
            Assert.All(told, each => Assert.Contains(each switch
            {
                "{note}" => Note,
                "{due}" => english ? "30 September 2026 (provisional)" : "2026年9月30日（暂定）",
                "{authority}" => "宁波市公安局出入境管理局",
                "{department}" => english ? "Housing" : "住建局",
                "{remedy}" => english ? "You may appeal." : "可以申请复议。",
                "{days}" => "10",
                _ => "9QXW-7K2M-3R4T-8NZA-5",
            }, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_accepted_request_reads_as_the_city_writes()
    {
        var facts = new NoticeFacts(NoticeKinds.Accepted, _at)
        {
            Number = "7K2M-9QXW-3R4T-8NZA-5",
            Service = new Bilingual("人才购房补贴", "Home purchase subsidy"),
            Department = new Bilingual("住建局", "Housing"),
            Due = new DateOnly(2026, 11, 7),
        };

        Assert.Equal("您的人才购房补贴申请（7K2M-9QXW-3R4T-8NZA-5）已受理，由住建局办理。将最迟于2026年11月7日作出决定。", _templates.Fill(facts, "zh").Text);
        Assert.Equal("Your request “Home purchase subsidy” (7K2M-9QXW-3R4T-8NZA-5) has been accepted by Housing. It will be decided by 7 November 2026.", _templates.Fill(facts, "en").Text);
        Assert.Equal("您的申请已受理。", _templates.Fill(new NoticeFacts(NoticeKinds.Accepted, _at), "zh").Text);
        Assert.Equal("Your request has been accepted.", _templates.Fill(new NoticeFacts(NoticeKinds.Accepted, _at), "en").Text);
        Assert.Equal("您的申请已受理。", _templates.Fill(new NoticeFacts(NoticeKinds.Accepted, _at) { Note = " \n", Authority = "" }, "zh").Text);
    }

    [Fact]
    public void WeChat_gets_times_and_states_in_Chinese_and_cut_names()
    {
        var words = _templates.Fill(Longest(NoticeKinds.Accepted), "en");

        Assert.Equal("Residence permit fo…", words.WeChatFields["thing1"]);
        Assert.Equal("7K2M-9QXW-3R4T-8NZA-5", words.WeChatFields["character_string2"]);
        Assert.Equal("已受理", words.WeChatFields["phrase3"]);
        Assert.Equal("2026年11月27日 20:47", words.WeChatFields["time4"]);
        Assert.Equal("See the time limit", words.WeChatFields["thing5"]);
        Assert.Equal((NoticeForms.Progress, true), (words.Form, words.CanWait));
    }

    [Fact]
    public void A_time_is_written_in_the_city_s_zone()
    {
        var facts = new NoticeFacts(NoticeKinds.WeChatBound, new DateTimeOffset(2026, 12, 31, 16, 5, 0, TimeSpan.Zero));
        Assert.Contains("2027年1月1日 00:05", _templates.Fill(facts, "zh").Text, StringComparison.Ordinal);
        Assert.Contains("1 January 2027, 00:05", _templates.Fill(facts, "en").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalogue_from_before_is_read_with_the_words_of_the_app()
    {
        var old = CatalogueDocument.Parse(CatalogueDocument.Write(Seeds.Catalogue with { Notifications = null }));
        Assert.Null(old.Notifications);
        Assert.Equal(_templates.Fill(Longest(NoticeKinds.Refused), "zh").Text, NoticeTemplates.Of(old).Fill(Longest(NoticeKinds.Refused), "zh").Text);
        Assert.Equal("办理结果通知", NoticeTemplates.Of(old).FormTitle(NoticeForms.Result, "zh"));

        var partial = Seeds.Catalogue.Notifications! with { Kinds = [], Forms = [] };
        Assert.True(new NoticeTemplates(partial).Has(NoticeKinds.Refused));
        Assert.False(_templates.Has("moved"));
        Assert.Throws<ArgumentException>(() => _templates.Fill(new NoticeFacts("moved", _at), "zh"));
        Assert.Throws<ArgumentException>(() => _templates.FormTitle("news", "zh"));
    }

    [Fact]
    public void The_words_of_the_office_stand_before_those_of_the_app()
    {
        var words = Seeds.Catalogue.Notifications!;
        var changed = new NoticeTemplates(words with { Kinds = [words.Kind(NoticeKinds.Accepted)! with { Title = new Bilingual("好消息", "Good news") }] });
        Assert.Equal("好消息", changed.Fill(new NoticeFacts(NoticeKinds.Accepted, _at), "zh").Title);
        Assert.Equal("Good news", changed.Fill(new NoticeFacts(NoticeKinds.Accepted, _at), "en").Title);
    }

    [Fact]
    public void Neither_facts_nor_words_show_themselves_in_logs()
    {
        Assert.Equal("refused", $"{Longest(NoticeKinds.Refused)}");
        Assert.Equal("result", $"{_templates.Fill(Longest(NoticeKinds.Refused), "zh")}");
    }

    private static NoticeFacts Longest(string kind) => new(kind, _at)
    {
        Number = "7K2M-9QXW-3R4T-8NZA-5",
        NewNumber = "9QXW-7K2M-3R4T-8NZA-5",
        Service = new Bilingual(
            Seeds.Catalogue.Services.MaxBy(each => each.Title.Zh.Length)!.Title.Zh, Seeds.Catalogue.Services.MaxBy(each => each.Title.En.Length)!.Title.En),
        Department = new Bilingual("住建局", "Housing"),
        Authority = "宁波市公安局出入境管理局",
        Due = new DateOnly(2026, 9, 30),
        Provisional = true,
        Note = Note,
        Remedy = new Bilingual("可以申请复议。", "You may appeal."),
        Days = 10,
    };

    private static void AssertReads(NoticeWords words, string language)
    {
        foreach (var text in new[] { words.Title, words.Text.Replace(Note, "…", StringComparison.Ordinal), words.Brief })
        {
            Assert.Equal(text.Trim(), text);
            Assert.NotEmpty(text);
            Assert.DoesNotMatch(Gap(), text);
            Assert.Equal(language == "zh", Chinese().IsMatch(text.Replace("宁波市公安局出入境管理局", "", StringComparison.Ordinal)));
        }
    }

    // What a missing fact would leave behind, and what is left of a pattern.
    [GeneratedRegex(@"[{}\[\]]|（）|\(\)|“”|，。|，，|。。|,\.|\.\.| \.| ,|[由向于为][。，]|\b(?:by|to|for|as|at)[.,]")]
    private static partial Regex Gap();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Chinese();
}
