using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Functions.Tests.WeChat;

namespace TalentPass.Functions.Tests.SignIn;

/// <summary>Sign-in and binding from the mini-program.</summary>
public sealed class When_somebody_comes_from_WeChat(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Login = "/sns/jscode2session";
    private const string Phone = "/wxa/business/getuserphonenumber";
    private readonly SetClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly ConcurrentDictionary<string, string> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _phones = new(StringComparer.Ordinal);
    private WeChatServer _wechat = null!;
    private TestApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _wechat = await WeChatServer.StartAsync(_clock);
        _wechat.On(Login, call => _users.TryRemove(call.Query["js_code"], out var openId)
            ? openId.Length > 10 ? new { openid = openId, session_key = "HyVFkGl5F5OQWJZZaNzBBg==", unionid = "u", errcode = 0, errmsg = "ok" } : new { openid = openId, session_key = "HyVFkGl5F5OQWJZZaNzBBg==" }
            : WeChatServer.Code(40029, "invalid code"), needsToken: false);
        _wechat.On(Phone, call => _phones.TryRemove(call.Body.GetProperty("code").GetString()!, out var number)
            ? new { errcode = 0, errmsg = "ok", phone_info = new { phoneNumber = $"+86{number}", purePhoneNumber = number, countryCode = "86", watermark = new { timestamp = 1, appid = WeChatServer.AppId } } }
            : WeChatServer.Code(40029, "invalid code"));
        _app = await TestApp.StartAsync(azurite.NewAccount(), services => services.AddSingleton<TimeProvider>(_clock), _wechat.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _app.DisposeAsync();
        await _wechat.DisposeAsync();
    }

    [Theory]
    [InlineData("openid-1")]
    [InlineData("openid-with-a-unionid")]
    public async Task A_bound_user_signs_in_without_a_word(string openId)
    {
        var number = ResidentNumbers.Of("19900101");
        var talent = await RecordAsync("13905740001", number);
        var bound = (await BindAsync(openId, "13905740001", number[12..])).Is(HttpStatusCode.OK);
        Assert.Equal($"talent-{talent}", bound.Text("account"));

        var again = (await SignInAsync(openId)).Is(HttpStatusCode.OK);
        Assert.Equal(($"talent-{talent}", "wechat"), (again.Text("account"), (await MeAsync(again)).Text("provider")));
        Assert.DoesNotContain("session_key", again.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("HyVFkGl5F5OQWJZZaNzBBg", bound.Content + again.Content, StringComparison.Ordinal);
        (await _app.Http.PostJsonAsync("/api/v1/sign-in/refresh", new { refreshToken = again.Text("refreshToken") })).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_unknown_user_gets_a_ticket_that_says_nothing()
    {
        var answer = (await SignInAsync("stranger")).Is(HttpStatusCode.Forbidden, "not_bound");
        Assert.Equal(10, (answer.Member("ticketExpiresAt").GetDateTimeOffset() - _clock.GetUtcNow()).TotalMinutes, 0.1);
        Assert.DoesNotContain("stranger", answer.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40029, HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData(40163, HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData(45011, HttpStatusCode.TooManyRequests, "too_many_requests")]
    [InlineData(40226, HttpStatusCode.Forbidden, "sign_in_refused")]
    [InlineData(-1, HttpStatusCode.ServiceUnavailable, "sign_in_unavailable")]
    [InlineData(40013, HttpStatusCode.ServiceUnavailable, "sign_in_unavailable")]
    [InlineData(40125, HttpStatusCode.ServiceUnavailable, "sign_in_unavailable")]
    [InlineData(12345, HttpStatusCode.ServiceUnavailable, "sign_in_unavailable")]
    public async Task Each_answer_of_WeChat_has_its_own(int errcode, HttpStatusCode status, string code)
    {
        _wechat.FailNext(Login, errcode);
        (await SignInAsync("somebody")).Is(status, code);
    }

    [Fact]
    public async Task A_gateway_page_and_a_silent_WeChat_are_away()
    {
        _wechat.PageNext(Login, HttpStatusCode.BadGateway);
        (await SignInAsync("somebody")).Is(HttpStatusCode.ServiceUnavailable, "sign_in_unavailable");
        _wechat.LoseNext(Login);
        (await SignInAsync("somebody")).Is(HttpStatusCode.ServiceUnavailable, "sign_in_unavailable");
    }

    [Fact]
    public async Task Phone_and_document_have_to_be_of_one_person()
    {
        var (his, hers) = (ResidentNumbers.Of("19920202"), ResidentNumbers.Of("19930303"));
        await RecordAsync("13905740002", his);
        await RecordAsync("13905740003", hers);
        foreach (var (phone, tail, left) in new[] { ("13905740002", "999999", 4), ("13905740003", his[12..], 3), ("13905749999", his[12..], 2) })
        {
            var refused = (await BindAsync("guesser", phone, tail)).Is(HttpStatusCode.Forbidden, "binding_refused");
            Assert.Equal(left, refused.Member("triesLeft").GetInt32());
        }

        (await BindAsync("guesser", "13905740002", his[12..])).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Five_tries_a_day_and_then_none_until_tomorrow()
    {
        var number = ResidentNumbers.Of("19940404");
        await RecordAsync("13905740004", number);
        for (var i = 0; i < 5; i++)
        {
            (await BindAsync("robber", "13905740004", "000000")).Is(HttpStatusCode.Forbidden, "binding_refused");
        }

        var right = number[12..];
        (await BindAsync("robber", "13905740004", right)).Is(HttpStatusCode.TooManyRequests, "too_many_tries");
        // Nor with another WeChat user on the same phone.
        (await BindAsync("accomplice", "13905740004", right)).Is(HttpStatusCode.TooManyRequests, "too_many_tries");
        _clock.Set(_clock.GetUtcNow() + TimeSpan.FromDays(1));
        (await BindAsync("robber", "13905740004", right)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_family_that_shares_a_phone_is_told_apart_by_the_document()
    {
        var (one, other) = (ResidentNumbers.Of("19650101", "011"), ResidentNumbers.Of("19660101", "022"));
        var father = await RecordAsync("13905740005", one);
        var mother = await RecordAsync("13905740005", other);
        var hers = (await BindAsync("mother", "13905740005", other[12..])).Is(HttpStatusCode.OK);
        var his = (await BindAsync("father", "13905740005", one[12..].ToLowerInvariant())).Is(HttpStatusCode.OK);
        Assert.Equal(($"talent-{mother}", $"talent-{father}"), (hers.Text("account"), his.Text("account")));
    }

    [Fact]
    public async Task A_ticket_is_good_for_ten_minutes_and_for_one_binding()
    {
        var number = ResidentNumbers.Of("19680101");
        await RecordAsync("13905740006", number);
        var tail = number[12..];
        var old = (await SignInAsync("slow")).Text("ticket");
        _clock.Set(_clock.GetUtcNow() + TimeSpan.FromMinutes(10));
        (await BindAsync(old, "13905740006", tail, isTicket: true)).Is(HttpStatusCode.Forbidden, "ticket_over");

        var ticket = (await SignInAsync("slow")).Text("ticket");
        (await BindAsync(ticket, "13905740006", tail, isTicket: true)).Is(HttpStatusCode.OK);
        (await BindAsync(ticket, "13905740006", tail, isTicket: true)).Is(HttpStatusCode.Forbidden, "ticket_over");
        (await BindAsync("AQIDBA", "13905740006", tail, isTicket: true)).Is(HttpStatusCode.Forbidden, "ticket_over");
        (await BindAsync("%%%", "13905740006", tail, isTicket: true)).Is(HttpStatusCode.Forbidden, "ticket_over");
    }

    [Fact]
    public async Task Bad_input_costs_no_try()
    {
        var number = ResidentNumbers.Of("19690101");
        await RecordAsync("13905740007", number);
        var ticket = (await SignInAsync("clumsy")).Text("ticket");
        for (var i = 0; i < 6; i++)
        {
            (await _app.Http.PostJsonAsync("/api/v1/sign-in/wechat/bind", new { ticket, phoneCode = "used", documentTail = "010040" })).Is(HttpStatusCode.UnprocessableEntity, "validation_failed");
        }

        (await BindAsync("clumsy", "13905740007", "12345")).Is(HttpStatusCode.UnprocessableEntity, "validation_failed");
        (await BindAsync("clumsy", "13905740007", number[12..])).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_unbinds_is_out_on_the_mini_program_only()
    {
        var number = ResidentNumbers.Of("19710101");
        await RecordAsync("13905740008", number);
        var bound = (await BindAsync("leaver", "13905740008", number[12..])).Is(HttpStatusCode.OK);
        using var client = Client(bound);
        (await client.PostJsonAsync("/api/v1/sign-in/wechat/unbind", new { })).Is(HttpStatusCode.NoContent);
        (await client.GetJsonAsync("/api/v1/me")).Is(HttpStatusCode.Unauthorized);
        (await _app.Http.PostJsonAsync("/api/v1/sign-in/refresh", new { refreshToken = bound.Text("refreshToken") })).Is(HttpStatusCode.Unauthorized, "session_over");
        (await SignInAsync("leaver")).Is(HttpStatusCode.Forbidden, "not_bound");

        using var demo = await _app.SignInAsync("li-wei");
        (await demo.PostJsonAsync("/api/v1/sign-in/wechat/unbind", new { })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_new_phone_takes_the_binding_over()
    {
        var number = ResidentNumbers.Of("19720101");
        await RecordAsync("13905740009", number);
        (await BindAsync("old-wechat", "13905740009", number[12..])).Is(HttpStatusCode.OK);
        (await BindAsync("new-wechat", "13905740009", number[12..])).Is(HttpStatusCode.OK);
        (await SignInAsync("new-wechat")).Is(HttpStatusCode.OK);
        (await SignInAsync("old-wechat")).Is(HttpStatusCode.Forbidden, "not_bound");
    }

    [Fact]
    public async Task Without_WeChat_there_is_no_such_sign_in()
    {
        await using var plain = await TestApp.StartAsync(azurite.NewAccount());
        (await plain.Http.PostJsonAsync("/api/v1/sign-in/wechat", new { code = "c" })).Is(HttpStatusCode.NotFound, "not_found");
    }

    private async Task<Answer> SignInAsync(string openId)
    {
        var code = Guid(openId);
        _users[code] = openId;
        return await _app.Http.PostJsonAsync("/api/v1/sign-in/wechat", new { code });
    }

    private async Task<Answer> BindAsync(string openId, string phone, string tail, bool isTicket = false)
    {
        var ticket = isTicket ? openId : (await SignInAsync(openId)).Text("ticket");
        var phoneCode = Guid(phone);
        _phones[phoneCode] = phone;
        return await _app.Http.PostJsonAsync("/api/v1/sign-in/wechat/bind", new { ticket, phoneCode, documentTail = tail });
    }

    private static string Guid(string seed) => $"{seed}-{Core.Identity.RandomSource.System.Id(12)}";

    private HttpClient Client(Answer session)
    {
        var client = new HttpClient { BaseAddress = _app.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", session.Text("token"));
        return client;
    }

    private async Task<Answer> MeAsync(Answer session)
    {
        using var client = Client(session);
        return (await client.GetJsonAsync("/api/v1/me")).Is(HttpStatusCode.OK);
    }

    private async Task<string> RecordAsync(string phone, string number)
    {
        using var office = await _app.SignInAsync("office");
        return (await office.PostJsonAsync("/api/v1/talents", new { name = new { full = "某人" }, nature = "domestic", phone, documents = new[] { new { kind = "resident_id", number } } }))
            .Is(HttpStatusCode.Created).Text("talentId");
    }
}
