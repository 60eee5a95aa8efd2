using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core;

namespace TalentPass.Functions.Tests.Http;

public sealed class When_staff_sign_in_elsewhere : TrustedIssuer
{
    [Fact]
    public async Task The_issuers_claims_give_role_and_department()
    {
        Assert.Equal(200, await ActAsync(Issuer.Token("wang", new[] { "rc-desk", "canteen" }, "housing")));
        Assert.Equal(200, await ActAsync(Issuer.Token("wang", "other supervisor", "housing")));
        Assert.Equal(403, await ActAsync(Issuer.Token("wang", "rc-desk", "health")));
        Assert.Equal(403, await ActAsync(Issuer.Token("wang", "supervisor", "health")));
        Assert.Equal(403, await ActAsync(Issuer.Token("wang", "auditor")));
    }

    [Fact]
    public async Task Every_department_is_supervised_only_by_who_is_said_to()
    {
        Assert.Equal(200, await ActAsync(Issuer.Token("wang", "supervisor", "all")));
        Assert.Equal(403, await ActAsync(Issuer.Token("wang", "supervisor")));
        Assert.Equal(403, await ActAsync(Issuer.Token("wang", "supervisor", "")));
        Assert.Equal(403, await ActAsync(Issuer.Token("wang", "supervisor", "ALL")));
        Assert.Equal(403, await ActAsync(Issuer.Token("wang", "supervisor", claims: ("department", new[] { "housing", "health" }))));
        Assert.Equal(403, await ActAsync(Issuer.Token("wang", "supervisor", claims: ("department", new[] { "housing", "all" }))));
        Assert.Equal(200, await ActAsync(Issuer.Token("wang", "supervisor", claims: ("department", new[] { "housing" }))));
        // A desk is one department's.
        Assert.Equal(403, await ActAsync(Issuer.Token("wang", "rc-desk", "all")));
    }

    [Fact]
    public async Task The_word_for_every_department_is_configured()
    {
        await using var own = await PipelineApp.StartAsync(builder =>
        {
            Issuer.Configure(builder);
            builder.Configuration["Oidc:AllDepartments"] = "city-wide";
        });
        Assert.Equal(200, await ActAsync(Issuer.Token("wang", "supervisor", "city-wide"), own));
        Assert.Equal(403, await ActAsync(Issuer.Token("wang", "supervisor", "all"), own));
    }

    [Theory]
    [InlineData("hall", "hall")]
    [InlineData("desk", "desk")]
    [InlineData("supervisor", "supervisor")]
    [InlineData("office", "office")]
    [InlineData("auditor", "auditor")]
    [InlineData("talent", "")]
    [InlineData("device", "")]
    [InlineData("none", "")]
    [InlineData("Office", "")]
    [InlineData("127", "")]
    [InlineData("talent device office", "office")]
    [InlineData("Talent, Office", "")]
    public async Task Only_roles_of_staff_come_from_an_issuer(string said, string given)
    {
        var reply = await App.GetAsync("/api/v1/sample-roles", Issuer.Token("wang", said, "housing"));
        Assert.Equal(given, string.Join(' ', reply.Items.Select(role => role.GetString())));
    }

    [Theory]
    [InlineData("talentpass/")]
    [InlineData("TalentPass")]
    [InlineData("talentpass talentpass")]
    [InlineData("")]
    public async Task The_audience_is_compared_exactly(string audience) =>
        Assert.Equal(401, await ActAsync(Issuer.Token("wang", "office", audience: audience)));

    [Fact]
    public async Task The_issuer_is_compared_exactly_and_has_to_be_the_one_that_describes_itself()
    {
        Assert.Equal(401, await ActAsync(Issuer.Token("wang", "office", issuer: $"{Issuer.Authority}/")));
        Assert.Equal(401, await ActAsync(Issuer.Token("wang", "office", issuer: $"{Issuer.Authority}//")));
        Assert.Equal(401, await ActAsync(Issuer.Token("wang", "office", issuer: Issuer.Authority.ToUpperInvariant())));
        Assert.Equal(200, await ActAsync(Issuer.Token("wang", "office")));

        await using var other = await FakeIssuer.StartAsync();
        other.Name = "https://elsewhere.example";
        await using var own = await PipelineApp.StartAsync(other.Configure);
        Assert.Equal(503, await ActAsync(other.Token("wang", "office"), own));
        Assert.Equal(401, await ActAsync(other.Token("wang", "office", issuer: other.Name), own));
    }

