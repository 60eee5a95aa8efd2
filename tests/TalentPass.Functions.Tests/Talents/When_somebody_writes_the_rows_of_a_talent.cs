using System.Net;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Trust;

namespace TalentPass.Functions.Tests.Talents;

/// <summary>
/// Somebody who can write the tables edits the rows of talents, copies them to another talent, or undoes a revocation. Nobody gains
/// by it: the row counts as missing, and no call answers 500.
/// </summary>
public sealed class When_somebody_writes_the_rows_of_a_talent(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Talents = "Talents";
    private readonly TestApp _app = fixture.App;
    private readonly Intruder _intruder = new(fixture.Connection);

    [Theory]
    [InlineData("tier")]
    [InlineData("nature")]
    [InlineData("another's")]
    [InlineData("seal")]
    public async Task A_profile_that_was_changed_is_no_profile(string what)
    {
        var (talentId, shard) = await RecordAsync();
        var other = await RecordAsync();
        var model = await _intruder.ReadAsync(Talents, other.Shard, $"{other.TalentId}|0");
        await _intruder.EditAsync(Talents, shard, $"{talentId}|0", row =>
        {
            switch (what)
            {
                case "tier": row["Statuses"] = row.GetString("Statuses").Replace("\"senior\"", "\"top\"", StringComparison.Ordinal); break;
                case "nature": row["Nature"] = "domestic"; break;
                case "seal": row.Remove("Seal"); break;
                default: (row["Sealed"], row["Statuses"], row["Nature"], row["Seal"]) = (model["Sealed"], model["Statuses"], model["Nature"], model["Seal"]); break;
            }
        });
        using var office = await _app.SignInAsync("office");
        (await office.GetJsonAsync($"/api/v1/talents/{talentId}")).Is(HttpStatusCode.NotFound, "not_found");
        (await office.PostJsonAsync($"/api/v1/talents/{talentId}/statuses", Status("top"))).Is(HttpStatusCode.NotFound, "not_found");
        (await office.GetJsonAsync($"/api/v1/talents/{other.TalentId}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_status_that_expired_is_not_made_longer_by_hand()
    {
        using var talent = await _app.SignInAsync("expired-zhao");
        var me = await talent.GetJsonAsync("/api/v1/me");
        Assert.Equal("status_expired", (await talent.PostJsonAsync("/api/v1/passes", new { })).Code);
        await _intruder.EditAsync(Talents, Shard.Of("0000zha6"), "0000zha6|0", row =>
        {
            var statuses = row.GetString("Statuses");
            Assert.Contains("\"validTo\":\"", statuses, StringComparison.Ordinal);
            row["Statuses"] = System.Text.RegularExpressions.Regex.Replace(statuses, "\"validTo\":\"[^\"]*\"", "\"validTo\":\"2099-01-01\"");
        });
        Assert.Equal("not_recognised", (await talent.PostJsonAsync("/api/v1/passes", new { })).Code);
        Assert.False((await talent.GetJsonAsync("/api/v1/me")).Is(HttpStatusCode.OK).Body.TryGetProperty("talent", out _));
        Assert.True(me.Body.TryGetProperty("talent", out _));
        Assert.Equal("not_recognised", (await talent.PostJsonAsync("/api/v1/requests", new { service = "housing-rent-subsidy", answers = SeedCatalogue.Example("housing-rent-subsidy") })).Code);
        Assert.DoesNotContain(
            (await talent.GetJsonAsync("/api/v1/entitlements")).Is(HttpStatusCode.OK).Items, each => each.GetProperty("status").GetString() == "eligible");
        (await _app.Http.GetJsonAsync("/health/ready")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_frozen_pass_is_not_thawed_by_hand()
    {
        using var talent = await _app.SignInAsync("li-wei");
        var passId = (await talent.PostJsonAsync("/api/v1/passes", new { })).Text("passId");
        var code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        (await talent.PostJsonAsync("/api/v1/passes/current/freeze", new { })).Is(HttpStatusCode.OK);
        await _intruder.EditAsync(Talents, Shard.Of("0000w3e1"), "0000w3e1|1|00001", row => (row["State"], row["History"]) = ("active", ""));
        Assert.Equal("invalid", await ScanAsync(code));
        (await talent.GetJsonAsync("/api/v1/passes/current/code")).Is(HttpStatusCode.NotFound, "no_pass");
        (await talent.PostJsonAsync("/api/v1/passes/current/unfreeze", new { })).Is(HttpStatusCode.NotFound, "no_pass");
        // Whether it was revoked for good, nobody knows any more.
        (await talent.PostJsonAsync("/api/v1/passes", new { })).Is(HttpStatusCode.Conflict, "not_allowed_in_state");
        using var office = await _app.SignInAsync("office");
        (await office.PostJsonAsync($"/api/v1/passes/{passId}/revoke", new { reason = "x" })).Is(HttpStatusCode.NotFound, "not_found");
        (await office.PostJsonAsync($"/api/v1/passes/{passId}/cards", new { })).Is(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("Statuses")]
    [InlineData("Devices")]
    [InlineData("Cards")]
    [InlineData("StatusIndex")]
    [InlineData("Nature")]
    public async Task A_pass_with_another_property_of_its_own_is_no_pass(string property)
    {
        using var talent = await _app.SignInAsync("zhang-hui");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var genuine = await _intruder.ReadAsync(Talents, Shard.Of("0000zh02"), "0000zh02|1|00001");
        var code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        await _intruder.EditAsync(Talents, Shard.Of("0000zh02"), "0000zh02|1|00001", row => row[property] = property switch
        {
            "Statuses" => row.GetString("Statuses").Replace("\"level\":", "\"level\":0", StringComparison.Ordinal),
            "Devices" => "5@4102444800@0123456789abcdef",
            "Cards" => "card0001@9@4102444800@",
            "StatusIndex" => 9L,
            _ => "foreign",
        });
        Assert.Equal("invalid", await ScanAsync(code));
        await _intruder.WriteAsync(Talents, genuine);
        Assert.Equal("valid", await ScanAsync((await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code")));
    }

    [Fact]
    public async Task A_pass_copied_to_another_talent_is_not_theirs()
    {
        using var talent = await _app.SignInAsync("schmidt");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var model = await _intruder.ReadAsync(Talents, Shard.Of("0000schm"), "0000schm|1|00001");
        await _intruder.CopyAsync(Talents, model, Shard.Of("0000zha6"), "0000zha6|1|00001");
        using var other = await _app.SignInAsync("expired-zhao");
        (await other.GetJsonAsync("/api/v1/passes/current")).Is(HttpStatusCode.NotFound, "no_pass");
        (await other.GetJsonAsync("/api/v1/passes/current/code")).Is(HttpStatusCode.NotFound, "no_pass");
        await _intruder.DeleteAsync(Talents, Shard.Of("0000zha6"), "0000zha6|1|00001");
    }

    [Fact]
    public async Task A_revoked_status_is_not_given_back_by_hand_and_one_whose_record_was_changed_is_still_revoked()
    {
        using var office = await _app.SignInAsync("office");
        var (talentId, shard) = await RecordAsync();
        var statusId = (await office.GetJsonAsync($"/api/v1/talents/{talentId}")).Member("statuses")[0].GetProperty("statusId").GetString();
        await _intruder.EditAsync(Talents, shard, $"{talentId}|s|{statusId}", row => row["At"] = DateTimeOffset.UnixEpoch);
        var revoked = await office.PostJsonAsync($"/api/v1/talents/{talentId}/statuses/{statusId}/revoke", new { reason = "材料不实" });
        Assert.Equal((HttpStatusCode.OK, "revoked"), (revoked.Status, revoked.Text("standing")));
        Assert.Equal("office", (await office.GetJsonAsync($"/api/v1/talents/{talentId}")).Member("revocations")[0].GetProperty("revokedBy").GetString());

        await _intruder.EditAsync(Talents, shard, $"{talentId}|0", row =>
            row["Statuses"] = System.Text.RegularExpressions.Regex.Replace(row.GetString("Statuses"), ",\"revokedAt\":\"[^\"]*\"", ""));
        (await office.GetJsonAsync($"/api/v1/talents/{talentId}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_family_is_not_ones_own()
    {
        using var office = await _app.SignInAsync("office");
        var (talentId, shard) = await RecordAsync();
        var members = await _intruder.ListAsync(Talents, Shard.Of("0000zh02"), "0000zh02|f|");
        Assert.NotEmpty(members);
        foreach (var member in members)
        {
            await _intruder.CopyAsync(Talents, member, shard, member.RowKey.Replace("0000zh02", talentId, StringComparison.Ordinal));
        }

        var seen = (await office.GetJsonAsync($"/api/v1/talents/{talentId}")).Is(HttpStatusCode.OK);
        Assert.Equal(0, seen.Member("family").GetArrayLength());
    }

    [Fact]
    public async Task A_lost_card_is_not_printed_again()
    {
        using var office = await _app.SignInAsync("office");
        using var talent = await _app.SignInAsync("wu-hong");
        var cards = $"/api/v1/passes/{(await talent.PostJsonAsync("/api/v1/passes", new { })).Text("passId")}/cards";
        var made = await office.PostJsonAsync(cards, new { });
        var card = $"{cards}/{made.Text("cardId")}";
        (await office.PostJsonAsync($"{card}/revoke", new { reason = "遗失" })).Is(HttpStatusCode.OK);
        Assert.Equal("not_allowed_in_state", (await office.GetJsonAsync($"{card}/code.png")).Code);
        await _intruder.EditAsync(Talents, Shard.Of("0000wh05"), $"0000wh05|1c|00001|{made.Text("cardId")}", row => row.Remove("RevokedAt"));
        (await office.GetJsonAsync($"{card}/code.png")).Is(HttpStatusCode.NotFound, "not_found");
        Assert.Empty((await office.GetJsonAsync(cards)).Is(HttpStatusCode.OK).Items);
        Assert.Equal("revoked", await ScanAsync(made.Text("code")));
    }

    [Theory]
    [InlineData("Account")]
    [InlineData("At")]
    [InlineData("Offline")]
    public async Task A_scan_that_was_changed_proves_nobodys_presence(string property)
    {
        using var talent = await _app.SignInAsync("chen-hk");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        using var one = await _app.SignInAsync("hall-1");
        using var other = await _app.SignInAsync("hall-2");
        var scan = await one.PostJsonAsync(
            "/api/v1/scans", new { code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code"), place = "p", nonce = RandomSource.System.Id(12) });
        Assert.Equal("valid", scan.Text("outcome"));
        foreach (var row in await _intruder.ListAsync(Talents, Shard.Of("0000chhk"), "0000chhk|1s|"))
        {
            if (row.GetString("ScanId") == scan.Text("scanId"))
            {
                row[property] = property switch { "Account" => "hall-2", "At" => TimeProvider.System.GetUtcNow(), _ => true };
                await _intruder.WriteAsync(Talents, row);
            }
        }

        var hall = property == "Account" ? other : one;
        var filed = await hall.PostJsonAsync("/api/v1/requests", new
        {
            service = "housing-rent-subsidy",
            answers = SeedCatalogue.Example("housing-rent-subsidy"),
            onBehalfOf = new { scanId = scan.Text("scanId") },
        });
        Assert.Equal("unknown_scan", filed.Is(HttpStatusCode.UnprocessableEntity).Member("errors", "/onBehalfOf/scanId")[0].GetString());
        using var supervisor = await _app.SignInAsync("supervisor");
        (await supervisor.GetJsonAsync($"/api/v1/scans/{scan.Text("scanId")}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_document_led_to_another_talent_is_recorded_for_nobody()
    {
        using var office = await _app.SignInAsync("office");
        var number = NewPassport();
        (await office.PostJsonAsync("/api/v1/talents", Person(number))).Is(HttpStatusCode.Created);
        var key = new BlindIndex(new MasterKey(new byte[MasterKey.Length])).Of("identity", $"passport|DEU|{number}");
        await _intruder.EditAsync("Lookup", key, "u", row => row["Talent"] = "0000w3e1");
        (await office.PostJsonAsync("/api/v1/talents", Person(number))).Is(HttpStatusCode.Conflict, "already_registered");
    }

    [Fact]
    public async Task The_answer_that_a_key_remembers_is_not_led_elsewhere()
    {
        using var talent = await _app.SignInAsync("zhang-hui");
        var request = new { service = "housing-rent-subsidy", answers = SeedCatalogue.Example("housing-rent-subsidy"), confirmRepeat = true };
        (await talent.PostJsonAsync("/api/v1/requests", request, "k1")).Is(HttpStatusCode.Created);
        foreach (var row in await _intruder.ListAsync(Talents, Shard.Of("0000zh02"), "0000zh02|9|"))
        {
            row["Answer"] = "another";
            await _intruder.WriteAsync(Talents, row);
        }

        (await talent.PostJsonAsync("/api/v1/requests", request, "k1")).Is(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        (await talent.PostJsonAsync("/api/v1/requests", request, "k2")).Is(HttpStatusCode.Created);
    }

    private static object Status(string tier) => new
    {
        scheme = "ningbo",
        tier,
        issuer = new { kind = "department", name = "人社局" },
        basis = "认定文件",
        validFrom = "2025-01-01",
    };

    private static object Person(string number) => new
    {
        name = new { surname = "Mustermann", given = "Max" },
        nature = "foreign",
        documents = new[] { new { kind = "passport", number, country = "DEU" } },
        birthDate = "1985-06-15",
        statuses = new[] { Status("senior") },
    };

    private static string NewPassport() => $"{RandomSource.System.Next(900_000_000) + 100_000_000}";

    private async Task<(string TalentId, string Shard)> RecordAsync()
    {
        using var office = await _app.SignInAsync("office");
        var talentId = (await office.PostJsonAsync("/api/v1/talents", Person(NewPassport()))).Is(HttpStatusCode.Created).Text("talentId");
        return (talentId, Shard.Of(talentId));
    }

    private async Task<string> ScanAsync(string code)
    {
        using var hall = await _app.SignInAsync("hall-1");
        var seen = await hall.PostJsonAsync("/api/v1/scans", new { code, place = "haishu-1", nonce = RandomSource.System.Id(12) });
        return seen.Is(HttpStatusCode.OK).Text("outcome");
    }
}
