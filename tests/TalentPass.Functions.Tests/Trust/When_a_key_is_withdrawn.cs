using System.Net;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;
using TalentPass.Functions.Tests.Passes;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>
/// A thief has one of our signing keys and keeps minting codes with it. The tests use two app instances over HTTP.
/// </summary>
public sealed class When_a_key_is_withdrawn(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string _connection = azurite.NewAccount();
    private readonly ShiftedClock _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
    private TestApp _one = null!;
    private TestApp _other = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _one = await StartAsync();
        _other = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Its_codes_are_refused_at_once_here_and_within_a_minute_elsewhere_and_new_ones_are_good_everywhere()
    {
        using var office = await _one.SignInAsync("office");
        using var talent = await _one.SignInAsync("li-wei");
        using var thief = await ThiefAsync(RingUse.Minting, "li-wei");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        Assert.Equal("valid", await ScanAsync(_other, thief.Mint(_clock.GetUtcNow())));
        Assert.Contains(thief.Kid, await KidsAsync(_one));

        var done = await office.PostJsonAsync($"/api/v1/keys/{thief.Kid}/withdraw", new { reason = "私钥外泄" });
        Assert.Equal((HttpStatusCode.OK, thief.Kid, "minting"), (done.Status, done.Text("kid"), done.Text("use")));
        Assert.NotEqual(thief.Kid, done.Text("signsNow"));
        Assert.Equal("unknown_issuer", await ScanAsync(_one, thief.Mint(_clock.GetUtcNow())));
        Assert.DoesNotContain(thief.Kid, await KidsAsync(_one));
        Assert.DoesNotContain(await TrustedAsync(_one), kid => kid == thief.Kid);

        var offline = await VerifierAsync(_one);
        Assert.Equal(PassReason.UnknownKid, offline.Verify(thief.Mint(_clock.GetUtcNow()), _clock.GetUtcNow()).Reason);
        var code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        Assert.Equal(PassReason.Accepted, offline.Verify(code, _clock.GetUtcNow()).Reason);

        // The other process read the keys more than five seconds ago. It therefore reads them again when it meets an unknown key.
        _clock.Set(_clock.GetUtcNow().AddSeconds(6));
        Assert.Equal("valid", await ScanAsync(_other, code));
        Assert.Equal("unknown_issuer", await ScanAsync(_other, thief.Mint(_clock.GetUtcNow())));
    }

    [Fact]
    public async Task A_process_that_hears_of_nothing_believes_the_key_for_a_minute_at_most()
    {
        using var office = await _one.SignInAsync("office");
        using var talent = await _one.SignInAsync("li-wei");
        using var thief = await ThiefAsync(RingUse.Minting, "li-wei");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        Assert.Equal("valid", await ScanAsync(_other, thief.Mint(_clock.GetUtcNow())));
        await office.PostJsonAsync($"/api/v1/keys/{thief.Kid}/withdraw", new { reason = "私钥外泄" });
        _clock.Set(_clock.GetUtcNow().AddSeconds(61));
        Assert.Equal("unknown_issuer", await ScanAsync(_other, thief.Mint(_clock.GetUtcNow())));
        Assert.DoesNotContain(thief.Kid, await KidsAsync(_other));
        Assert.DoesNotContain(await TrustedAsync(_other), kid => kid == thief.Kid);
    }

    [Fact]
    public async Task With_an_issuing_key_stored_credentials_end_and_the_status_lists_are_signed_by_another()
    {
        using var office = await _one.SignInAsync("office");
        using var talent = await _one.SignInAsync("schmidt");
        using var phone = new Phone();
        await talent.PostJsonAsync("/api/v1/passes", new { });
        await BindAsync(talent, phone);
        await _one.Services.GetRequiredService<PublishStatusLists>().RunAsync(Cancel);
        Assert.Equal(PassReason.Accepted, (await VerifierAsync(_one)).Verify(phone.Show(_clock.GetUtcNow()), _clock.GetUtcNow()).Reason);

        var kid = await SignerAsync(RingUse.Issuing);
        (await office.PostJsonAsync($"/api/v1/keys/{kid}/withdraw", new { reason = "私钥外泄" })).Is(HttpStatusCode.OK);
        Assert.Equal("unknown_issuer", await ScanAsync(_one, phone.Show(_clock.GetUtcNow())));
        Assert.Equal(PassReason.UnknownKid, (await VerifierAsync(_one, withStatus: false)).Verify(phone.Show(_clock.GetUtcNow()), _clock.GetUtcNow()).Reason);

        await _one.Services.GetRequiredService<PublishStatusLists>().RunAsync(Cancel);
        await BindAsync(talent, phone);
        _clock.Set(_clock.GetUtcNow().AddSeconds(11));
        Assert.Equal(PassReason.Accepted, (await VerifierAsync(_one)).Verify(phone.Show(_clock.GetUtcNow()), _clock.GetUtcNow()).Reason);
        Assert.Equal("valid", await ScanAsync(_one, phone.Show(_clock.GetUtcNow())));
    }

    [Fact]
    public async Task It_happens_once_is_replayed_with_its_idempotency_key_and_stands_in_the_trail_with_a_sealed_reason()
    {
        using var office = await _one.SignInAsync("office");
        var kid = await SignerAsync(RingUse.Minting);
        var path = $"/api/v1/keys/{kid}/withdraw";
        var first = await office.PostJsonAsync(path, new { reason = "私钥外泄" }, key: "w-1");
        var again = await office.PostJsonAsync(path, new { reason = "私钥外泄" }, key: "w-1");
        Assert.Equal((HttpStatusCode.OK, true, first.Text("withdrawnAt")), (again.Status, again.Replayed, again.Text("withdrawnAt")));
        Assert.Equal("idempotency_key_reused", (await office.PostJsonAsync(path, new { reason = "另一原因" }, key: "w-1")).Code);
        Assert.Equal("idempotency_key_reused", (await office.PostJsonAsync($"/api/v1/keys/{first.Text("signsNow")}/withdraw", new { reason = "私钥外泄" }, key: "w-1")).Code);
        Assert.Equal("not_allowed_in_state", (await office.PostJsonAsync(path, new { reason = "私钥外泄" })).Code);

        var rows = new TableClient(_connection, "Talents").Query<TableEntity>(row => row["Action"].Equals("key.withdraw"), cancellationToken: Cancel).ToArray();
        var row = Assert.Single(rows);
        Assert.Equal((kid, "office"), (row.GetString("Key"), row.GetString("Actor")));
        Assert.Equal(-1, row.GetBinary("Reason").AsSpan().IndexOf("私钥外泄"u8));

        // The private key is stored nowhere any more. An instance that starts now mints with the new key.
        await using var third = await StartAsync();
        var ring = (await third.Services.GetRequiredService<CityKeys>().CurrentAsync(Cancel)).Ring;
        Assert.True(ring.Keys.Single(key => key.Use == RingUse.Minting && key.KidOf(330200).ToString() == kid).SealedPrivate.IsEmpty);
        Assert.Equal(first.Text("signsNow"), ring.Signer(RingUse.Minting, _clock.GetUtcNow())!.KidOf(330200).ToString());
    }

    [Fact]
    public async Task Sent_on_several_lines_at_once_it_happens_once_and_all_of_them_are_told_so()
    {
        using var one = await _one.SignInAsync("office");
        using var other = await _other.SignInAsync("office");
        var kid = await SignerAsync(RingUse.Minting);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            (i % 2 == 0 ? one : other).PostJsonAsync($"/api/v1/keys/{kid}/withdraw", new { reason = "私钥外泄" }, key: "w-2")));
        Assert.All(answers, each => Assert.Equal((HttpStatusCode.OK, answers[0].Text("withdrawnAt")), (each.Status, each.Text("withdrawnAt"))));
        Assert.Single(answers, each => !each.Replayed);
    }

    [Fact]
    public async Task Many_withdrawals_in_a_row_always_leave_a_key_that_signs()
    {
        using var office = await _one.SignInAsync("office");
        var kid = await SignerAsync(RingUse.Issuing);
        HashSet<string> seen = [kid];
        var last = default(Answer);
        for (var i = 0; i < 40 && last?.Status != HttpStatusCode.Conflict; i++)
        {
            last = await office.PostJsonAsync($"/api/v1/keys/{kid}/withdraw", new { reason = "演练" });
            kid = last.Status == HttpStatusCode.OK ? last.Text("signsNow") : kid;
            Assert.True(last.Status == HttpStatusCode.Conflict || seen.Add(kid), $"{kid} was given twice");
        }

        Assert.Equal((HttpStatusCode.Conflict, "not_allowed_in_state"), (last!.Status, last.Code));
        Assert.Contains("密钥编号", last.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(kid, await SignerAsync(RingUse.Issuing));
    }

    [Fact]
    public async Task The_root_strangers_and_nonsense_are_refused_and_nobody_but_the_office_may()
    {
        using var office = await _one.SignInAsync("office");
        var root = (await PublishedTrust.FetchAsync(_one.Http)).Root.Kid;
        Assert.Equal("root_not_withdrawable", (await office.PostJsonAsync($"/api/v1/keys/{root}/withdraw", new { reason = "演练" })).Code);
        foreach (var kid in new[] { "330200ff", "33090010", "nothing", "3302003", "zz020030" })
        {
            Assert.Equal((HttpStatusCode.NotFound, "not_found"), await RefusedAsync(office, kid, new { reason = "演练" }));
        }

        var minting = await SignerAsync(RingUse.Minting);
        foreach (var body in new object[] { new { }, new { reason = "" }, new { reason = "  " }, new { reason = new string('x', 501) }, new { reason = 5 } })
        {
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "validation_failed"), await RefusedAsync(office, minting, body));
        }

        foreach (var account in new[] { "supervisor", "hall-1", "li-wei" })
        {
            using var client = await _one.SignInAsync(account);
            Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), await RefusedAsync(client, minting, new { reason = "演练" }));
        }

        Assert.Equal(minting, await SignerAsync(RingUse.Minting));
    }

    private static async Task<(HttpStatusCode, string?)> RefusedAsync(HttpClient client, string kid, object body)
    {
        var refused = await client.PostJsonAsync($"/api/v1/keys/{kid}/withdraw", body);
        return (refused.Status, refused.Code);
    }

    private static async Task BindAsync(HttpClient talent, Phone phone)
    {
        var bound = await talent.PostJsonAsync("/api/v1/passes/current/device-keys", new { publicKey = phone.PublicKey });
        bound.Is(HttpStatusCode.Created);
        phone.Keep(bound.Text("credential"));
    }

    private static async Task<string> ScanAsync(TestApp app, string code)
    {
        using var hall = await app.SignInAsync("hall-1");
        return (await hall.PostJsonAsync("/api/v1/scans", new { code, place = "haishu-1", nonce = RandomSource.System.Id(12) })).Text("outcome");
    }

    private static async Task<string[]> KidsAsync(TestApp app) =>
        [.. (await app.Http.GetJsonAsync("/.well-known/talentpass/keys")).Member("keys").EnumerateArray().Select(each => each.GetProperty("kid").GetString()!)];

    private static async Task<string[]> TrustedAsync(TestApp app)
    {
        var (bytes, root) = await PublishedTrust.FetchAsync(app.Http);
        return [.. TrustListCodec.Read(bytes, root).List!.Keys.Select(key => key.Kid.ToString())];
    }

    private async Task<PassVerifier> VerifierAsync(TestApp app, bool withStatus = true)
    {
        var now = _clock.GetUtcNow();
        var (bytes, root) = await PublishedTrust.FetchAsync(app.Http);
        var trust = new TrustBook();
        Assert.Null(trust.Accept(bytes, root));
        var status = new StatusBook(trust);
        if (withStatus && await app.Http.GetAsync("/.well-known/talentpass/status/0", Cancel) is { IsSuccessStatusCode: true } list)
        {
            Assert.Null(status.Accept(root.Kid.City, 0, await list.Content.ReadAsByteArrayAsync(Cancel), now));
        }

        return new PassVerifier(trust, status, null);
    }

    private async Task<string> SignerAsync(RingUse use) =>
        (await _one.Services.GetRequiredService<CityKeys>().CurrentAsync(Cancel)).Signer(use, _clock.GetUtcNow()).Kid.ToString();

    // A thief who has the key and also knows the pass. This is worse than a real theft.
    private async Task<Thief> ThiefAsync(RingUse use, string account)
    {
        var view = await _one.Services.GetRequiredService<CityKeys>().CurrentAsync(Cancel);
        var key = view.Signer(use, _clock.GetUtcNow());
        using var talent = await _one.SignInAsync(account);
        var talentId = (await talent.GetJsonAsync("/api/v1/me")).Text("talent", "talentId");
        var stolen = new SigningKey(key.Kid, ECDsa.Create(key.Pair.ExportParameters(includePrivateParameters: true)));
        return new Thief(stolen, new PassMinter(view.Cipher, RandomSource.System), talentId);
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync(_connection, services => services.AddSingleton<TimeProvider>(_clock));

    private sealed record Thief(SigningKey Key, PassMinter Minter, string TalentId) : IDisposable
    {
        public string Kid => Key.Kid.ToString();

        public string Mint(DateTimeOffset now) =>
            Minter.Show(Key, new PassSubject(new CodeOrigin(TalentId, 1), 3, 1, now.AddDays(1)), now).Text;

        public void Dispose() => Key.Dispose();
    }
}
