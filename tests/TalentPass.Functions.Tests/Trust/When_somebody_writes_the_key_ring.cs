using System.Net;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Functions.Tests.Http;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>
/// Somebody writes keys into table <c>Trust</c>, edits, moves, deletes or sets back the keys that are there. No such key signs or
/// verifies, the others stay in use, and the log and the health check tell of it.
/// </summary>
public sealed class When_somebody_writes_the_key_ring(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Trust = "Trust";
    private const string Ring = "ring";
    private readonly string _connection = azurite.NewAccount();
    private readonly ShiftedClock _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
    private readonly RecordedLog _log = new();
    private readonly ECDsa _own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private Intruder _intruder = null!;
    private TestApp _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _intruder = new Intruder(_connection);
        _app = await TestApp.StartAsync(_connection, services => services.AddSingleton<TimeProvider>(_clock).AddSingleton<ILoggerProvider>(_log));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _own.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("copied")]
    [InlineData("none")]
    public async Task A_session_key_of_ones_own_signs_in_nobody(string privatePart)
    {
        var genuine = await TokenAsync("li-wei");
        var model = (await KeysAsync(RingUse.Session))[0];
        var created = _clock.GetUtcNow();
        var name = $"session-77-{created.ToUnixTimeSeconds()}";
        await _intruder.CopyAsync(Trust, model, Ring, name, row =>
        {
            (row["Number"], row["CreatedAt"], row["NotBefore"]) = (0x77, DateTimeOffset.FromUnixTimeSeconds(created.ToUnixTimeSeconds()), created.AddMinutes(-1));
            row["Public"] = Es256.Export(_own);
            row["Private"] = privatePart switch { "garbage" => RandomSource.System.Bytes(190), "none" => Array.Empty<byte>(), _ => row["Private"] };
        });
        await AssertRefusedAsync(name, genuine);
        Assert.Equal(HttpStatusCode.Forbidden, await Intruder.OfficeAsync(_app, genuine));
    }

    [Fact]
    public async Task A_genuine_row_with_another_public_part_signs_in_nobody_and_loses_its_place()
    {
        var genuine = await TokenAsync("li-wei");
        var signing = await SignerAsync(RingUse.Session);
        await _intruder.EditAsync(Trust, Ring, signing.Name, row => row["Public"] = Es256.Export(_own));
        await AssertRefusedAsync(signing.Name, genuine);
        Assert.NotEqual(signing.Name, (await SignerAsync(RingUse.Session)).Name);
        Assert.Equal(HttpStatusCode.OK, await Intruder.OfficeAsync(_app, await TokenAsync("office")));
    }

    [Theory]
    [InlineData("use")]
    [InlineData("name")]
    [InlineData("dates")]
    public async Task A_genuine_row_under_another_use_name_or_date_is_not_taken(string what)
    {
        var minting = await SignerAsync(RingUse.Minting);
        var row = await _intruder.ReadAsync(Trust, Ring, minting.Name);
        var (key, change) = what switch
        {
            "use" => (minting.Name.Replace("minting-", "issuing-", StringComparison.Ordinal), (Action<TableEntity>)(each => each["Use"] = nameof(RingUse.Issuing))),
            "name" => (minting.Name[..^1] + (minting.Name[^1] == '0' ? '1' : '0'), each => each["CreatedAt"] = minting.CreatedAt.AddSeconds(1)),
            _ => (minting.Name, each => each["NotAfter"] = minting.NotAfter.AddYears(10)),
        };
        await _intruder.CopyAsync(Trust, row, Ring, key, change);
        var view = await _app.Services.GetRequiredService<CityKeys>().RefreshAsync(Cancel);
        Assert.DoesNotContain(view.Ring.Keys, each => each.Name == key && (what != "dates" || each.NotAfter > minting.NotAfter));
        await AssertToldAsync();
    }

    [Theory]
    [InlineData(RingUse.Minting)]
    [InlineData(RingUse.Issuing)]
    public async Task A_code_signed_with_a_key_of_ones_own_is_of_an_unknown_issuer(RingUse use)
    {
        using var talent = await _app.SignInAsync("li-wei");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var talentId = (await talent.GetJsonAsync("/api/v1/me")).Text("talent", "talentId");
        var model = await _intruder.ReadAsync(Trust, Ring, (await SignerAsync(use)).Name);
        const byte Number = 0x2e;
        var created = _clock.GetUtcNow().AddMinutes(-5);
        await _intruder.CopyAsync(Trust, model, Ring, $"{use.ToString().ToLowerInvariant()}-{Number:x2}-{created.ToUnixTimeSeconds()}", row =>
        {
            (row["Number"], row["CreatedAt"], row["Public"]) = ((int)Number, DateTimeOffset.FromUnixTimeSeconds(created.ToUnixTimeSeconds()), Es256.Export(_own));
        });
        _clock.Set(_clock.GetUtcNow().AddMinutes(2));

        // The thief even knows how code ids are encrypted.
        var view = await _app.Services.GetRequiredService<CityKeys>().CurrentAsync(Cancel);
        using var stolen = new SigningKey(new Kid(330200, Number), ECDsa.Create(_own.ExportParameters(includePrivateParameters: true)));
        var (minter, subject, now) = (new PassMinter(view.Cipher, RandomSource.System), new PassSubject(new CodeOrigin(talentId, 1), 3, 1, _clock.GetUtcNow().AddDays(9)), _clock.GetUtcNow());
        var code = use == RingUse.Minting ? minter.Show(stolen, subject, now) : minter.Card(stolen, subject, 7, now, TimeSpan.FromDays(5));
        Assert.Equal("unknown_issuer", await ScanAsync(code.Text));
        Assert.DoesNotContain(stolen.Kid.ToString(), await _app.Http.GetStringAsync("/.well-known/talentpass/keys", Cancel), StringComparison.Ordinal);
        Assert.Equal("valid", await ScanAsync((await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code")));
        await AssertToldAsync();
    }

    [Fact]
    public async Task A_withdrawn_key_does_not_come_back_with_its_row_from_before()
    {
        using var office = await _app.SignInAsync("office");
        using var talent = await _app.SignInAsync("li-wei");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        var minting = await SignerAsync(RingUse.Minting);
        var before = await _intruder.ReadAsync(Trust, Ring, minting.Name);
        (await office.PostJsonAsync($"/api/v1/keys/{minting.KidOf(330200)}/withdraw", new { reason = "私钥外泄" })).Is(HttpStatusCode.OK);

        await _intruder.WriteAsync(Trust, before);
        _clock.Set(_clock.GetUtcNow().AddSeconds(61));
        Assert.Equal("unknown_issuer", await ScanAsync(code));
        await AssertToldAsync("set back");
    }

    [Fact]
    public async Task A_mark_of_withdrawal_that_is_edited_away_does_not_bring_the_key_back()
    {
        using var office = await _app.SignInAsync("office");
        var minting = await SignerAsync(RingUse.Minting);
        (await office.PostJsonAsync($"/api/v1/keys/{minting.KidOf(330200)}/withdraw", new { reason = "私钥外泄" })).Is(HttpStatusCode.OK);
        await _intruder.EditAsync(Trust, Ring, minting.Name, row => row.Remove("WithdrawnAt"));
        var view = await _app.Services.GetRequiredService<CityKeys>().RefreshAsync(Cancel);
        Assert.DoesNotContain(view.Ring.Keys, key => key.Name == minting.Name);
        await AssertToldAsync();
    }

    [Fact]
    public async Task A_key_that_is_deleted_is_missed_and_the_others_stay()
    {
        var waiting = (await _app.Services.GetRequiredService<RotateKeys>().RunByHandAsync(RingUse.Minting, null, Cancel))!.Value.Key;
        await _intruder.DeleteAsync(Trust, Ring, waiting.Name);
        var view = await _app.Services.GetRequiredService<CityKeys>().RefreshAsync(Cancel);
        Assert.DoesNotContain(view.Ring.Keys, key => key.PublicKey.Span.SequenceEqual(waiting.PublicKey.Span));
        Assert.NotEmpty(view.Ring.Living(RingUse.Minting, _clock.GetUtcNow()));
        await AssertToldAsync("missing");
    }

    [Fact]
    public async Task A_ring_that_is_set_back_as_a_whole_is_not_taken_by_a_process_that_has_seen_more()
    {
        using var office = await _app.SignInAsync("office");
        var minting = await SignerAsync(RingUse.Minting);
        var before = await _intruder.ListAsync(Trust, Ring);
        (await office.PostJsonAsync($"/api/v1/keys/{minting.KidOf(330200)}/withdraw", new { reason = "私钥外泄" })).Is(HttpStatusCode.OK);
        foreach (var row in await _intruder.ListAsync(Trust, Ring))
        {
            await _intruder.DeleteAsync(Trust, Ring, row.RowKey);
        }

        foreach (var row in before)
        {
            await _intruder.WriteAsync(Trust, row);
        }

        _clock.Set(_clock.GetUtcNow().AddMinutes(2));
        using var talent = await _app.SignInAsync("li-wei");
        Assert.DoesNotContain($"{minting.KidOf(330200)}", await _app.Http.GetStringAsync("/.well-known/talentpass/keys", Cancel), StringComparison.Ordinal);

        // The last good keys stay in use for eight minutes. Then the app answers that it cannot work, and does not believe the ring.
        _clock.Set(_clock.GetUtcNow().AddMinutes(9));
        var refused = await _app.Http.GetJsonAsync("/.well-known/talentpass/keys");
        refused.Is(HttpStatusCode.ServiceUnavailable, "not_ready");
        Assert.Equal("untrusted", (await _app.Http.GetJsonAsync("/health/ready")).Is(HttpStatusCode.ServiceUnavailable, "not_ready").Member("errors", "/keys")[0].GetString());
    }

    [Fact]
    public async Task A_head_that_is_written_by_somebody_else_or_gone_leaves_no_key_to_believe()
    {
        await _app.Services.GetRequiredService<CityKeys>().CurrentAsync(Cancel);
        var head = await _intruder.ReadAsync(Trust, Ring, "!head");
        foreach (var change in new Func<Task>[]
        {
            () => _intruder.EditAsync(Trust, Ring, "!head", row => row["Sequence"] = 1_000L),
            () => _intruder.EditAsync(Trust, Ring, "!head", row => row["Members"] = Array.Empty<byte>()),
            () => _intruder.DeleteAsync(Trust, Ring, "!head"),
        })
        {
            await change();
            await Assert.ThrowsAsync<UntrustedRowException>(() => _app.Services.GetRequiredService<CityKeys>().RefreshAsync(Cancel));
            await _intruder.WriteAsync(Trust, head);
            await _app.Services.GetRequiredService<CityKeys>().RefreshAsync(Cancel);
        }
    }

    private async Task AssertRefusedAsync(string kid, string genuine)
    {
        var forged = Intruder.Forge(genuine, kid, _own, _clock.GetUtcNow());
        // The app reads the keys again for a key that it does not know, at most every five seconds.
        _clock.Set(_clock.GetUtcNow().AddSeconds(61));
        Assert.Equal(HttpStatusCode.Unauthorized, await Intruder.OfficeAsync(_app, forged));
        _clock.Set(_clock.GetUtcNow().AddSeconds(61));
        Assert.Equal(HttpStatusCode.Unauthorized, await Intruder.OfficeAsync(_app, forged));
        await AssertToldAsync();
    }

    private async Task AssertToldAsync(string fault = "somebody else")
    {
        Assert.Contains(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal)
            && line.Contains("row in storage is not trusted", StringComparison.Ordinal)
            && line.Contains(fault, StringComparison.Ordinal));
        // An answer of the health check is kept for two seconds.
        _clock.Set(_clock.GetUtcNow().AddSeconds(3));
        var ready = (await _app.Http.GetJsonAsync("/health/ready")).Is(HttpStatusCode.OK);
        Assert.Equal("untrusted:ring-key", Assert.Single(ready.Member("warnings").EnumerateArray()).GetString());
    }

    private async Task<string> ScanAsync(string code)
    {
        using var hall = await _app.SignInAsync("hall-1");
        return (await hall.PostJsonAsync("/api/v1/scans", new { code, place = "haishu-1", nonce = RandomSource.System.Id(12) })).Text("outcome");
    }

    private async Task<string> TokenAsync(string account)
    {
        using var client = await _app.SignInAsync(account);
        return client.DefaultRequestHeaders.Authorization!.Parameter!;
    }

    private async Task<RingKey> SignerAsync(RingUse use) =>
        (await _app.Services.GetRequiredService<CityKeys>().CurrentAsync(Cancel)).Ring.Signer(use, _clock.GetUtcNow())!;

    private Task<IReadOnlyList<TableEntity>> KeysAsync(RingUse use) => _intruder.ListAsync(Trust, Ring, $"{use.ToString().ToLowerInvariant()}-");
}
