using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Identity;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>
/// Somebody writes partner cities, the trust list, the counter of places in the status lists, or scanners by hand. Nothing of it
/// counts, and what was there before stays in use.
/// </summary>
public sealed class When_somebody_writes_the_other_tables(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string _connection = azurite.NewAccount();
    private readonly ShiftedClock _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
    private Intruder _intruder = null!;
    private TestApp _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _intruder = new Intruder(_connection);
        await StartAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_city_that_the_office_did_not_record_is_no_partner()
    {
        using var zhoushan = new TestCity("330900");
        var row = await _intruder.ReadAsync("Partners", "partner", "330900");
        await _intruder.CopyAsync("Partners", row, "partner", "331000", each =>
            each["Document"] = each.GetString("Document").Replace("330900", "331000", StringComparison.Ordinal));
        await _intruder.EditAsync("Partners", "partner", "310000", each =>
            each["Document"] = each.GetString("Document").Replace("\"services\":[", "\"statusUrl\":\"https://evil.example/\",\"services\":[", StringComparison.Ordinal));
        Assert.Equal(["330900"], await CitiesAsync());
        Assert.Equal("valid", await ScanAsync(zhoushan.Show(1, 1, _clock.GetUtcNow())));
        await AssertWarnsAsync("untrusted:partner");

        // The office records the city again, and it is a partner again.
        using var shanghai = new TestCity("310000");
        using var office = await _app.SignInAsync("office");
        (await office.CallAsync(HttpMethod.Put, "/api/v1/partners/310000", shanghai.Input)).Is(HttpStatusCode.OK);
        Assert.Equal(["310000", "330900"], await CitiesAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_city_that_the_office_removed_does_not_come_back_by_hand_nor_over_a_restart(bool deleted)
    {
        var before = await _intruder.ReadAsync("Partners", "partner", "330900");
        using (var office = await _app.SignInAsync("office"))
        {
            (await office.CallAsync(HttpMethod.Delete, "/api/v1/partners/330900")).Is(HttpStatusCode.NoContent);
        }

        await (deleted ? _intruder.DeleteAsync("Partners", "partner", "330900") : _intruder.WriteAsync("Partners", before));
        Assert.Equal(["310000"], await CitiesAsync());
        await _app.DisposeAsync();
        await StartAsync();
        Assert.Equal(["310000"], await CitiesAsync());
        await AssertWarnsAsync("untrusted:partner");
    }

    [Fact]
    public async Task No_pass_gets_a_place_in_the_lists_when_the_counter_of_places_was_changed()
    {
        using var talent = await _app.SignInAsync("li-wei");
        using var other = await _app.SignInAsync("schmidt");
        (await talent.PostJsonAsync("/api/v1/passes", new { })).Is(HttpStatusCode.Created);
        await _app.DisposeAsync();
        await _intruder.EditAsync("Trust", "status", "!next", row => row["Next"] = 0L);
        await StartAsync();
        using var again = await _app.SignInAsync("schmidt");
        var refused = await again.PostJsonAsync("/api/v1/passes", new { });
        refused.Is(HttpStatusCode.ServiceUnavailable, "not_ready");
        await AssertWarnsAsync("untrusted:status-indexes");
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("deleted")]
    [InlineData("set back")]
    public async Task A_trust_list_that_was_changed_is_signed_anew_with_a_higher_number(string what)
    {
        var first = await TrustAsync();
        var row = await _intruder.ReadAsync("Trust", "trust", "list");
        using var office = await _app.SignInAsync("office");
        (await office.CallAsync(HttpMethod.Delete, "/api/v1/partners/330900")).Is(HttpStatusCode.NoContent);
        _clock.Set(_clock.GetUtcNow().AddSeconds(11));
        var second = await TrustAsync();
        Assert.True(second.Sequence > first.Sequence);
        await (what switch
        {
            "changed" => _intruder.EditAsync("Trust", "trust", "list", each => (each["Token"], each["SignedAt"]) = (row["Token"], _clock.GetUtcNow())),
            "deleted" => _intruder.DeleteAsync("Trust", "trust", "list"),
            _ => _intruder.WriteAsync("Trust", row),
        });
        _clock.Set(_clock.GetUtcNow().AddSeconds(11));
        var third = await TrustAsync();
        Assert.True(third.Sequence > second.Sequence, $"{third.Sequence} after {second.Sequence}");
        Assert.DoesNotContain(330900, third.Keys.Select(key => key.Kid.City));
    }

    [Fact]
    public async Task A_scanner_that_the_supervisor_did_not_register_so_scans_nothing()
    {
        using var supervisor = await _app.SignInAsync("supervisor");
        var registered = await supervisor.PostJsonAsync("/api/v1/devices", new { name = "东门闸机", place = "政务大厅东门" }, key: "gate");
        var id = registered.Text("deviceId");
        using var device = new HttpClient { BaseAddress = _app.Http.BaseAddress };
        device.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", registered.Text("token"));
        Assert.Equal("invalid", (await device.PostJsonAsync("/api/v1/scans", Scan())).Text("outcome"));

        // Somebody makes the token last ten years and hopes that the supervisor's call is repeated.
        await _intruder.EditAsync("Scans", "device", $"a|{id}", row => row["ExpiresAt"] = _clock.GetUtcNow().AddYears(10));
        (await supervisor.PostJsonAsync("/api/v1/devices", new { name = "东门闸机", place = "政务大厅东门" }, key: "gate")).Is(HttpStatusCode.NotFound, "not_found");
        (await device.PostJsonAsync("/api/v1/scans", Scan())).Is(HttpStatusCode.Unauthorized, "not_signed_in");
        Assert.Empty((await supervisor.GetJsonAsync("/api/v1/devices")).Items);

        // It can still be removed. Its removed row is no row of a scanner in use.
        (await supervisor.CallAsync(HttpMethod.Delete, $"/api/v1/devices/{id}")).Is(HttpStatusCode.NoContent);
        await _intruder.CopyAsync("Scans", await _intruder.ReadAsync("Scans", "device", $"r|{id}"), "device", $"a|{id}");
        (await device.PostJsonAsync("/api/v1/scans", Scan())).Is(HttpStatusCode.Unauthorized, "not_signed_in");
        await AssertWarnsAsync("untrusted:device");

        static object Scan() => new { code = "no code", place = "p", nonce = RandomSource.System.Id(12) };
    }

    private async Task AssertWarnsAsync(params string[] warnings)
    {
        // An answer of the health check is kept for two seconds.
        _clock.Set(_clock.GetUtcNow().AddSeconds(3));
        var ready = (await _app.Http.GetJsonAsync("/health/ready")).Is(HttpStatusCode.OK);
        Assert.Equal(warnings, ready.Member("warnings").EnumerateArray().Select(each => each.GetString()));
    }

    private async Task<TrustList> TrustAsync()
    {
        var (bytes, root) = await PublishedTrust.FetchAsync(_app.Http);
        return TrustListCodec.Read(bytes, root).List!;
    }

    private async Task<string[]> CitiesAsync()
    {
        await _app.Services.GetRequiredService<CityKeys>().RefreshAsync(Cancel);
        return [.. (await _app.Http.GetJsonAsync("/.well-known/talentpass/partners")).Items.Select(each => each.GetProperty("cityCode").GetString()!)];
    }

    private async Task<string> ScanAsync(string code)
    {
        using var hall = await _app.SignInAsync("hall-1");
        return (await hall.PostJsonAsync("/api/v1/scans", new { code, place = "p", nonce = RandomSource.System.Id(12) })).Text("outcome");
    }

    private async Task StartAsync() => _app = await TestApp.StartAsync(_connection, services => services.AddSingleton<TimeProvider>(_clock));
}
