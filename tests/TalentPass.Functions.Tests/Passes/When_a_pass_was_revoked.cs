using System.Net;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>After a pass was revoked for good, the talent office decides whether there is a next one.</summary>
public sealed class When_a_pass_was_revoked(AzuriteFixture azurite) : IAsyncLifetime
{
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_next_one_is_issued_only_when_the_office_allows_it()
    {
        using var talent = await _app.SignInAsync("li-wei");
        using var office = await _app.SignInAsync("office");
        var first = (await talent.PostJsonAsync("/api/v1/passes", new { }, "one")).Is(HttpStatusCode.Created).Text("passId");
        (await office.PostJsonAsync($"/api/v1/passes/{first}/allow-new", new { reason = "尚未注销" })).Is(HttpStatusCode.Conflict, "not_allowed_in_state");
        (await office.PostJsonAsync($"/api/v1/passes/{first}/revoke", new { reason = "冒用" })).Is(HttpStatusCode.OK);

        (await talent.PostJsonAsync("/api/v1/passes", new { }, "two")).Is(HttpStatusCode.Forbidden, "pass_revoked");
        (await talent.PostJsonAsync($"/api/v1/passes/{first}/allow-new", new { reason = "我要" })).Is(HttpStatusCode.Forbidden);
        (await office.PostJsonAsync($"/api/v1/passes/{first}/allow-new", new { reason = "\u200b" })).Is(HttpStatusCode.UnprocessableEntity);
        (await office.PostJsonAsync("/api/v1/passes/zzzzzzzz0001/allow-new", new { reason = "核实" })).Is(HttpStatusCode.NotFound);
        Assert.Equal("revoked", (await office.PostJsonAsync($"/api/v1/passes/{first}/allow-new", new { reason = "本人到场核实" })).Text("status"));
        var second = (await talent.PostJsonAsync("/api/v1/passes", new { }, "two")).Is(HttpStatusCode.Created);
        Assert.NotEqual(first, second.Text("passId"));
        Assert.Equal("active", (await talent.GetJsonAsync("/api/v1/passes/current")).Text("status"));
    }
}
