using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace TalentPass.Functions.Tests.SignIn;

/// <summary>Sessions of API clients, which bear tokens.</summary>
public sealed class When_a_session_is_renewed(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Refresh = "/api/v1/sign-in/refresh";
    private readonly SetClock _clock = new(TimeProvider.System.GetUtcNow());
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(
        azurite.NewAccount(), services => services.AddSingleton<TimeProvider>(_clock), new Dictionary<string, string?> { ["Demo:TokenLifetime"] = "00:15:00" });

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task The_access_token_lives_minutes_and_the_session_goes_on()
    {
        var first = await SignInAsync("li-wei");
        Assert.Equal(15, (first.Member("expiresAt").GetDateTimeOffset() - _clock.GetUtcNow()).TotalMinutes, 0.1);
        (await MeAsync(first)).Is(HttpStatusCode.OK);
        Pass(TimeSpan.FromMinutes(16));
        (await MeAsync(first)).Is(HttpStatusCode.Unauthorized, "not_signed_in");

        var second = await RenewAsync(first);
        Assert.Equal(first.Text("session"), second.Text("session"));
        Assert.NotEqual(first.Text("refreshToken"), second.Text("refreshToken"));
        Assert.Equal("li-wei", (await MeAsync(second)).Is(HttpStatusCode.OK).Text("account"));
        Assert.Equal("demo", (await MeAsync(second)).Text("provider"));
    }

    [Fact]
    public async Task A_lost_answer_is_given_again_for_a_while()
    {
        var first = await SignInAsync("li-wei");
        var second = await RenewAsync(first);
        Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(second.Text("refreshToken"), (await RenewAsync(first)).Text("refreshToken"));
        (await MeAsync(await RenewAsync(second))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_was_used_before_ends_the_session()
    {
        var first = await SignInAsync("zhang-hui");
        var second = await RenewAsync(first);
        Pass(TimeSpan.FromSeconds(31));
        (await TryAsync(first)).Is(HttpStatusCode.Unauthorized, "session_over");
        // The thief's and the owner's tokens are over alike, and so are the access tokens.
        (await TryAsync(second)).Is(HttpStatusCode.Unauthorized, "session_over");
        (await MeAsync(second)).Is(HttpStatusCode.Unauthorized, "not_signed_in");

        var again = await SignInAsync("zhang-hui");
        var past = Assert.Single((await SessionsAsync(again)).Items, each => each.GetProperty("session").GetString() == first.Text("session"));
        Assert.Equal("reused", past.GetProperty("end").GetString());
    }

    [Fact]
    public async Task A_token_two_renewals_old_ends_the_session_at_once()
    {
        var first = await SignInAsync("schmidt");
        var third = await RenewAsync(await RenewAsync(first));
        (await TryAsync(first)).Is(HttpStatusCode.Unauthorized, "session_over");
        (await TryAsync(third)).Is(HttpStatusCode.Unauthorized, "session_over");
    }

    [Fact]
    public async Task Many_at_once_get_the_same_next_token()
    {
        var first = await SignInAsync("chen-hk");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RenewAsync(first)));
        Assert.Single(answers.Select(each => each.Text("refreshToken")).Distinct());
    }

    [Theory]
    [InlineData("")]
    [InlineData("tpr1")]
    [InlineData("tpr1.a.b.0.c")]
    [InlineData("tpr1.%2e.b.0.AAAA")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task What_is_no_refresh_token_renews_nothing(string token) =>
        (await _app.Http.PostJsonAsync(Refresh, new { refreshToken = token })).Is(HttpStatusCode.Unauthorized, "session_over");

    [Fact]
    public async Task Who_guesses_the_token_of_a_session_does_not_end_it()
    {
        var first = await SignInAsync("wu-hong");
        var parts = first.Text("refreshToken").Split('.');
        foreach (var forged in new[] { $"{parts[0]}.{parts[1]}.{parts[2]}.5.{parts[4]}", $"{parts[0]}.{parts[1]}.{parts[2]}.0.{new string('A', 43)}", string.Join('.', parts[..4]) + "." })
        {
            (await _app.Http.PostJsonAsync(Refresh, new { refreshToken = forged })).Is(HttpStatusCode.Unauthorized, "session_over");
        }

        await RenewAsync(first);
    }

    [Theory]
    [InlineData("li-wei", 30 * 24)]
    [InlineData("desk-housing", 4)]
    public async Task An_unused_session_runs_out(string account, int hours)
    {
        var first = await SignInAsync(account);
        Pass(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(1));
        var second = await RenewAsync(first);
        Pass(TimeSpan.FromHours(hours));
        (await TryAsync(second)).Is(HttpStatusCode.Unauthorized, "session_over");
    }

    [Fact]
    public async Task Staff_sign_in_again_after_twelve_hours_however_busy()
    {
        var session = await SignInAsync("desk-health");
        for (var hour = 0; hour < 11; hour++)
        {
            Pass(TimeSpan.FromHours(1));
            session = await RenewAsync(session);
        }

        Pass(TimeSpan.FromHours(1));
        (await TryAsync(session)).Is(HttpStatusCode.Unauthorized, "session_over");
    }

    [Fact]
    public async Task Who_signs_out_is_out()
    {
        var here = await SignInAsync("hall-1");
        var there = await SignInAsync("hall-1");
        (await OutAsync(here, everywhere: false)).Is(HttpStatusCode.OK);
        (await MeAsync(here)).Is(HttpStatusCode.Unauthorized, "not_signed_in");
        (await TryAsync(here)).Is(HttpStatusCode.Unauthorized, "session_over");
        await RenewAsync(there);
    }

    [Fact]
    public async Task Who_signs_out_everywhere_is_out_on_every_device()
    {
        var here = await SignInAsync("hall-2");
        var there = await SignInAsync("hall-2");
        var other = await SignInAsync("hall-1");
        (await OutAsync(here, everywhere: true)).Is(HttpStatusCode.OK);
        (await MeAsync(there)).Is(HttpStatusCode.Unauthorized, "not_signed_in");
        (await TryAsync(there)).Is(HttpStatusCode.Unauthorized, "session_over");
        await RenewAsync(other);
    }

    [Fact]
    public async Task The_last_sign_ins_are_shown_and_each_can_be_ended()
    {
        var there = await SignInAsync("office");
        Pass(TimeSpan.FromMinutes(2));
        var here = await SignInAsync("office");
        var list = (await SessionsAsync(here)).Items;
        Assert.Equal([here.Text("session"), there.Text("session")], list.Select(each => each.GetProperty("session").GetString()).Take(2));
        Assert.Equal([true, false], list.Select(each => each.GetProperty("current").GetBoolean()).Take(2));
        Assert.All(list, each => Assert.Equal("—", each.GetProperty("device").GetString()));

        using var client = Client(here);
        (await client.CallAsync(HttpMethod.Delete, $"/api/v1/me/sessions/{there.Text("session")}")).Is(HttpStatusCode.NoContent);
        (await TryAsync(there)).Is(HttpStatusCode.Unauthorized, "session_over");
        var ended = (await SessionsAsync(here)).Items.Single(each => each.GetProperty("session").GetString() == there.Text("session"));
        Assert.Equal("signed_out_elsewhere", ended.GetProperty("end").GetString());

        var strange = await SignInAsync("auditor");
        (await client.CallAsync(HttpMethod.Delete, $"/api/v1/me/sessions/{strange.Text("session")}")).Is(HttpStatusCode.NotFound);
        (await client.CallAsync(HttpMethod.Delete, "/api/v1/me/sessions/none")).Is(HttpStatusCode.NotFound);
        (await MeAsync(strange)).Is(HttpStatusCode.OK);
        await RenewAsync(strange);
    }

    [Fact]
    public async Task Old_sign_ins_are_forgotten()
    {
        for (var i = 0; i < 32; i++)
        {
            await SignInAsync("expired-zhao");
            Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(30, (await SessionsAsync(await SignInAsync("expired-zhao"))).Items.Count);
    }

    private async Task<Answer> SignInAsync(string account) => (await _app.Http.PostJsonAsync("/api/v1/sign-in/demo", new { account })).Is(HttpStatusCode.OK);

    private Task<Answer> TryAsync(Answer session) => _app.Http.PostJsonAsync(Refresh, new { refreshToken = session.Text("refreshToken") });

    private async Task<Answer> RenewAsync(Answer session) => (await TryAsync(session)).Is(HttpStatusCode.OK);

    private async Task<Answer> MeAsync(Answer session) => await AskAsync(session, client => client.GetJsonAsync("/api/v1/me"));

    private async Task<Answer> SessionsAsync(Answer session) => (await AskAsync(session, client => client.GetJsonAsync("/api/v1/me/sessions"))).Is(HttpStatusCode.OK);

    private Task<Answer> OutAsync(Answer session, bool everywhere) => AskAsync(session, client => client.PostJsonAsync("/api/v1/sign-in/out", new { everywhere }));

    private async Task<Answer> AskAsync(Answer session, Func<HttpClient, Task<Answer>> ask)
    {
        using var client = Client(session);
        return await ask(client);
    }

    private HttpClient Client(Answer session)
    {
        var client = new HttpClient { BaseAddress = _app.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", session.Text("token"));
        return client;
    }

    private void Pass(TimeSpan time) => _clock.Reach(_clock.GetUtcNow() + time);
}
