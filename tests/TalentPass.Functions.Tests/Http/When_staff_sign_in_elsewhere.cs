using TalentPass.Core;

namespace TalentPass.Functions.Tests.Http;

public sealed class When_staff_sign_in_elsewhere : IAsyncLifetime
{
    private const string Act = "/api/v1/sample-desks/housing/act";
    private FakeIssuer _issuer = null!;
    private PipelineApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await FakeIssuer.StartAsync();
        _app = await PipelineApp.StartAsync(_issuer.Configure);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task The_issuers_claims_give_role_and_department()
    {
        Assert.Equal(200, await ActAsync(_issuer.Token("wang", new[] { "rc-desk", "canteen" }, "housing")));
        Assert.Equal(200, await ActAsync(_issuer.Token("wang", "other supervisor")));
        Assert.Equal(403, await ActAsync(_issuer.Token("wang", "rc-desk", "health")));
        Assert.Equal(403, await ActAsync(_issuer.Token("wang", "auditor")));
    }

    [Fact]
    public async Task Nobody_becomes_a_talent_by_it() =>
        Assert.Equal(403, (await _app.PostAsync("/api/v1/samples", _issuer.Token("wang", "talent"), """{"name":"a"}""")).Status);

    [Fact]
    public async Task The_account_does_not_show_the_subject()
    {
        var reply = await _app.GetAsync("/api/v1/samples/1", _issuer.Token("wang.xiaoming", "office"));
        Assert.Matches("^oidc-[0-9a-z]{20}$", reply.Member("account").GetString());
    }

    [Fact]
    public async Task A_token_for_somebody_else_too_old_or_of_another_issuer_is_refused()
    {
        Assert.Equal(401, await ActAsync(_issuer.Token("wang", "office", audience: "canteen")));
        Assert.Equal(401, await ActAsync(_issuer.Token("wang", "office", lifetime: TimeSpan.FromMinutes(-2))));
        Assert.Equal(401, await ActAsync(_issuer.Token("wang", "office", issuer: "https://elsewhere.example")));
        Assert.Equal(401, await ActAsync(_issuer.Token("wang", "office", issuer: "urn:talentpass")));
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_is_found()
    {
        Assert.Equal(200, await ActAsync(_issuer.Token("wang", "office")));
        _issuer.RotateKey("second");
        var token = _issuer.Token("wang", "office");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await ActAsync(token) != 200)
        {
            await Task.Delay(50, deadline.Token);
        }
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_told_from_a_bad_token()
    {
        var token = _issuer.Token("wang", "office");
        await _issuer.DisposeAsync();
        var reply = await _app.GetAsync("/api/v1/samples", token);
        Assert.Equal((503, RefusalCodes.SignInUnavailable), (reply.Status, reply.Code));
    }

    private async Task<int> ActAsync(string token) =>
        (await _app.SendAsync(HttpMethod.Post, Act, token, null, ("If-Match", "\"7\""))).Status;
}
