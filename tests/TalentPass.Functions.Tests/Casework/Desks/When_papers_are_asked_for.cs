using System.Net;
using TalentPass.Functions.Tests.Files;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// Which papers a desk may ask for, how long the supplement (补正) may take, and what happens when nobody answers.
/// </summary>
public sealed class When_papers_are_asked_for(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    // 浙规 7: a paper is handed in once. No desk may ask for it again.
    [Fact]
    public async Task L15_What_was_handed_in_is_no_gap_of_a_tolerant_acceptance()
    {
        using var talent = await App.SignInAsync("li-wei");
        var file = (await FileCalls.UploadAsync(talent, "receipt.pdf", FileCalls.Pdf)).Text("file");
        var number = (await talent.PostJsonAsync(
            "/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent), materials = new[] { new { id = "rent-receipt", file } } }, "with-file")).Text("number");
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", number);
        var missing = new { missing = new[] { "lease-registration", "rent-receipt" }, dueWorkingDays = 5 };
        Assert.Equal("already_handed_in", Error(await ActAsync(number, "accept-tolerant", missing), "/missing/1"));

        await ActAsync(number, "request-supplement", new { items = new[] { new { material = "lease-registration", text = "请补" } }, dueWorkingDays = 5 });
        await DoAsync("li-wei", number, "supplement", new { materials = new[] { new { id = "lease-registration" } } });
        Assert.Equal("already_handed_in", Error(await ActAsync(number, "accept-tolerant", missing), "/missing/0"));
        Assert.Equal("submitted", (await SeenAsync("li-wei", number)).Text("state"));
    }

    // 许可法 42: the decision is due twenty working days after acceptance, even while the desk waits for missing papers.
    [Fact]
    public async Task L12_Gaps_are_not_given_longer_than_the_law_gives_for_the_decision()
    {
        var number = await FileAsync("li-wei", Rent);
        Assert.Equal("out_of_range", Error(await ActAsync(number, "accept-tolerant", new { missing = new[] { "rent-receipt" }, dueWorkingDays = 21 }), "/dueWorkingDays"));
        Assert.Equal("accepted_tolerant", (await ActAsync(number, "accept-tolerant", new { missing = new[] { "rent-receipt" }, dueWorkingDays = 20 })).Text("state"));
    }

    // 浙规 11(3): a request with an overdue supplement is deemed withdrawn, even if the timer has not run yet.
    [Fact]
    public async Task L13_Whoever_let_the_day_pass_cannot_withdraw_any_more()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "request-supplement", new { items = Wanted, dueWorkingDays = 5 });
        Assert.Equal("2026-02-27", (await SeenAsync("li-wei", number)).Text("due"));
        using var progress = await App.SignInAsync("li-wei");
        var code = (await SeenAsync("li-wei", number)).Text("shortCode");
        Assert.Equal("2026-02-27", (await App.Http.GetJsonAsync($"/api/v1/progress?number={number}&shortCode={code}")).Text("due"));
        Clock.Set(Day(2026, 2, 28));
        Assert.Equal("not_allowed_in_state", (await DoAsync("li-wei", number, "withdraw", new { reason = "不办了" })).Code);
        await RunTimersAsync();
        Assert.Equal("deemed_withdrawn", (await SeenAsync("li-wei", number)).Text("ending"));
    }

    // A desk must answer an urging (催办). If nobody answered, the history says so, even if the timer missed a night.
    [Fact]
    public async Task An_urging_nobody_answered_is_on_record_before_silence_ends_the_request()
    {
        var number = await FileAsync("li-wei", Rent);
        await DoAsync("li-wei", number, "urge", new { text = "请尽快" });
        await ActAsync(number, "request-supplement", new { items = Wanted, dueWorkingDays = 5 });
        Clock.Set(Day(2026, 2, 28));
        await RunTimersAsync();
        var ended = await AtDeskAsync(number);
        Assert.Equal(["timer:urge-overdue", "timer:deemed-withdraw"], Verbs(ended)[^2..]);
        Assert.True(Part(ended, "urge", "late").GetBoolean());
    }

    [Fact]
    public async Task L1_Silence_after_a_supplement_says_from_when_it_accepts()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "request-supplement", new { items = Wanted[..1], dueWorkingDays = 5 });
        Clock.Set(Day(2026, 2, 27));
        await DoAsync("li-wei", number, "supplement", new { materials = new[] { new { id = "lease-contract" } } });
        Clock.Set(Day(2026, 3, 9));
        await RunTimersAsync();
        var accepted = await SeenAsync("li-wei", number);
        Assert.Equal("timer:deemed-accept", Verbs(accepted)[^1]);
        Assert.Contains("收到补正材料之日", Part(accepted, "timeline").EnumerateArray().Last().GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    // 𬭎 is one character (one code point), although UTF-16 uses two code units for it.
    [Fact]
    public async Task What_staff_write_is_counted_in_characters_as_people_count_them()
    {
        var number = await FileAsync("li-wei", Rent);
        var name = char.ConvertFromUtf32(0x2CB4E);
        (await ActAsync(number, "note", new { text = string.Concat(Enumerable.Repeat(name, 1000)) })).Is(HttpStatusCode.OK);
        Assert.Equal("too_long", Error(await ActAsync(number, "note", new { text = string.Concat(Enumerable.Repeat(name, 1001)) }), "/text"));
    }
}
