using System.Net;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Trust;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>
/// A guest of a partner city has no app here. What a desk asks for counts from the day on which a message reached the guest, or an officer
/// showed it at a counter; until then nothing ends.
/// </summary>
public sealed class When_a_guest_is_told(AzuriteFixture azurite) : WithNotices(azurite)
{
    private const string Service = "medical-green-lane", Phone = "+8613900000077";
    private readonly TestCity _zhoushan = new("330900");
    private readonly string _passport = $"L1{RandomSource.System.Id(7).ToUpperInvariant()}";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _zhoushan.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_time_counts_from_the_day_on_which_the_text_message_came()
    {
        Servers.Sms.FailNext(503);
        var number = await FiledAsync(Phone);
        await Eventually.HoldsAsync(async () => Channels(await ToldAsync(number)) == "sms waiting", "the gateway was away");
        Assert.False((await ToldAsync(number)).TryGetProperty("toldAt", out _));
        Assert.Equal("2026-02-27", (await AtDeskAsync(number, "health")).Text("supplement", "due"));

        // Saturday is a working day before the festival.
        Clock.Set(Day(2026, 2, 14).AddMinutes(-1));
        await SweepAsync();
        await Eventually.HoldsAsync(async () => (await ToldAsync(number)).TryGetProperty("toldBy", out var by) && by.GetString() == "sms", "the guest was told");
        await Eventually.HoldsAsync(async () => (await AtDeskAsync(number, "health")).Text("supplement", "due") == "2026-02-28", "the last day moved");
        Assert.Equal("timer:told", Verbs(await AtDeskAsync(number, "health"))[^1]);
        Assert.Single(Servers.TextsTo(Phone));

        Clock.Set(Day(2026, 2, 28));
        await RunTimersAsync();
        Assert.Equal("supplement_wanted", (await AtDeskAsync(number, "health")).Text("state"));
        Clock.Set(Day(2026, 3, 1));
        await RunTimersAsync();
        Assert.Equal("deemed_withdrawn", (await AtDeskAsync(number, "health")).Text("ending"));
        await Eventually.HoldsAsync(() => Servers.TextsTo(Phone).Count == 2, "the guest was told of the end");
    }

    [Fact]
    public async Task Told_on_the_same_day_the_last_day_stays()
    {
        var number = await FiledAsync(Phone);
        await Eventually.HoldsAsync(async () => Verbs(await AtDeskAsync(number, "health"))[^1] == "timer:told", "it is on record");
        Assert.Equal("2026-02-27", (await AtDeskAsync(number, "health")).Text("supplement", "due"));
        var told = await ToldAsync(number);
        Assert.Equal(("sms", "sms told"), (told.GetProperty("toldBy").GetString(), Channels(told)));
        await SweepAsync();
        Assert.Single(Verbs(await AtDeskAsync(number, "health")), verb => verb == "timer:told");
    }

    [Fact]
    public async Task Whoever_was_told_something_else_was_not_told_what_to_supply()
    {
        Servers.Sms.FailNext(409, """{"code":"opted_out"}""");
        var number = await FiledAsync(Phone);
        await Eventually.HoldsAsync(async () => Channels(await ToldAsync(number)) == "sms refused", "the guest wants no messages");
        (await ActAsync(number, "transfer", new { department = "hrss", reason = "转办" }, "health")).Is(HttpStatusCode.OK);
        await Eventually.HoldsAsync(async () => (await ToldAsync(number, "hrss", "transferred")).TryGetProperty("toldBy", out _), "the guest was told of the transfer");
        Assert.Single(Servers.TextsTo(Phone));
        await Eventually.HoldsAsync(async () => await SweepAsync() == 0, "nothing is left to be sent");
        Clock.Set(Day(2026, 3, 20));
        await RunTimersAsync();
        var waits = await AtDeskAsync(number, "hrss");
        Assert.Equal("supplement_wanted", waits.Text("state"));
        Assert.DoesNotContain("timer:told", Verbs(waits));
    }

