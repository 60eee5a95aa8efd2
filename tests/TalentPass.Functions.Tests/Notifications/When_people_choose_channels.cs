using System.Net;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>How a person says on which channels to be told, and in which language.</summary>
public sealed class When_people_choose_channels(AzuriteFixture azurite) : WithNotices(azurite)
{
    private const string Address = "li.wei@city.example", Confirm = $"{Settings}/email/confirm", Consents = "/api/v1/me/notifications/consents";

    [Fact]
    public async Task At_first_nothing_is_chosen()
    {
        using var talent = await App.SignInAsync("li-wei");
        var view = (await talent.GetJsonAsync(Settings)).Is(HttpStatusCode.OK);
        Assert.Equal(("zh", false, false, true), (view.Text("language"), view.Member("wechat", "isBound").GetBoolean(), view.Member("email", "on").GetBoolean(), view.Member("sms", "on").GetBoolean()));
        Assert.Equal(["account", "message", "progress", "result", "todo"], view.Member("wechat", "templates").EnumerateArray().Select(each => each.GetProperty("template").GetString()!));
        Assert.Equal(("22:00", "07:00"), (view.Text("quietHours", "from"), view.Text("quietHours", "to")));
        Assert.Null(view.Text("email", "address"));
        Assert.DoesNotContain(LiWeisPhone[^8..], view.Content, StringComparison.Ordinal);
        Assert.EndsWith(LiWeisPhone[^4..], view.Text("sms", "phone"), StringComparison.Ordinal);
        await HasHeadAsync(talent, Settings);

        using var foreign = await App.SignInAsync("schmidt");
        Assert.Equal("en", (await foreign.GetJsonAsync(Settings)).Text("language"));
        using var hall = await App.SignInAsync("hall-1");
        (await hall.GetJsonAsync(Settings)).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_is_left_out_stays_and_null_drops_the_address()
    {
        using var talent = await App.SignInAsync("li-wei");
        await ConfirmAsync(talent, Address);
        var view = await ChangeAsync(talent, new { sms = false });
        Assert.Equal(("l***@city.example", true, false), (view.Text("email", "address"), view.Member("email", "on").GetBoolean(), view.Member("sms", "on").GetBoolean()));
        view = await ChangeAsync(talent, new { language = "en" });
        Assert.Equal(("en", "l***@city.example", false), (view.Text("language"), view.Text("email", "address"), view.Member("sms", "on").GetBoolean()));
        view = await ChangeAsync(talent, new { });
        Assert.Equal(("en", "l***@city.example", false), (view.Text("language"), view.Text("email", "address"), view.Member("sms", "on").GetBoolean()));
        view = await ChangeAsync(talent, "{\"email\":null}");
        Assert.Equal((null, false, false), (view.Text("email", "address"), view.Member("email", "on").GetBoolean(), view.Member("email", "isConfirmed").GetBoolean()));
    }

    [Fact]
    public async Task A_new_address_has_to_be_confirmed_anew()
    {
        using var talent = await App.SignInAsync("li-wei");
        await ConfirmAsync(talent, Address);
        var view = await ChangeAsync(talent, new { email = "other@city.example" });
        // Until then letters go to the one before.
        Assert.Equal(("o***@city.example", true, false), (view.Text("email", "address"), view.Member("email", "on").GetBoolean(), view.Member("email", "isConfirmed").GetBoolean()));
        var letter = await CodeAsync("other@city.example");
        Assert.Equal("验证您的邮箱", Servers.LettersTo("other@city.example")[0].Subject);
        (await talent.PostJsonAsync(Confirm, new { code = letter })).Is(HttpStatusCode.OK);
        // A code is good once.
        await WrongAsync(talent, letter);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("li.wei@host")]
    [InlineData("Li <li@city.example>")]
    [InlineData("a@b.example,c@d.example")]
    [InlineData("a@b.example\r\nBcc: c@d.example")]
    public async Task A_bad_address_is_refused(string address)
    {
        using var talent = await App.SignInAsync("li-wei");
        Assert.Equal("invalid_structure", Error((await talent.CallAsync(HttpMethod.Put, Settings, new { email = address })).Is(HttpStatusCode.UnprocessableEntity, "validation_failed"), "/email"));
        Assert.Empty(Servers.Mail.Mails);
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_is_said_at_once()
    {
        using var talent = await App.SignInAsync("li-wei");
        Assert.Equal("invalid_structure", Error((await talent.CallAsync(HttpMethod.Put, Settings, new { email = "nobody@city.example" })).Is(HttpStatusCode.UnprocessableEntity), "/email"));
        Assert.Equal("not_in_list", Error((await talent.CallAsync(HttpMethod.Put, Settings, new { language = "de" })).Is(HttpStatusCode.UnprocessableEntity), "/language"));
    }

    [Fact]
    public async Task Five_wrong_codes_and_then_none_until_a_new_one()
    {
        using var talent = await App.SignInAsync("li-wei");
        await ChangeAsync(talent, new { email = Address });
        var code = await CodeAsync(Address);
        for (var i = 0; i < 5; i++)
        {
            await WrongAsync(talent, Other(code));
        }

        (await talent.PostJsonAsync(Confirm, new { code })).Is(HttpStatusCode.TooManyRequests, "too_many_tries");
        await ChangeAsync(talent, new { email = Address });
        (await talent.PostJsonAsync(Confirm, new { code = await CodeAsync(Address, letters: 2) })).Is(HttpStatusCode.OK);
        (await talent.PostJsonAsync(Confirm, new { code = "12345" })).Is(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_code_is_good_for_half_an_hour()
    {
        using var talent = await App.SignInAsync("li-wei");
        await ChangeAsync(talent, new { email = Address });
        var code = await CodeAsync(Address);
        Clock.Set(Clock.GetUtcNow().AddMinutes(31));
        using var later = await App.SignInAsync("li-wei");
        await WrongAsync(later, code);
        Assert.False((await later.GetJsonAsync(Settings)).Member("email", "isConfirmed").GetBoolean());
    }

    [Fact]
    public async Task Five_codes_a_day_and_then_none_until_tomorrow()
    {
        using var talent = await App.SignInAsync("li-wei");
        for (var i = 0; i < 5; i++)
        {
            await ChangeAsync(talent, new { email = $"li.wei{i}@city.example" });
        }

        (await talent.CallAsync(HttpMethod.Put, Settings, new { email = Address })).Is(HttpStatusCode.TooManyRequests, "too_many_tries");
        Assert.Equal("l***@city.example", (await talent.GetJsonAsync(Settings)).Text("email", "address"));
        Assert.Equal("en", (await ChangeAsync(talent, new { language = "en" })).Text("language"));
        Clock.Set(Day(2026, 2, 14));
        using var tomorrow = await App.SignInAsync("li-wei");
        await ChangeAsync(tomorrow, new { email = Address });
        Assert.Single(Servers.LettersTo(Address));
    }

    [Fact]
    public async Task A_mail_server_that_is_away_is_said_and_nothing_is_confirmed()
    {
        await App.DisposeAsync();
        // Nobody listens on the port of echo.
        await StartAsync(new(Servers.Settings) { ["Email:Port"] = "7" });
        using var talent = await App.SignInAsync("li-wei");
        using var request = new HttpRequestMessage(HttpMethod.Put, Settings) { Content = new StringContent($"{{\"email\":\"{Address}\"}}", System.Text.Encoding.UTF8, "application/json") };
        using var answer = await talent.SendAsync(request, Cancel);
        (await Answer.ReadAsync(answer)).Is(HttpStatusCode.ServiceUnavailable, "send_failed");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.False((await talent.GetJsonAsync(Settings)).Member("email", "on").GetBoolean());
    }

    [Fact]
    public async Task Consents_are_counted_once_however_often_the_call_comes()
    {
        using var talent = await App.SignInAsync("li-wei");
        var body = new { template = "todo", count = 3 };
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => talent.PostJsonAsync(Consents, body, "same-key")));
        Assert.All(all, answer => answer.Is(HttpStatusCode.OK));
        Assert.Equal(3, all.Count(answer => answer.Replayed));
        Assert.Equal(3, await BalanceAsync(talent));
        (await talent.PostJsonAsync(Consents, new { template = "todo", count = 4 }, "same-key")).Is(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        await ConsentAsync(talent, 10);
        Assert.Equal((13, 0), (await BalanceAsync(talent), await BalanceAsync(talent, "result")));
        Assert.Equal("not_in_list", Error((await talent.PostJsonAsync(Consents, new { template = "nonsense", count = 1 }, "k2")).Is(HttpStatusCode.UnprocessableEntity), "/template"));
        (await talent.PostJsonAsync(Consents, new { template = "todo", count = 0 }, "k3")).Is(HttpStatusCode.UnprocessableEntity);
        (await talent.PostJsonAsync(Consents, new { template = "todo", count = 11 }, "k4")).Is(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Changes_at_the_same_moment_lose_nothing()
    {
        using var talent = await App.SignInAsync("li-wei");
        await BindAsync(LiWei, "openid-li-wei");
        await Task.WhenAll(
            ChangeAsync(talent, new { sms = false }), ChangeAsync(talent, new { wechat = false }), ChangeAsync(talent, new { language = "en" }), ChangeAsync(talent, new { email = Address }),
            ConsentAsync(talent, 2), ConsentAsync(talent, 3), ConsentAsync(talent, 4, "result"));
        var view = await talent.GetJsonAsync(Settings);
        Assert.Equal(("en", false, false, "l***@city.example"), (view.Text("language"), view.Member("sms", "on").GetBoolean(), view.Member("wechat", "on").GetBoolean(), view.Text("email", "address")));
        Assert.Equal((5, 4), (await BalanceAsync(talent), await BalanceAsync(talent, "result")));
    }

    [Fact]
    public async Task The_language_of_messages_is_the_chosen_one()
    {
        using var talent = await App.SignInAsync("li-wei");
        await ChangeAsync(talent, new { language = "en" });
        await StandsAsync(talent, await AskedAsync("li-wei"), "supplement-requested", "app told, sms told");
        Assert.Contains("needs a supplement", Assert.Single(Servers.TextsTo(LiWeisPhone)), StringComparison.Ordinal);
        await ChangeAsync(talent, new { email = Address });
        await CodeAsync(Address);
        Assert.Equal("Confirm your e-mail address", Servers.LettersTo(Address)[0].Subject);
    }

    [Fact]
    public async Task What_the_city_does_not_have_cannot_be_switched_on()
    {
        await App.DisposeAsync();
        await StartAsync();
        using var talent = await App.SignInAsync("li-wei");
        var view = await talent.GetJsonAsync(Settings);
        Assert.Equal((false, false, false), (view.Member("wechat", "on").GetBoolean(), view.Member("email", "on").GetBoolean(), view.Member("sms", "on").GetBoolean()));
        Assert.Empty(view.Member("wechat", "templates").EnumerateArray());
        foreach (var body in new object[] { new { wechat = true }, new { email = Address }, new { sms = true } })
        {
            (await talent.CallAsync(HttpMethod.Put, Settings, body)).Is(HttpStatusCode.Conflict, "channel_unavailable");
        }

        // Off is always allowed.
        await ChangeAsync(talent, "{\"wechat\":false,\"sms\":false,\"email\":null}");
        (await talent.PostJsonAsync(Consents, new { template = "todo", count = 1 }, "k")).Is(HttpStatusCode.UnprocessableEntity, "validation_failed");
        await AskedAsync("li-wei");
        Assert.Equal("app told", Channels(Assert.Single((await talent.GetJsonAsync(List)).Items)));
    }

    private static async Task<Answer> ChangeAsync(HttpClient talent, object body) => (await talent.CallAsync(HttpMethod.Put, Settings, body)).Is(HttpStatusCode.OK);

    private static async Task WrongAsync(HttpClient talent, string code) =>
        Assert.Equal("not_in_list", Error((await talent.PostJsonAsync(Confirm, new { code })).Is(HttpStatusCode.UnprocessableEntity, "validation_failed"), "/code"));

    private static string Other(string code) => code == "000000" ? "000001" : "000000";
}
