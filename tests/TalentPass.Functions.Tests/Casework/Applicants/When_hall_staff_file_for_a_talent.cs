using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework.Desks;
using TalentPass.Functions.Tests.Files;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>Hall staff file a request at the counter for a talent whose pass they have just scanned (代办).</summary>
public sealed class When_hall_staff_file_for_a_talent(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    // 许可法 29: an agent may file a request, unless the law requires the applicant to be present.
    [Fact]
    public async Task L21_Who_has_just_scanned_a_talent_files_for_them_and_nobody_else_does()
    {
        var scan = await ScanAsync("li-wei", "hall-1");
        var filed = await FileForAsync("hall-1", scan);
        filed.Is(HttpStatusCode.Created);
        var seen = await SeenAsync("li-wei", filed.Text("number"));
        Assert.Equal(("submit", "hall-1"), (Verbs(seen)[0], Part(seen, "timeline")[0].GetProperty("actor").GetString()));

        Assert.Equal("unknown_scan", Error(await FileForAsync("hall-2", scan), "/onBehalfOf/scanId"));
        Assert.Equal("unknown_scan", Error(await FileForAsync("hall-1", "made-up"), "/onBehalfOf/scanId"));
        Assert.Equal("not_allowed", Error(await FileForAsync("li-wei", scan), "/onBehalfOf"));
        using var hall = await App.SignInAsync("hall-1");
        Assert.Equal("required", Error(await hall.PostJsonAsync("/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent) }), "/onBehalfOf"));

        Clock.Set(Day(2026, 2, 13).AddMinutes(29));
        (await FileForAsync("hall-1", scan)).Is(HttpStatusCode.Created);
        Clock.Set(Day(2026, 2, 13).AddMinutes(32));
        Assert.Equal("too_old", Error(await FileForAsync("hall-1", scan), "/onBehalfOf/scanId"));
    }

    [Fact]
    public async Task A_filing_sent_again_when_its_scan_is_old_is_answered_as_it_was()
    {
        var scan = await ScanAsync("li-wei", "hall-1");
        using var hall = await App.SignInAsync("hall-1");
        var single = new { service = Rent, answers = SeedCatalogue.Example(Rent), onBehalfOf = new { scanId = scan } };
        var bundle = new { confirmRepeat = true, answers = SeedCatalogue.Published.Content.Bundle("new-arrival")!.Services.ToDictionary(each => each, SeedCatalogue.Example), onBehalfOf = new { scanId = scan } };
        var filed = await hall.PostJsonAsync("/api/v1/requests", single, "one");
        var several = await hall.PostJsonAsync("/api/v1/bundles/new-arrival/requests", bundle, "several");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (filed.Status, several.Status));

        Clock.Set(Day(2026, 2, 13).AddMinutes(45));
        using var again = await App.SignInAsync("hall-1");
        var replayed = await again.PostJsonAsync("/api/v1/requests", single, "one");
        Assert.True(replayed.Replayed, $"{replayed.Status} {replayed.Body}");
        Assert.Equal(filed.Text("number"), replayed.Text("number"));
        var both = await again.PostJsonAsync("/api/v1/bundles/new-arrival/requests", bundle, "several");
        Assert.True(both.Replayed, $"{both.Status} {both.Body}");
        Assert.Equal(several.Text("bundleNumber"), both.Text("bundleNumber"));
        Assert.Equal("too_old", Error(await again.PostJsonAsync("/api/v1/requests", single, "two"), "/onBehalfOf/scanId"));
    }

    [Fact]
    public async Task A_scan_by_the_counters_own_scanner_serves_whoever_sits_there_and_one_uploaded_later_shows_no_presence()
    {
        using var supervisor = await App.SignInAsync("supervisor");
        var registered = await supervisor.PostJsonAsync("/api/v1/devices", new { name = "一号窗扫码枪", place = "大厅一号窗" });
        using var scanner = new HttpClient { BaseAddress = App.Http.BaseAddress };
        scanner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", registered.Text("token"));
        using var talent = await App.SignInAsync("schmidt");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var scanned = await ScanAsync(null);
        (await FileForAsync("hall-1", scanned)).Is(HttpStatusCode.Created);
        (await FileForAsync("hall-2", scanned, "residence-permit")).Is(HttpStatusCode.Created);

        var uploaded = await ScanAsync(Clock.GetUtcNow());
        Assert.Equal("presence_required", Error(await FileForAsync("hall-1", uploaded, "residence-permit"), "/onBehalfOf/scanId"));
        (await FileForAsync("hall-1", uploaded)).Is(HttpStatusCode.Created);

        async Task<string> ScanAsync(DateTimeOffset? scannedAt)
        {
            var code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
            var scan = await scanner.PostJsonAsync(
                "/api/v1/scans", scannedAt is { } at
                    ? new { code, place = "大厅一号窗", nonce = RandomSource.System.Id(12), scannedAt = at.ToString("O") }
                    : new { code, place = "大厅一号窗", nonce = RandomSource.System.Id(12) });
            Assert.Equal("valid", scan.Text("outcome"));
            return scan.Text("scanId");
        }
    }

    [Fact]
    public async Task Papers_are_handed_in_at_the_counter_for_whoever_was_just_scanned()
    {
        var scan = await ScanAsync("li-wei", "hall-1");
        using var hall = await App.SignInAsync("hall-1");
        var file = await FileCalls.UploadAsync(hall, "lease.pdf", FileCalls.Pdf, query: $"?scanId={Uri.EscapeDataString(scan)}");
        Assert.True(file.Status == HttpStatusCode.Created, $"{file.Body}");
        var materials = new[] { new { id = "lease-contract", file = file.Text("file") } };
        var filed = await hall.PostJsonAsync(
            "/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent), onBehalfOf = new { scanId = scan }, materials }, RandomSource.System.Id(20));
        Assert.True(filed.Status == HttpStatusCode.Created, $"{filed.Body}");
        using var talent = await App.SignInAsync("li-wei");
        using var own = await talent.GetAsync($"/api/v1/files/{file.Text("file")}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);

        using var other = await App.SignInAsync("hall-2");
        Assert.Equal("required", Error(await FileCalls.UploadAsync(hall, "a.pdf", FileCalls.Pdf), "/scanId"));
        Assert.Equal("unknown_scan", Error(await FileCalls.UploadAsync(other, "a.pdf", FileCalls.Pdf, query: $"?scanId={scan}"), "/scanId"));
        Assert.Equal("unknown_scan", Error(await FileCalls.UploadAsync(hall, "a.pdf", FileCalls.Pdf, query: "?scanId=made-up"), "/scanId"));
        Assert.Equal("not_allowed", Error(await FileCalls.UploadAsync(talent, "a.pdf", FileCalls.Pdf, query: $"?scanId={scan}"), "/scanId"));
        Clock.Set(Day(2026, 2, 13).AddMinutes(32));
        Assert.Equal("too_old", Error(await FileCalls.UploadAsync(hall, "a.pdf", FileCalls.Pdf, query: $"?scanId={scan}"), "/scanId"));
    }

    // 条例 13, 18: the receipt of an accepted visa or residence application is the foreigner's proof of lawful stay, to its last day.
    [Theory]
    [InlineData("visa-extension", true)]
    [InlineData("residence-permit", true)]
    [InlineData("work-permit", false)]
    public async Task L24_The_receipt_of_a_visa_or_residence_application_proves_lawful_stay(string service, bool proves)
    {
        using var talent = await App.SignInAsync("schmidt");
        var receipt = await RequestCalls.FileAsync(talent, service);
        Assert.False(receipt.Body.TryGetProperty("receipt", out _));
        var (number, department) = (receipt.Text("number"), receipt.Text("department"));
        Assert.False((await SeenAsync("schmidt", number)).Body.TryGetProperty("receipt", out _));
        using var desk = await App.SignInAsync($"desk-{department}");
        await RequestCalls.OnDeskAsync(desk, department, number);
        await ActAsync(number, "accept", new { }, department);
        var accepted = await SeenAsync("schmidt", number);
        Assert.Equal(proves, accepted.Body.TryGetProperty("receipt", out var said) && said.GetString()!.Contains("合法停留", StringComparison.Ordinal));
        if (proves)
        {
            Assert.Equal(accepted.Member("clock", "legalDue").GetString(), accepted.Text("receiptUntil"));
            Assert.Contains(accepted.Text("receiptUntil"), said.GetString(), StringComparison.Ordinal);
            await ActAsync(number, "refuse", new { reason = "事由不充分" }, department);
            await ActAsync(number, "deliver", new { how = "窗口" }, department);
            Assert.False((await SeenAsync("schmidt", number)).Body.TryGetProperty("receipt", out _));
        }

        Assert.True(JsonElement.DeepEquals(SeedCatalogue.Example(service), Part(receipt, "answers")), "The receipt carries a copy of the answers.");
    }

    [Fact]
    public async Task A_day_the_law_wants_kept_is_told_when_it_was_not()
    {
        using var talent = await App.SignInAsync("schmidt");
        Assert.Empty(await WarningsAsync("2026-02-20"));
        Assert.NotEmpty(await WarningsAsync("2026-02-19"));

        async Task<string?[]> WarningsAsync(string expiry)
        {
            var answers = SeedCatalogue.Example("visa-extension").EnumerateObject().ToDictionary(each => each.Name, each => (object)each.Value);
            answers["visaExpiry"] = expiry;
            var filed = await talent.PostJsonAsync("/api/v1/requests", new { service = "visa-extension", answers, confirmRepeat = true }, RandomSource.System.Id(20));
            filed.Is(HttpStatusCode.Created);
            return filed.Body.TryGetProperty("warnings", out var warnings) ? [.. warnings.EnumerateArray().Select(each => each.GetString())] : [];
        }
    }

    [Fact]
    public async Task A_school_enrolment_waits_for_its_window_and_its_clock_starts_when_that_closes()
    {
        using var talent = await App.SignInAsync("zhang-hui");
        var filed = await RequestCalls.FileAsync(talent, "school-enrolment");
        // The window closes on 15 June 2026. The due date is the fifth working day after that. The Dragon Boat holiday on 19
        // June does not count.
        Assert.Equal("2026-06-23", filed.Text("due"));
    }

    private Task<string> ScanAsync(string account, string officer) => RequestCalls.ScannedAsync(App, account, officer);

    private async Task<Answer> FileForAsync(string officer, string scanId, string service = Rent)
    {
        using var hall = await App.SignInAsync(officer);
        return await hall.PostJsonAsync(
            "/api/v1/requests", new { service, answers = SeedCatalogue.Example(service), onBehalfOf = new { scanId }, confirmRepeat = true }, RandomSource.System.Id(20));
    }
}
