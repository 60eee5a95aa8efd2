using TalentPass.Core.Notifications.Channels;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Notifications.Sending;
using TalentPass.Core.Notifications.Texts;

namespace TalentPass.Core.Tests.Notifications.Sending;

public sealed class SendingPlanTests
{
    private const string Phone = "+8613900000001";
    private static readonly DateTimeOffset _at = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly NoticeWords _canWait = new("", "", "", new Dictionary<string, string>(), "todo", true);
    private static readonly NoticeWords _urgent = _canWait with { CanWait = false };
    private static readonly ChannelChoice _all = new() { Email = "a@b.example", Balance = new Dictionary<string, int> { ["todo"] = 1 } };

    [Theory]
    [InlineData("wechat,email,sms", true, true, "wechat,email")]
    [InlineData("email,sms", true, true, "email")]
    [InlineData("sms", true, true, "sms")]
    [InlineData("wechat,sms", false, true, "sms")]
    [InlineData("wechat,sms", true, false, "wechat")]
    [InlineData("wechat", false, true, "")]
    [InlineData("", true, true, "")]
    public void What_the_city_has_and_the_person_can_use(string city, bool bound, bool phone, string open) =>
        Assert.Equal(open, Open(city, _all, bound: bound, phone: phone, choice: _all with { Email = city.Contains("email", StringComparison.Ordinal) ? "a@b.example" : null }));

    [Theory]
    [InlineData(null, null, "wechat,email")]
    [InlineData(null, true, "wechat,email,sms")]
    [InlineData(false, null, "email")]
    [InlineData(false, false, "email")]
    public void What_the_person_has_chosen(bool? wechat, bool? sms, string open) => Assert.Equal(open, Open("wechat,email,sms", _all with { WeChat = wechat, Sms = sms }));

    [Fact]
    public void An_address_counts_when_it_is_confirmed_and_WeChat_with_a_consent_of_this_form()
    {
        Assert.Equal("wechat", Open("wechat,email,sms", _all with { Email = null }));
        Assert.Equal("email", Open("wechat,email,sms", _all with { Balance = new Dictionary<string, int> { ["result"] = 9, ["todo"] = 0 } }));
        Assert.Equal("sms", Open("wechat,email,sms", new ChannelChoice()));
    }

    [Fact]
    public void Nothing_is_sent_to_whoever_switched_everything_off_when_it_can_wait()
    {
        var off = new ChannelChoice { WeChat = false, Sms = false };
        Assert.Equal("", Open("wechat,email,sms", off));
        Assert.Equal("sms", Open("wechat,email,sms", off, words: _urgent));
        // Begun, it is finished.
        Assert.Equal("sms", Open("wechat,email,sms", off, [State("sms", "waiting")], _urgent));
        Assert.Equal("", Open("wechat,email,sms", off, [State("sms", "told")], _urgent));
        Assert.Equal("", Open("wechat,email,sms", off, [State("sms", "failed")], _urgent));
    }

    [Theory]
    [InlineData("told", "refused", "")]
    [InlineData("refused", "refused", "sms")]
    [InlineData("unknown", "failed", "sms")]
    [InlineData("refused", "waiting", "email")]
    [InlineData("refused", "sending", "email")]
    public void A_text_message_tells_what_cannot_wait_when_nothing_else_did(string wechat, string email, string open)
    {
        Assert.Equal(open, Open("wechat,email,sms", _all, [State("wechat", wechat), State("email", email)], _urgent));
        Assert.Equal(open.Replace("sms", "", StringComparison.Ordinal), Open("wechat,email,sms", _all, [State("wechat", wechat), State("email", email)]));
    }

    [Fact]
    public void What_only_an_operator_can_mend_does_not_hold_it_back()
    {
        ChannelState[] broken = [State("wechat", "waiting") with { Why = DeliveryReasons.BadFields }, State("email", "refused")];
        Assert.Equal("wechat,sms", Open("wechat,email,sms", _all, broken, _urgent));
        Assert.Equal("wechat", Open("wechat,email,sms", _all, broken));
        Assert.Equal("wechat", Open("wechat,email", _all, broken, _urgent));
    }

    [Fact]
    public void A_consent_that_this_notice_has_used_is_not_asked_for_again() => Assert.Equal(
        "wechat,email", Open("wechat,email,sms", _all with { Balance = new Dictionary<string, int>() }, [State("wechat", "waiting")]));

    [Theory]
    [InlineData("wechat-bound")]
    [InlineData("wechat-unbound")]
    public void What_is_about_WeChat_goes_elsewhere(string kind)
    {
        Assert.Equal("email", Open("wechat,email,sms", _all, kind: kind, words: _urgent));
        Assert.Equal("sms", Open("wechat,email,sms", _all with { Email = null }, kind: kind, words: _urgent));
    }

    private static ChannelState State(string channel, string state) => new(channel, state, _at);

    private static string Open(
        string city, ChannelChoice stored, ChannelState[]? states = null, NoticeWords? words = null, bool bound = true, bool phone = true, string kind = "accepted", ChannelChoice? choice = null)
    {
        var plan = new SendingPlan(city.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => new Named(name)));
        var person = new Recipient(new StoredChoice(choice ?? stored, null), phone ? Phone : null, bound ? "OPENID" : null, "zh");
        var notice = new Notification("7k2m9qxw", "n", new NoticeContent(kind, _at)) { Channels = states ?? [] };
        var open = plan.Open(notice, person, words ?? _canWait);
        Assert.All(open, each => Assert.Equal(each.Channel switch { "wechat" => "OPENID", "email" => "a@b.example", _ => Phone }, each.To));
        Assert.Distinct(open.Select(each => each.Channel));
        return string.Join(',', open.Select(each => each.Channel));
    }

    private sealed class Named(string name) : INoticeChannel
    {
        public string Name => name;

        public bool IsOn => true;

        public Task<Delivery> SendAsync(Letter letter, CancellationToken cancel) => throw new NotSupportedException();
    }
}
