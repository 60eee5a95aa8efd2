using System.Net;
using TalentPass.Core.Passes.Codec;

namespace TalentPass.Functions.Tests.Documents;

/// <summary>A department revokes a document. It takes two accounts, and then every verifier says so.</summary>
public sealed class When_a_document_is_revoked(AzuriteFixture azurite) : WithDocuments(azurite)
{
    [Theory]
    [InlineData("desk-housing-2")]
    [InlineData("supervisor")]
    public async Task Two_accounts_revoke_it_and_then_nobody_takes_it(string second)
    {
        var number = await ApprovedAsync();
        var document = await ReadAsync("li-wei", number);
        var (check, code) = (document.Text("checkCode"), document.Text("code"));
        Assert.Equal(PassReason.Accepted, (await VerifyOfflineAsync(code)).Reason);

        Assert.Equal("valid", (await RevokeAsync("desk-housing", number, "材料不实")).Is(HttpStatusCode.OK).Text("status"));
        (await RevokeAsync("desk-housing", number)).Is(HttpStatusCode.Forbidden, "second_person_needed");
        Assert.Equal("valid", (await VerifyAsync(number, check)).Text("status"));
        Assert.False((await ReadAsync("li-wei", number)).Body.TryGetProperty("revocation", out _));

        var revoked = (await RevokeAsync(second, number)).Is(HttpStatusCode.OK);
        Assert.Equal(("revoked", "desk-housing", second), (revoked.Text("status"), revoked.Text("revocation", "proposedBy"), revoked.Text("revocation", "confirmedBy")));
        Assert.Equal("revoked", (await VerifyAsync(number, check)).Text("status"));
        Assert.Equal("revoked", (await VerifyTextAsync(code)).Text("status"));
        // Instances keep the lists that they serve for some seconds.
        var offline = await HttpJson.UntilAsync(() => VerifyOfflineAsync(code), each => each.Reason != PassReason.Accepted, "the list tells", seconds: 60);
        Assert.Equal((PassReason.StatusInvalid, number), (offline.Reason, offline.Contents?.Number));

        var seen = await ReadAsync("li-wei", number);
        Assert.Equal(("revoked", "材料不实"), (seen.Text("status"), seen.Text("revocation", "reason")));
        Assert.False(seen.Member("revocation").TryGetProperty("proposedBy", out _));
        var line = Assert.Single((await SeenAsync("li-wei", seen.Text("request"))).Member("documents").EnumerateArray());
        Assert.Equal("revoked", line.GetProperty("status").GetString());
    }

    [Fact]
    public async Task It_is_revoked_once_and_only_after_somebody_proposed_it()
    {
        var number = await ApprovedAsync();
        (await RevokeAsync("desk-housing", number)).Is(HttpStatusCode.Conflict, "not_allowed_in_state");
        (await RevokeAsync("desk-housing", number, "一")).Is(HttpStatusCode.OK);
        (await RevokeAsync("supervisor", number, "二")).Is(HttpStatusCode.OK);
        (await RevokeAsync("supervisor", number)).Is(HttpStatusCode.Forbidden, "second_person_needed");
        Assert.Equal("二", (await RevokeAsync("desk-housing", number)).Is(HttpStatusCode.OK).Text("revocation", "reason"));
        (await RevokeAsync("supervisor", number)).Is(HttpStatusCode.Conflict, "not_allowed_in_state");
        (await RevokeAsync("supervisor", number, "三")).Is(HttpStatusCode.Conflict, "not_allowed_in_state");
    }

    [Fact]
    public async Task Others_cannot_revoke_it()
    {
        var number = await ApprovedAsync();
        (await RevokeAsync("desk-hrss", number, "不归我管")).Is(HttpStatusCode.NotFound, "not_found");
        (await RevokeAsync("li-wei", number, "不要了")).Is(HttpStatusCode.Forbidden, "forbidden");
        var blank = (await RevokeAsync("desk-housing", number, " ")).Is((HttpStatusCode)422, "validation_failed");
        Assert.Equal("required", Error(blank, "/reason"));
        (await RevokeAsync("desk-housing", "1.2.3", "无")).Is(HttpStatusCode.NotFound, "not_found");
    }
}
