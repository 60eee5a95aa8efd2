using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;
using TalentPass.Functions.Health;
using TalentPass.Operations;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>Tests the canary check that deploy.sh runs. It must accept a good deployment and refuse every bad one.</summary>
public sealed class When_a_deployment_is_proved(AzuriteFixture azurite) : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SigningKey _key = SigningKey.Create(new Kid(330200, 7));
    private readonly SigningKey _other = SigningKey.Create(new Kid(330200, 7));

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task The_app_itself_is_good_as_soon_as_it_runs()
    {
        await using var app = await TestApp.StartAsync(azurite.NewAccount());
        using var said = new StringWriter();

        await new Canary(app.Http, HealthView.Now("").Version, TimeProvider.System, said).RunAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.EndsWith("signed verifies", said.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ready_app_whose_signed_list_verifies_is_good() => await ProveAsync(Site(_key));

    [Fact]
    public async Task An_app_that_is_not_ready_is_not_good() =>
        Assert.Contains("/health/ready answers 503", await RefusedAsync(Site(_key, ready: HttpStatusCode.ServiceUnavailable)), StringComparison.Ordinal);

    [Theory]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Created)]
    public async Task An_app_whose_requests_are_not_taken_by_their_function_is_not_good(HttpStatusCode submit) =>
        Assert.Contains($"without a token answers {(int)submit}", await RefusedAsync(Site(_key, submit: submit)), StringComparison.Ordinal);

    [Fact]
    public async Task An_earlier_version_that_still_answers_is_not_good() =>
        Assert.Equal("v1 answers, not v2.", await RefusedAsync(Site(_key, version: "v1")));

    [Theory]
    [InlineData("/health/ready", "<html>starting</html>")]
    [InlineData("/health/ready", "[]")]
    [InlineData("/health/ready", "{}")]
    [InlineData("/.well-known/talentpass/keys", "")]
    [InlineData("/.well-known/talentpass/keys", "{\"keys\":[{}]}")]
    [InlineData("/.well-known/talentpass/keys", "{\"keys\":[{\"kid\":\"330200-07\",\"x\":\"?\",\"y\":1,\"tp_use\":{},\"nbf\":-1e99}]}")]
    [InlineData("/.well-known/talentpass/status/0", "no token")]
    public async Task An_answer_that_makes_no_sense_is_waited_out_like_any_other_failure(string path, string body)
    {
        var (site, good) = (Site(_key), Site(_key));
        site[path] = (HttpStatusCode.OK, Encoding.UTF8.GetBytes(body));
        using var said = new StringWriter();
        using var http = new HttpClient(new Answers(site)) { BaseAddress = new Uri("https://rc.example") };
        var proof = new Canary(http, "v2", _clock, said).RunAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => said.ToString().Contains("not yet: ", StringComparison.Ordinal), "it waits");

        site[path] = good[path];
        await Eventually.HoldsAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(5));
                return proof.IsCompleted;
            },
            "it looks again");
        await proof;
    }

    [Fact]
    public async Task A_list_signed_by_another_key_of_the_same_name_is_not_good() =>
        Assert.Contains("none of the published keys", await RefusedAsync(Site(_other)), StringComparison.Ordinal);

    [Fact]
    public async Task An_expired_list_is_not_good() =>
        Assert.Contains("expired at", await RefusedAsync(Site(_key, issued: TimeSpan.FromHours(-25))), StringComparison.Ordinal);

    [Fact]
    public async Task Keys_that_have_expired_are_no_keys() =>
        Assert.Contains("no key that signs codes now", await RefusedAsync(Site(_key, keysUntil: TimeSpan.FromMinutes(-1))), StringComparison.Ordinal);

    private Dictionary<string, (HttpStatusCode, byte[])> Site(
        SigningKey signer,
        HttpStatusCode ready = HttpStatusCode.OK,
        HttpStatusCode submit = HttpStatusCode.Unauthorized,
        string version = "v2",
        TimeSpan issued = default,
        TimeSpan? keysUntil = null)
    {
        var now = _clock.GetUtcNow();
        var until = now + (keysUntil ?? TimeSpan.FromDays(1));
        var list = new StatusListToken("https://rc.example/.well-known/talentpass/status/0", now + issued, now + issued + StatusListToken.OwnLife, StatusListToken.OwnTimeToLive, StatusList.Create());
        return new()
        {
            ["/health/ready"] = (ready, Encoding.UTF8.GetBytes($"{{\"status\":\"ready\",\"version\":\"{version}\"}}")),
            ["/api/v1/requests"] = (submit, "{}"u8.ToArray()),
            ["/.well-known/talentpass/keys"] = (HttpStatusCode.OK, KeySetDocument.Render([_key.Publish(now.AddDays(-2), until, KeyUses.Show | KeyUses.Status)])),
            ["/.well-known/talentpass/status/0"] = (HttpStatusCode.OK, list.Sign(signer)),
        };
    }

    private async Task<string> RefusedAsync(Dictionary<string, (HttpStatusCode, byte[])> site) =>
        (await Assert.ThrowsAsync<OperationException>(() => ProveAsync(site))).Message;

    private async Task ProveAsync(Dictionary<string, (HttpStatusCode, byte[])> site)
    {
        using var http = new HttpClient(new Answers(site)) { BaseAddress = new Uri("https://rc.example") };
        await new Canary(http, "v2", _clock, TextWriter.Null).RunAsync(TimeSpan.FromTicks(-1), TestContext.Current.CancellationToken);
    }

    private sealed class Answers(Dictionary<string, (HttpStatusCode Status, byte[] Body)> site) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var (status, body) = site[request.RequestUri!.AbsolutePath];
            return Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(body) });
        }
    }
}
