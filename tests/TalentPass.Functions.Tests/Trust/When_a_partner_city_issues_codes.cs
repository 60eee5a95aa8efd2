using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>Mutual recognition (人才互认), from the key of the partner city to the screen in our service hall.</summary>
public sealed class When_a_partner_city_issues_codes(AppFixture fixture) : IClassFixture<AppFixture>, IDisposable
{
    private readonly TestCity _zhoushan = new("330900");
    private readonly TestCity _shanghai = new("310000");

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public void Dispose()
    {
        _zhoushan.Dispose();
        _shanghai.Dispose();
    }

    [Theory]
    [InlineData("330900", 1, "exceptional", "舟山")]
    [InlineData("330900", 4, "senior", "舟山")]
    [InlineData("310000", 2, "exceptional", "上海")]
    [InlineData("310000", 5, "outstanding", "上海")]
    public async Task Our_hall_accepts_them_with_our_tier_and_the_shared_services(string city, byte tier, string ours, string name)
    {
        var scan = await ScanAsync((city == "330900" ? _zhoushan : _shanghai).Show(tier, 1, Now));
        Assert.Equal("valid", scan.Text("outcome"));
        var issuer = scan.Member("issuer");
        Assert.Equal((city, name, true), (issuer.GetProperty("cityCode").GetString(), issuer.GetProperty("city").GetString(), issuer.GetProperty("partner").GetBoolean()));
        Assert.Equal(ours, scan.Text("holder", "tier"));
        Assert.Equal("*", scan.Text("holder", "displayName"));
        var services = scan.Member("entitlements").EnumerateArray().ToDictionary(
            each => each.GetProperty("service").GetString()!, each => each.GetProperty("status").GetString());
        Assert.Equal("eligible", services["medical-green-lane"]);
        Assert.Equal(3, services.Count);
        Assert.All(services.Where(each => each.Key != "medical-green-lane"), each => Assert.Equal("unknown", each.Value));
    }

    [Fact]
    public async Task One_is_used_once_as_ours_are()
    {
        var code = _zhoushan.Show(2, 3, Now);
        var first = await ScanAsync(code, "a");
        Assert.Equal(first.Text("scanId"), (await ScanAsync(code, "a")).Text("scanId"));
        var second = await ScanAsync(code, "b");
        Assert.Equal(("already_used", first.Text("scannedAt")), (second.Text("outcome"), second.Text("firstUsedAt")));
    }

    [Fact]
    public async Task A_tier_or_bit_nobody_agreed_on_is_not_valid_here()
    {
        Assert.Equal("not_valid_here", (await ScanAsync(_zhoushan.Show(9, 1, Now))).Text("outcome"));
        Assert.Equal("not_valid_here", (await ScanAsync(_shanghai.Show(1, 1 << 15, Now))).Text("outcome"));
    }

    [Fact]
    public async Task A_partner_key_that_signs_for_us_or_for_another_partner_is_refused()
    {
        Assert.Equal("unknown_issuer", (await ScanAsync(_zhoushan.Show(1, 1, Now, new Kid(330200, 0x0F)))).Text("outcome"));
        var minting = await MintingKidAsync();
        Assert.Equal("invalid", (await ScanAsync(_zhoushan.Show(1, 1, Now, minting))).Text("outcome"));
        Assert.Equal("invalid", (await ScanAsync(_zhoushan.Show(1, 1, Now, new Kid(310000, 0x30)))).Text("outcome"));

        // The office cannot record such a key either.
        using var office = await fixture.App.SignInAsync("office");
        var input = _zhoushan.Input;
        input["keys"]![0]!["kid"] = "33020030";
        var refused = await office.CallAsync(HttpMethod.Put, "/api/v1/partners/330900", input);
        refused.Is(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("wrong_city", refused.Member("errors", "/keys/0/kid")[0].GetString());
        (await office.CallAsync(HttpMethod.Put, "/api/v1/partners/330200", _zhoushan.Input)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_key_signs_only_what_it_is_for()
    {
        using var issuing = _zhoushan.Key("H");
        var wrong = _zhoushan.Minter.Show(issuing, TestCity.Subject(1, 1, Now), Now).Text;
        Assert.Equal("invalid", (await ScanAsync(wrong)).Text("outcome"));
        using var phone = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var credential = _zhoushan.Minter.Credential(
            issuing, TestCity.Subject(1, 1, Now), 7, CompressedPoint.Compress(phone.ExportParameters(false).Q), Now, TimeSpan.FromDays(1));
        Assert.Equal("valid", (await ScanAsync(HolderCode.Present(credential, phone, Now))).Text("outcome"));
        var card = await ScanAsync(_zhoushan.Minter.Card(issuing, TestCity.Subject(1, 1, Now), 7, Now, TimeSpan.FromDays(300)).Text);
        Assert.Equal(("valid", "document"), (card.Text("outcome"), card.Text("check")));
    }

    [Fact]
    public async Task Our_own_codes_can_be_accepted_there_with_nothing_but_our_published_lists()
    {
        using var talent = await fixture.App.SignInAsync("li-wei");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        var verifier = new PassVerifier(await FetchAsync(), null, new ReplayMemory());
        Assert.Equal(PassReason.Accepted, verifier.Verify(code, Now).Reason);
        Assert.Equal(PassReason.Replayed, verifier.Verify(code, Now).Reason);
    }

    private async Task<Kid> MintingKidAsync()
    {
        var keys = (await fixture.App.Http.GetJsonAsync("/.well-known/talentpass/keys")).Member("keys").EnumerateArray();
        var key = keys.First(each => each.GetProperty("tp_use").EnumerateArray().Any(use => use.GetString() == "S")
            && each.GetProperty("nbf").GetInt64() <= Now.ToUnixTimeSeconds());
        return Kid.TryParse(key.GetProperty("kid").GetString(), out var kid) ? kid : throw new JsonException();
    }

    private async Task<TrustBook> FetchAsync()
    {
        var book = new TrustBook();
        var (bytes, root) = await PublishedTrust.FetchAsync(fixture.App.Http);
        Assert.Null(book.Accept(bytes, root));
        return book;
    }

    private async Task<Answer> ScanAsync(string code, string? nonce = null)
    {
        using var hall = await fixture.App.SignInAsync("hall-1");
        var scan = await hall.PostJsonAsync("/api/v1/scans", new { code, place = "haishu-1", nonce = nonce ?? RandomSource.System.Id(12) });
        scan.Is(HttpStatusCode.OK);
        return scan;
    }
}
