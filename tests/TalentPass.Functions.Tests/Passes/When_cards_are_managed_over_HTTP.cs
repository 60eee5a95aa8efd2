using System.Buffers.Binary;
using System.Net;
using TalentPass.Core;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.Lists;
using TalentPass.Functions.Tests.Trust;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>The life of a card over HTTP: it is made, its picture is fetched, it is shown, and it is reported lost.</summary>
public sealed class When_cards_are_managed_over_HTTP(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const int ModulesWithQuietZone = 17 + 4 * 10 + 8;
    private readonly TestApp _app = fixture.App;

    [Fact]
    public async Task The_office_makes_prints_lists_and_revokes_and_every_hall_knows_within_the_minute()
    {
        using var office = await _app.SignInAsync("office");
        using var hall = await _app.SignInAsync("hall-1");
        var (talent, cards) = await HolderAsync("li-wei");
        using var _ = talent;
        var made = await office.PostJsonAsync(cards, new { }, key: "card-1");
        Assert.Equal((HttpStatusCode.Created, "active", cards), (made.Status, made.Text("status"), made.Location));
        var (card, code) = (made.Text("cardId"), made.Text("code"));
        Assert.InRange(code.Length, 192, 195);

        var again = await office.PostJsonAsync(cards, new { }, key: "card-1");
        Assert.Equal((HttpStatusCode.Created, true, card, code), (again.Status, again.Replayed, again.Text("cardId"), again.Text("code")));
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, (await office.PostJsonAsync(cards, new { validTo = "2027-01-01" }, key: "card-1")).Code);
        var listed = Assert.Single((await office.GetJsonAsync(cards)).Items);
        Assert.Equal(card, listed.GetProperty("cardId").GetString());
        Assert.False(listed.TryGetProperty("code", out var _));

        Assert.Equal(code, await PictureAsync(office, $"{cards}/{card}/code.png?scale=4", 4));
        Assert.Contains($"viewBox=\"0 0 {ModulesWithQuietZone} {ModulesWithQuietZone}\"", await office.GetStringAsync($"{cards}/{card}/code.svg", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var first = await ScanAsync(hall, code, "a");
        Assert.Equal(("valid", "document"), (first.Text("outcome"), first.Text("check")));
        Assert.Equal("valid", (await ScanAsync(hall, code, "b")).Text("outcome"));
        Assert.Equal(PassReason.CheckDocument, await OfflineAsync(code));

        var revoked = await office.PostJsonAsync($"{cards}/{card}/revoke", new { reason = "遗失" });
        Assert.Equal((HttpStatusCode.OK, "revoked"), (revoked.Status, revoked.Text("status")));
        Assert.Equal("revoked", (await ScanAsync(hall, code, "c")).Text("outcome"));
        Assert.Equal(RefusalCodes.NotAllowedInState, (await office.PostJsonAsync($"{cards}/{card}/revoke", new { reason = "遗失" })).Code);
        Assert.Equal(RefusalCodes.NotAllowedInState, (await office.GetJsonAsync($"{cards}/{card}/code.png")).Code);
        await HttpJson.UntilAsync(() => OfflineAsync(code), reason => reason == PassReason.StatusInvalid, "the list tells of the lost card", seconds: 60);
        Assert.Equal("active", (await talent.GetJsonAsync("/api/v1/passes/current")).Text("status"));
    }

    [Fact]
    public async Task A_talent_sees_and_revokes_their_own_and_makes_none()
    {
        using var office = await _app.SignInAsync("office");
        var (talent, cards) = await HolderAsync("wu-hong");
        using var _ = talent;
        var card = (await office.PostJsonAsync(cards, new { validTo = "2027-01-01" })).Text("cardId");
        (await talent.PostJsonAsync(cards, new { })).Is(HttpStatusCode.Forbidden);
        (await talent.GetJsonAsync($"{cards}/{card}/code.png")).Is(HttpStatusCode.Forbidden);
        Assert.Equal("2027-01-01", Assert.Single((await talent.GetJsonAsync(cards)).Items).GetProperty("validTo").GetString());

        using var other = await _app.SignInAsync("chen-hk");
        (await other.GetJsonAsync(cards)).Is(HttpStatusCode.NotFound);
        (await other.PostJsonAsync($"{cards}/{card}/revoke", new { reason = "遗失" })).Is(HttpStatusCode.NotFound);
        Assert.Equal("revoked", (await talent.PostJsonAsync($"{cards}/{card}/revoke", new { reason = "遗失" })).Text("status"));
    }

    [Theory]
    [InlineData("/api/v1/passes/none/cards", """{}""", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/passes/000000000001/cards", """{}""", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/passes/000000000001/cards/x/revoke", """{"reason":"遗失"}""", HttpStatusCode.NotFound)]
    [InlineData("{cards}", """{"validTo":"yesterday"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{cards}", """{"validTo":"2099-01-01"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{cards}", """{"validTo":"9999-12-31"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{cards}/zzzzzzzz/revoke", """{"reason":"遗失"}""", HttpStatusCode.NotFound)]
    [InlineData("{cards}/UUUU|UUU/revoke", """{"reason":"遗失"}""", HttpStatusCode.NotFound)]
    [InlineData("{cards}/zzzzzzzz/revoke", """{"reason":" "}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{cards}/zzzzzzzz/revoke", """{"reason":"\u200b"}""", HttpStatusCode.UnprocessableEntity)]
    public async Task What_cannot_be_is_refused(string path, string body, HttpStatusCode status)
    {
        using var office = await _app.SignInAsync("office");
        var (talent, cards) = await HolderAsync("schmidt");
        using var _ = talent;
        Assert.Equal(status, (await office.CallAsync(HttpMethod.Post, path.Replace("{cards}", cards, StringComparison.Ordinal), body)).Status);
    }

    private static Task<Answer> ScanAsync(HttpClient hall, string code, string nonce) =>
        hall.PostJsonAsync("/api/v1/scans", new { code, place = "大厅", nonce });

    // The side length of the picture gives the version of the QR symbol. An independent reader (ZBar) reads its content.
    private static async Task<string> PictureAsync(HttpClient office, string path, int scale)
    {
        var png = await office.GetByteArrayAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(ModulesWithQuietZone * scale, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "card.png");
        await File.WriteAllBytesAsync(file, png, TestContext.Current.CancellationToken);
        return Assert.Single(await PictureReader.ReadAsync(file));
    }

    private async Task<PassReason> OfflineAsync(string code)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (bytes, root) = await PublishedTrust.FetchAsync(_app.Http);
        var trust = new TrustBook();
        Assert.Null(trust.Accept(bytes, root));
        var status = new StatusBook(trust);
        Assert.Null(status.Accept(root.Kid.City, 0, await _app.Http.GetByteArrayAsync("/.well-known/talentpass/status/0", TestContext.Current.CancellationToken), now));
        return new PassVerifier(trust, status, new ReplayMemory()).Verify(code, now).Reason;
    }

    private async Task<(HttpClient Talent, string Cards)> HolderAsync(string account)
    {
        var talent = await _app.SignInAsync(account);
        var pass = (await talent.PostJsonAsync("/api/v1/passes", new { })).Text("passId");
        return (talent, $"/api/v1/passes/{pass}/cards");
    }
}