    [Fact]
    public async Task Without_a_phone_nothing_ends_until_a_counter_tells()
    {
        var number = await FiledAsync(null);
        Clock.Set(Day(2026, 3, 20));
        await RunTimersAsync();
        Assert.Equal("supplement_wanted", (await AtDeskAsync(number, "health")).Text("state"));
        Assert.Equal("", Channels(await ToldAsync(number)));

        using var hall = await App.SignInAsync("hall-1");
        var scan = await ScanAsync(hall);
        // The code names nobody, so without the document nobody is shown anything.
        (await hall.GetJsonAsync($"/api/v1/requests/{number}/wanted?scanId={scan}")).Is(HttpStatusCode.UnprocessableEntity, "validation_failed");
        var stranger = new { scanId = scan, guest = Guest(null, $"L1{RandomSource.System.Id(7).ToUpperInvariant()}") };
        (await hall.PostJsonAsync($"/api/v1/requests/{number}/wanted", stranger)).Is(HttpStatusCode.UnprocessableEntity, "validation_failed");
        Assert.False((await ToldAsync(number)).TryGetProperty("toldBy", out _));

        var body = new { scanId = scan, guest = Guest(null) };
        var wanted = (await hall.PostJsonAsync($"/api/v1/requests/{number}/wanted", body)).Is(HttpStatusCode.OK);
        Assert.Equal(("supplement_wanted", "2026-03-27"), (wanted.Text("state"), wanted.Text("supplement", "due")));
        var told = await ToldAsync(number);
        Assert.Equal("counter", told.GetProperty("toldBy").GetString());
        Assert.Equal("timer:told", Verbs(await AtDeskAsync(number, "health"))[^1]);

        // Looking again changes nothing.
        Clock.Set(Day(2026, 3, 20).AddMinutes(10));
        Assert.Equal("2026-03-27", (await hall.PostJsonAsync($"/api/v1/requests/{number}/wanted", body)).Is(HttpStatusCode.OK).Text("supplement", "due"));
        Assert.Equal(told.GetProperty("toldAt").GetDateTimeOffset(), (await ToldAsync(number)).GetProperty("toldAt").GetDateTimeOffset());
        Assert.Single(Verbs(await AtDeskAsync(number, "health")), verb => verb == "timer:told");
        Clock.Set(Day(2026, 3, 28));
        await RunTimersAsync();
        Assert.Equal("deemed_withdrawn", (await AtDeskAsync(number, "health")).Text("ending"));
    }

    private async Task<string> FiledAsync(string? phone)
    {
        using var hall = await App.SignInAsync("hall-1");
        var body = new { service = Service, answers = SeedCatalogue.Example(Service), onBehalfOf = new { scanId = await ScanAsync(hall), guest = Guest(phone) } };
        var number = (await hall.PostJsonAsync("/api/v1/requests", body, RandomSource.System.Id(20))).Is(HttpStatusCode.Created).Text("number");
        using var desk = await App.SignInAsync("desk-health");
        await RequestCalls.OnDeskAsync(desk, "health", number);
        (await ActAsync(number, "request-supplement", new { items = new[] { new { field = "hospital", text = "请重选医院" } }, dueWorkingDays = 5 }, "health")).Is(HttpStatusCode.OK);
        return number;
    }

    private async Task<System.Text.Json.JsonElement> ToldAsync(string number, string department = "health", string kind = "supplement-requested")
    {
        using var desk = await App.SignInAsync($"desk-{department}");
        return (await desk.GetJsonAsync($"/api/v1/desks/{department}/requests/{number}/notifications")).Is(HttpStatusCode.OK).Items
            .Single(each => each.GetProperty("kind").GetString() == kind);
    }

    private async Task<string> ScanAsync(HttpClient hall)
    {
        var scan = await hall.PostJsonAsync("/api/v1/scans", new { code = _zhoushan.Show(2, 1, Clock.GetUtcNow()), place = "haishu-1", nonce = RandomSource.System.Id(12) });
        Assert.Equal("valid", scan.Text("outcome"));
        return scan.Text("scanId");
    }

    private object Guest(string? phone, string? passport = null) =>
        new { name = new { surname = "ERIKSSON", given = "ANNA MARIA" }, document = new { kind = "passport", number = passport ?? _passport, country = "DEU" }, phone };
}
