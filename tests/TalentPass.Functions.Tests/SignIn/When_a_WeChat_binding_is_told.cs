using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Notifications;
using TalentPass.Functions.Tests.WeChat;

namespace TalentPass.Functions.Tests.SignIn;

/// <summary>Who binds or unbinds a WeChat user may be somebody else, so the person is told, and not in WeChat.</summary>
public sealed class When_a_WeChat_binding_is_told(AzuriteFixture azurite) : WithNotices(azurite)
{
    private const string Mobile = "13905740021", Phone = $"+86{Mobile}", OpenId = "openid-binder";
    private readonly ConcurrentDictionary<string, string> _codes = new(StringComparer.Ordinal);

    [Fact]
    public async Task On_the_phone_and_in_the_app()
    {
        Servers.WeChat.On("/sns/jscode2session", call => new { openid = _codes[call.Query["js_code"]], session_key = "HyVFkGl5F5OQWJZZaNzBBg==" }, needsToken: false);
        Servers.WeChat.On("/wxa/business/getuserphonenumber", call => new
        {
            errcode = 0,
            errmsg = "ok",
            phone_info = new { phoneNumber = Phone, purePhoneNumber = Mobile, countryCode = "86", watermark = new { timestamp = 1, appid = WeChatServer.AppId } },
        });
        var document = ResidentNumbers.Of("19730101");
        using var office = await App.SignInAsync("office");
        var person = new { name = new { full = "某人" }, nature = "domestic", phone = Phone, documents = new[] { new { kind = "resident_id", number = document } } };
        (await office.PostJsonAsync("/api/v1/talents", person)).Is(HttpStatusCode.Created);

        using var first = await BindAsync(document);
        await ToldAsync(first, "wechat-bound");
        Assert.Single(Servers.TextsTo(Phone));
        await ConsentAsync(first, 5, "account");
        (await first.PostJsonAsync("/api/v1/sign-in/wechat/unbind", new { })).Is(HttpStatusCode.NoContent);
        await Eventually.HoldsAsync(() => Servers.TextsTo(Phone).Count == 2, "the end of the binding was told");

        using var second = await BindAsync(document);
        await ToldAsync(second, "wechat-bound", "wechat-unbound", "wechat-bound");
        Assert.Equal((3, 5), (Servers.TextsTo(Phone).Count, await BalanceAsync(second, "account")));
        Assert.Empty(Servers.WeChatSent);
        Assert.DoesNotContain(Servers.TextsTo(Phone), text => text.Contains(OpenId, StringComparison.Ordinal));
    }

    private async Task<HttpClient> BindAsync(string document)
    {
        var code = RandomSource.System.Id(12);
        _codes[code] = OpenId;
        var ticket = (await App.Http.PostJsonAsync("/api/v1/sign-in/wechat", new { code })).Text("ticket");
        var bound = (await App.Http.PostJsonAsync("/api/v1/sign-in/wechat/bind", new { ticket, phoneCode = code, documentTail = document[12..] })).Is(HttpStatusCode.OK);
        var client = new HttpClient { BaseAddress = App.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bound.Text("token"));
        return client;
    }

    private static async Task ToldAsync(HttpClient talent, params string[] kinds)
    {
        var all = await HttpJson.UntilAsync(
            async () => (await talent.GetJsonAsync(List)).Items, items => items.Count == kinds.Length && items.All(each => Channels(each) == "app told, sms told"), $"{kinds.Length} notices");
        Assert.Equal(kinds, all.Select(each => each.GetProperty("kind").GetString()!));
        Assert.All(all, each => Assert.False(each.TryGetProperty("number", out _)));
    }
}