    [Fact]
    public async Task The_account_does_not_show_the_subject()
    {
        var reply = await App.GetAsync("/api/v1/samples/1", Issuer.Token("wang.xiaoming", "office"));
        Assert.Matches("^oidc-[0-9a-z]{20}$", reply.Member("account").GetString());
    }

    [Fact]
    public async Task A_token_for_somebody_else_too_old_or_of_another_issuer_is_refused()
    {
        Assert.Equal(401, await ActAsync(Issuer.Token("wang", "office", audience: "canteen")));
        Assert.Equal(401, await ActAsync(Issuer.Token("wang", "office", lifetime: TimeSpan.FromMinutes(-2))));
        Assert.Equal(401, await ActAsync(Issuer.Token("wang", "office", issuer: "https://elsewhere.example")));
        Assert.Equal(401, await ActAsync(Issuer.Token("wang", "office", issuer: "urn:talentpass")));
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_is_found()
    {
        Assert.Equal(200, await ActAsync(Issuer.Token("wang", "office")));
        Issuer.RotateKey("second");
        var token = Issuer.Token("wang", "office");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await ActAsync(token) != 200)
        {
            await Task.Delay(50, deadline.Token);
        }
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_told_from_a_bad_token()
    {
        var token = Issuer.Token("wang", "office");
        await Issuer.DisposeAsync();
        var reply = await App.GetAsync("/api/v1/samples", token);
        Assert.Equal((503, RefusalCodes.SignInUnavailable), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_silent_issuer_is_asked_once_and_left_alone_for_a_while()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var silence = new TaskCompletionSource();
        await using var silent = await FakeIssuer.StartAsync();
        silent.Held = silence.Task;
        await using var own = await PipelineApp.StartAsync(builder =>
        {
            silent.Configure(builder);
            builder.Services.AddSingleton<TimeProvider>(time);
        });
        var token = silent.Token("wang", "office");
        var first = Enumerable.Range(0, 20).Select(_ => own.GetAsync("/api/v1/samples", token)).ToList();
        await Eventually.HoldsAsync(() => silent.Asked == 1, "the issuer is asked");
        await Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return first.TrueForAll(call => call.IsCompleted);
            },
            "nobody waits longer than the patience");

        foreach (var reply in await Task.WhenAll(first))
        {
            Assert.Equal((503, RefusalCodes.SignInUnavailable, "10"), (reply.Status, reply.Code, reply.Headers["Retry-After"]));
        }

        Assert.Equal(1, silent.Asked);
        silence.SetResult();
        await HttpJson.UntilAsync(() => own.GetAsync("/api/v1/samples", token), reply => reply.Status == 200, "the issuer has answered");
        Assert.Equal(1, silent.Asked);
    }

    [Fact]
    public async Task An_issuer_that_failed_is_not_asked_again_at_once()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var failing = await FakeIssuer.StartAsync();
        failing.Held = Task.FromException(new InvalidOperationException("The issuer is broken."));
        await using var own = await PipelineApp.StartAsync(builder =>
        {
            failing.Configure(builder);
            builder.Services.AddSingleton<TimeProvider>(time);
        });
        var token = failing.Token("wang", "office");
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(503, (await own.GetAsync("/api/v1/samples", token)).Status);
        }

        var asked = failing.Asked;
        Assert.Equal(503, (await own.GetAsync("/api/v1/samples", token)).Status);
        Assert.Equal(asked, failing.Asked);
        failing.Held = Task.CompletedTask;
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(200, (await own.GetAsync("/api/v1/samples", token)).Status);
    }
}
