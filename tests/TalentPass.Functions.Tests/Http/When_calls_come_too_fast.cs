using TalentPass.Core;

namespace TalentPass.Functions.Tests.Http;

public sealed class When_calls_come_too_fast : IAsyncLifetime
{
    private PipelineApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await PipelineApp.StartAsync(builder =>
    {
        builder.Configuration["RateLimits:AccountPerMinute"] = "3";
        builder.Configuration["RateLimits:AddressPerMinute"] = "5";
        builder.Configuration["RateLimits:GuessesPerMinute"] = "2";
        builder.Configuration["RateLimits:ClientAddressHeader"] = "X-Forwarded-For";
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task One_account_is_slowed_down_and_told_how_long_others_are_not()
    {
        var (busy, other) = (await _app.TokenAsync(account: "busy"), await _app.TokenAsync(account: "other"));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await _app.GetAsync("/api/v1/samples", busy)).Status);
        }

        var reply = await _app.GetAsync("/api/v1/samples", busy);
        Assert.Equal((429, RefusalCodes.TooManyRequests), (reply.Status, reply.Code));
        Assert.InRange(int.Parse(reply.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 20);
        Assert.Equal(200, (await _app.GetAsync("/api/v1/samples", other)).Status);
    }

    [Fact]
    public async Task Callers_without_a_valid_token_are_counted_by_the_address_the_front_end_saw()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, await StatusAsync($"10.0.0.{i}, 203.0.113.1:{50000 + i}"));
        }

        Assert.Equal(429, await StatusAsync("10.0.0.9, 203.0.113.1:51000"));
        Assert.Equal(401, await StatusAsync("203.0.113.2"));

        async Task<int> StatusAsync(string forwarded) =>
            (await _app.GetAsync("/api/v1/samples", "a.b.c", ("X-Forwarded-For", forwarded))).Status;
    }

    [Fact]
    public async Task What_could_be_guessed_is_limited_more_strictly_even_for_many_accounts()
    {
        Assert.Equal(204, (await GuessAsync("one")).Status);
        Assert.Equal(204, (await GuessAsync("two")).Status);
        Assert.Equal(429, (await GuessAsync("three")).Status);

        async Task<Reply> GuessAsync(string account) => await _app.GetAsync("/api/v1/sample-guesses", await _app.TokenAsync(account: account));
    }
}
