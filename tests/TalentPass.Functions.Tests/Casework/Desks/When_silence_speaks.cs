using System.Security.Cryptography;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// Actions that the timers take by themselves. Each happens once and with the correct date, even if the timers missed several
/// nights.
/// </summary>
public sealed class When_silence_speaks(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    // 许可法 32(4): if papers are missing, the desk names all of them, once, within five working days. Otherwise the request is
    // deemed accepted from the day of receipt.
    [Theory]
    [InlineData(28)]
    [InlineData(27 + 4)]
    public async Task L1_A_request_nobody_answered_counts_as_accepted_from_the_day_it_was_received(int february)
    {
        var number = await FileAsync("li-wei", Rent);
        Clock.Set(Day(2026, 2, 27));
        await RunTimersAsync();
        Assert.Equal("submitted", (await SeenAsync("li-wei", number)).Text("state"));

        Clock.Set(Day(2026, 2, 1).AddDays(february - 1));
        await RunTimersAsync();
        await RunTimersAsync();

        var accepted = await SeenAsync("li-wei", number);
        Assert.Equal("accepted", accepted.Text("state"));
        Assert.Equal("2026-03-05", accepted.Text("due"));
        Assert.Single(Verbs(accepted), "timer:deemed-accept");
        Assert.Equal("not_allowed_in_state", (await DoAsync("li-wei", number, "withdraw", new { reason = "不办了" })).Code);
    }

    [Fact]
    public async Task Where_silence_accepts_nothing_the_request_only_grows_late()
    {
        var number = await FileAsync("wu-hong", "housing-youth-station");
        Clock.Set(Day(2026, 2, 28));
        await RunTimersAsync();
        Assert.Equal("submitted", (await SeenAsync("wu-hong", number)).Text("state"));
        Assert.Equal("blue", (await AtDeskAsync(number)).Text("slip"));
    }

    [Fact]
    public async Task Supervision_turns_yellow_then_writes_blue_orange_and_red_slips_that_only_staff_see()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });

        // The limit of ten working days ends on 5 March. From 3 March on, two days are left.
        await OnDayAsync(3, 2, []);
        await OnDayAsync(3, 3, ["timer:yellow"]);
        await OnDayAsync(3, 5, ["timer:yellow"]);
        await OnDayAsync(3, 6, ["timer:yellow", "timer:slip"], "blue");
        await OnDayAsync(3, 9, ["timer:yellow", "timer:slip"], "blue");
        await OnDayAsync(3, 10, ["timer:yellow", "timer:slip", "timer:slip"], "orange");
        await OnDayAsync(3, 12, ["timer:yellow", "timer:slip", "timer:slip", "timer:slip"], "red");
        await OnDayAsync(3, 30, ["timer:yellow", "timer:slip", "timer:slip", "timer:slip"], "red");

        var seen = await SeenAsync("li-wei", number);
        Assert.Equal("red", Part(seen, "clock", "light").GetString());
        Assert.DoesNotContain(Verbs(seen), each => each.StartsWith("timer:", StringComparison.Ordinal));
        Assert.False(seen.Body.TryGetProperty("slip", out _));

        async Task OnDayAsync(int month, int day, string[] timers, string? slip = null)
        {
            Clock.Set(Day(2026, month, day));
            await RunTimersAsync();
            var desk = await AtDeskAsync(number);
            Assert.Equal(timers, Verbs(desk).Where(each => each.StartsWith("timer:", StringComparison.Ordinal)));
            Assert.Equal(slip, desk.Body.TryGetProperty("slip", out var colour) ? colour.GetString() : null);
        }
    }

    // The page reads its list again when the version of the counts has changed, so a slip alone has to change it.
    [Fact]
    public async Task A_slip_alone_changes_the_version_of_the_counts_and_none_of_the_counts()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        var before = await OnDayAsync(6, "blue");
        var after = await OnDayAsync(10, "orange");
        Assert.Equal(before.Body.GetRawText(), after.Body.GetRawText());
        Assert.NotEqual(VersionOf(before), VersionOf(after));

        async Task<Answer> OnDayAsync(int day, string slip)
        {
            Clock.Set(Day(2026, 3, day));
            await RunTimersAsync();
            using var desk = await App.SignInAsync("desk-housing");
            await HttpJson.UntilAsync(() => RequestCalls.DeskAsync(desk, "housing"), all => all is [var one] && one.TryGetProperty("slip", out var colour) && colour.GetString() == slip, $"the list shows the {slip} slip");
            return await desk.GetJsonAsync("/api/v1/desks/housing/counts");
        }

        // The day follows after the hyphen.
        static string VersionOf(Answer counts) => counts.ETag![..counts.ETag!.IndexOf('-', StringComparison.Ordinal)];
    }

    [Fact]
    public async Task A_paused_clock_grows_neither_yellow_nor_late()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        Clock.Set(Day(2026, 3, 2));
        await ActAsync(number, "pause", new { kind = "inspection", workingDays = 20, note = "核查" });
        Clock.Set(Day(2026, 3, 20));
        await RunTimersAsync();
        Assert.DoesNotContain(Verbs(await AtDeskAsync(number)), each => each.StartsWith("timer:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Three_days_after_delivery_the_applicant_is_invited_to_rate_once()
    {
        var number = await FileAsync("li-wei", Rent);
        foreach (var (verb, body) in new (string, object)[] { ("accept", new { }), ("approve", Granted), ("deliver", new { how = "短信" }) })
        {
            await ActAsync(number, verb, body);
        }

        Clock.Set(Day(2026, 2, 15));
        await RunTimersAsync();
        Assert.DoesNotContain("timer:invite-rating", Verbs(await SeenAsync("li-wei", number)));
        Clock.Set(Day(2026, 2, 16));
        await RunTimersAsync();
        await RunTimersAsync();
        Assert.Single(Verbs(await SeenAsync("li-wei", number)), "timer:invite-rating");
    }

    // A row that cannot be decrypted is an error for the operators. The timers still handle all other requests.
    [Fact]
    public async Task A_request_that_cannot_be_read_keeps_no_other_from_its_day()
    {
        var broken = await FileAsync("li-wei", Rent);
        var others = new[] { await FileAsync("li-wei", Rent), await FileAsync("zhang-hui", Rent) };
        var reference = App.Services.GetRequiredService<RequestNumbers>().Parse(broken)!;
        var table = App.Services.GetRequiredService<TalentsTable>();
        var row = new TableEntity(Shard.Of(reference.TalentId), RequestStore.StateKey(reference)) { ["Course"] = new byte[40] };
        await table.Client.UpdateEntityAsync(row, Azure.ETag.All, cancellationToken: TestContext.Current.CancellationToken);

        Clock.Set(Day(2026, 2, 28));
        // The run is seen to fail, and has done all the others.
        await Assert.ThrowsAsync<CryptographicException>(RunTimersAsync);
        Assert.Equal("accepted", (await SeenAsync("li-wei", others[0])).Text("state"));
        Assert.Equal("accepted", (await SeenAsync("zhang-hui", others[1])).Text("state"));
    }

    [Theory]
    [InlineData("zh-CN", "自收到申请之日起即为受理")]
    [InlineData("en", "counts as accepted from the day it was received")]
    public async Task What_the_clock_has_done_is_told_in_the_readers_language(string language, string words)
    {
        var number = await FileAsync("li-wei", Rent);
        Clock.Set(Day(2026, 2, 28));
        await RunTimersAsync();
        using var talent = await App.SignInAsync("li-wei");
        talent.DefaultRequestHeaders.Add("Accept-Language", language);
        var step = Part(await talent.GetJsonAsync($"/api/v1/requests/{number}"), "timeline").EnumerateArray().Last();
        Assert.Contains(words, step.GetProperty("note").GetString(), StringComparison.Ordinal);
    }
}
