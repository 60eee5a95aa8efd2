using TalentPass.Core.Notifications.Channels;
using TalentPass.Core.Notifications.Texts;

namespace TalentPass.Core.Tests.Notifications.Channels;

/// <summary>Letters as they leave the app, without sending them.</summary>
public sealed class LetterTests
{
    private static readonly NoticeWords _words = new("标题", "正文", "简讯", new Dictionary<string, string> { ["thing1"] = "人才公寓", ["phrase2"] = "已受理" }, "progress", true);

    [Fact]
    public void WeChat_is_sent_the_fields_and_the_page_of_the_request()
    {
        var letter = new Letter("n1-wechat", "OPENID", "zh", _words, "7K2M-9QXW-3R4T-8NZA-5");
        Assert.Equal(
            """{"touser":"OPENID","template_id":"T1","page":"cases/request/request?number=7K2M-9QXW-3R4T-8NZA-5","miniprogram_state":"trial","lang":"zh_CN","data":{"thing1":{"value":"人才公寓"},"phrase2":{"value":"已受理"}}}""",
            Text(WeChatChannel.BodyOf(letter, "T1", "trial")));
        Assert.Contains(
            "\"page\":\"pages/me/me\",\"miniprogram_state\":\"formal\",\"lang\":\"en_US\"",
            Text(WeChatChannel.BodyOf(letter with { Language = "en", Number = null }, "T1", "formal")), StringComparison.Ordinal);

        static string Text(System.Text.Json.Nodes.JsonObject body) =>
            body.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    [Fact]
    public void A_letter_shows_neither_address_nor_words() =>
        Assert.Equal("n1-email", $"{new Letter("n1-email", "li.wei@example.com", "zh", _words, null)}");

    [Theory]
    [InlineData("li.wei@example.com", true)]
    [InlineData("li+pass@mail.example.co.uk", true)]
    [InlineData("li@localhost", true)]
    [InlineData("li@xn--fiqs8s.example", true)]
    [InlineData("li@[127.0.0.1]", false)]
    [InlineData("li@host", false)]
    [InlineData("li", false)]
    [InlineData("@example.com", false)]
    [InlineData("li@", false)]
    [InlineData("li@@example.com", false)]
    [InlineData("li@a@example.com", false)]
    [InlineData("li..wei@example.com", false)]
    [InlineData(".li@example.com", false)]
    [InlineData("li wei@example.com", false)]
    [InlineData("Li <li@example.com>", false)]
    [InlineData("li@example.com, wei@example.com", false)]
    [InlineData("li@example.com\r\nBcc: all@example.com", false)]
    [InlineData("李@example.com", false)]
    [InlineData("li@-example.com", false)]
    [InlineData("li@exa_mple..com", false)]
    [InlineData("", false)]
    public void Only_one_plain_address_is_taken(string text, bool valid) => Assert.Equal(valid, MailAddress.IsValid(text));

    [Fact]
    public void An_address_has_its_limits()
    {
        Assert.True(MailAddress.IsValid($"{new string('l', 64)}@example.com"));
        Assert.False(MailAddress.IsValid($"{new string('l', 65)}@example.com"));
        Assert.False(MailAddress.IsValid($"li@{string.Join('.', Enumerable.Repeat(new string('e', 60), 5))}.com"));
    }
}
