using System.Net;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.Lists;
using TalentPass.Functions.Tests.Trust;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>
/// A change made over HTTP reaches a verifier within one minute. The verifier uses only public data, and the app's own timers
/// publish the change.
/// </summary>
public sealed class When_the_published_list_tells(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly TestApp _app = fixture.App;

    [Fact]
    public async Task A_frozen_a_revoked_and_a_pass_without_a_status_are_refused_offline_within_a_minute_and_an_unfrozen_one_taken_again()
    {
        using var office = await _app.SignInAsync("office");
        using var frozen = await HolderAsync("li-wei");
        using var revoked = await HolderAsync("schmidt");
        using var unrecognised = await HolderAsync("chen-hk");
        using var untouched = await HolderAsync("wu-hong");
        Holder[] all = [frozen, revoked, unrecognised, untouched];
        Assert.All(await JudgeAsync(all), reason => Assert.Equal(PassReason.Accepted, reason));

        await frozen.Http.PostJsonAsync("/api/v1/passes/current/freeze", new { });
        var passId = (await revoked.Http.GetJsonAsync("/api/v1/passes/current")).Text("passId");
        (await office.PostJsonAsync($"/api/v1/passes/{passId}/revoke", new { reason = "冒用" })).Is(HttpStatusCode.OK);
        var me = (await unrecognised.Http.GetJsonAsync("/api/v1/me")).Member("talent");
        foreach (var status in me.GetProperty("statuses").EnumerateArray())
        {
            var path = $"/api/v1/talents/{me.GetProperty("talentId").GetString()}/statuses/{status.GetProperty("statusId").GetString()}/revoke";
            (await office.PostJsonAsync(path, new { reason = "材料不实" })).Is(HttpStatusCode.OK);
        }

        await UntilAsync(all, PassReason.StatusSuspended, PassReason.StatusInvalid, PassReason.StatusInvalid, PassReason.Accepted);
        await frozen.Http.PostJsonAsync("/api/v1/passes/current/unfreeze", new { });
        await UntilAsync(all, PassReason.Accepted, PassReason.StatusInvalid, PassReason.StatusInvalid, PassReason.Accepted);
    }

    private Task<PassReason[]> UntilAsync(Holder[] all, params PassReason[] wanted) => HttpJson.UntilAsync(
        () => JudgeAsync(all), reasons => reasons.SequenceEqual(wanted), $"offline: {string.Join(", ", wanted)}", seconds: 60);

    private async Task<PassReason[]> JudgeAsync(Holder[] all)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (bytes, root) = await PublishedTrust.FetchAsync(_app.Http);
        var trust = new TrustBook();
        Assert.Null(trust.Accept(bytes, root));
        var status = new StatusBook(trust);
        var list = await _app.Http.GetByteArrayAsync("/.well-known/talentpass/status/0", TestContext.Current.CancellationToken);
        Assert.Null(status.Accept(root.Kid.City, 0, list, now));
        var verifier = new PassVerifier(trust, status, new ReplayMemory());
        return [.. all.Select(each => verifier.Verify(each.Phone.Show(now), now).Reason)];
    }

    private async Task<Holder> HolderAsync(string account)
    {
        var holder = new Holder(await _app.SignInAsync(account), new Phone());
        await holder.Http.PostJsonAsync("/api/v1/passes", new { });
        var bound = await holder.Http.PostJsonAsync("/api/v1/passes/current/device-keys", new { publicKey = holder.Phone.PublicKey });
        bound.Is(HttpStatusCode.Created);
        holder.Phone.Keep(bound.Text("credential"));
        return holder;
    }

    private sealed record Holder(HttpClient Http, Phone Phone) : IDisposable
    {
        public void Dispose()
        {
            Http.Dispose();
            Phone.Dispose();
        }
    }
}
