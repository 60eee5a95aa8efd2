using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Http;

public sealed class When_calls_come_too_fast : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly CountingKeys _keys = new();
    private PipelineApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await PipelineApp.StartAsync(builder =>
    {
        builder.Configuration["RateLimits:AccountPerMinute"] = "3";
        builder.Configuration["RateLimits:AddressPerMinute"] = "5";
        builder.Configuration["RateLimits:GuessesPerMinute"] = "2";
        builder.Configuration["RateLimits:ClientAddressHeader"] = "X-Forwarded-For";
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<ISessionKeys>(_keys);
    });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _keys.Dispose();
    }

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
        Assert.Equal("20", reply.Headers["Retry-After"]);
        Assert.Equal(200, (await _app.GetAsync("/api/v1/samples", other)).Status);

        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(200, (await _app.GetAsync("/api/v1/samples", busy)).Status);
        Assert.Equal(429, (await _app.GetAsync("/api/v1/samples", busy)).Status);
    }

    [Fact]
    public async Task Heavy_operations_count_for_more()
    {
        var token = await _app.TokenAsync(account: "heavy");
        Assert.Equal(204, (await _app.GetAsync("/api/v1/sample-loads", token)).Status);
        Assert.Equal(429, (await _app.GetAsync("/api/v1/sample-loads", token)).Status);
        Assert.Equal(200, (await _app.GetAsync("/api/v1/samples", token)).Status);
        Assert.Equal(429, (await _app.GetAsync("/api/v1/samples", token)).Status);
    }

    [Fact]
    public async Task Callers_without_a_valid_token_are_counted_by_the_address_the_front_end_saw()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, await StatusAsync($"10.0.0.{i}, 203.0.113.1:{50000 + i}"));
        }

        Assert.Equal(429, await StatusAsync("10.0.0.9, 203.0.113.1:51000"));
        Assert.Equal(429, await StatusAsync("10.0.0.9, [::ffff:203.0.113.1]:51000"));
        Assert.Equal(401, await StatusAsync("203.0.113.2"));
    }

    [Fact]
    public async Task An_IPv6_network_of_64_bits_is_one_caller()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, await StatusAsync($"[2001:db8:1:2:{i}::{i}]:{50000 + i}"));
        }

        Assert.Equal(429, await StatusAsync("[2001:db8:1:2:ffff:ffff:ffff:ffff]:51000"));
        Assert.Equal(429, await StatusAsync("2001:DB8:1:2::9"));
        Assert.Equal(401, await StatusAsync("[2001:db8:1:3::1]:51000"));
    }

    [Fact]
    public async Task A_header_that_is_no_address_is_one_caller_too()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, await StatusAsync($"nonsense-{i}"));
        }

        Assert.Equal(429, await StatusAsync("nonsense-9"));
    }

    [Theory]
    [InlineData("""{"alg":"ES256","kid":null}""")]
    [InlineData("""{"alg":"ES256","kid":"{kid}"}""")]
    [InlineData("not JSON")]
    public async Task Bad_tokens_count_against_their_address_and_then_no_signature_is_verified(string header)
    {
        var (known, fresh) = (await _app.TokenAsync(account: "known"), await _app.TokenAsync(account: "fresh"));
        Assert.Equal(200, await StatusAsync("203.0.113.7", known));
        var kid = (await _keys.CurrentAsync(TestContext.Current.CancellationToken)).Kid;
        var bad = $"{Base64UrlEncoder.Encode(header.Replace("{kid}", kid, StringComparison.Ordinal))}."
            + $"{Base64UrlEncoder.Encode("""{"iss":"urn:talentpass","aud":"urn:talentpass","sub":"a","exp":9999999999}""")}.{Base64UrlEncoder.Encode(new byte[64])}";
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, await StatusAsync("203.0.113.7", bad));
        }

        var asked = _keys.Asked;
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(429, await StatusAsync("203.0.113.7", bad));
        }

        Assert.Equal(429, await StatusAsync("203.0.113.7", fresh));
        Assert.Equal(asked, _keys.Asked);
        // Who was known before goes on, and so does everybody elsewhere.
        Assert.Equal(200, await StatusAsync("203.0.113.7", known));
        Assert.Equal(200, await StatusAsync("203.0.113.8", fresh));
        Assert.Equal(200, await StatusAsync("203.0.113.7", fresh));
    }

    [Fact]
    public async Task A_bad_token_counts_where_none_is_needed_too()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await _app.GetAsync("/api/v1/samples/1", "a.b.c", ("X-Forwarded-For", "203.0.113.9"))).Status);
        }

        Assert.Equal(429, (await _app.GetAsync("/api/v1/samples/1", "a.b.c", ("X-Forwarded-For", "203.0.113.9"))).Status);
    }

    [Fact]
    public async Task Probes_and_people_do_not_use_up_each_others_calls()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, await StatusAsync("203.0.113.10"));
            Assert.Equal(200, await ProbeAsync());
        }

        Assert.Equal(429, await StatusAsync("203.0.113.10"));
        Assert.Equal(429, await ProbeAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, await ProbeAsync());
        }

        Assert.Equal(401, await StatusAsync("203.0.113.10"));

        async Task<int> ProbeAsync() => (await _app.GetAsync("/health/live", "a.b.c", ("X-Forwarded-For", "203.0.113.10"))).Status;
    }

    [Fact]
    public async Task What_could_be_guessed_is_limited_more_strictly_even_for_many_accounts()
    {
        Assert.Equal(204, (await GuessAsync("one")).Status);
        Assert.Equal(204, (await GuessAsync("two")).Status);
        Assert.Equal(429, (await GuessAsync("three")).Status);

        async Task<Reply> GuessAsync(string account) => await _app.GetAsync("/api/v1/sample-guesses", await _app.TokenAsync(account: account));
    }

    private async Task<int> StatusAsync(string forwarded, string token = "a.b.c") =>
        (await _app.GetAsync("/api/v1/samples", token, ("X-Forwarded-For", forwarded))).Status;

    /// <summary>A session key in memory that counts how often a token names it.</summary>
    private sealed class CountingKeys : ISessionKeys, IDisposable
    {
        private readonly MemorySessionKeys _keys = new(RandomSource.System);
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public ValueTask<SessionKey> CurrentAsync(CancellationToken cancel) => _keys.CurrentAsync(cancel);

        public ValueTask<SessionKey?> FindAsync(string kid, CancellationToken cancel)
        {
            Interlocked.Increment(ref _asked);
            return _keys.FindAsync(kid, cancel);
        }

        public void Dispose() => _keys.Dispose();
    }
}
