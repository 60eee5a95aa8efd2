using System.Net;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>
/// An appeal is a separate case against a decision. It does not wait for a window, and the conditions of the day of filing
/// apply to it.
/// </summary>
public sealed class When_an_appeal_is_made(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string School = "school-enrolment";

    // 许可法 42: the time counts from the acceptance of the appeal. The yearly window applied only to the first filing.
    [Fact]
    public async Task L4_An_appeal_about_a_school_place_counts_from_its_own_acceptance_and_not_from_the_next_window()
    {
        var appeal = await RefusedSchoolAppealedAsync();
        Clock.Set(Day(2026, 7, 13));
        await ActAsync(appeal, "accept", new { }, "education", "desk-education-2");
        var clock = Part(await SeenAsync("zhang-hui", appeal), "clock");
        Assert.Equal(("2026-08-03", "2026-08-10"), (clock.GetProperty("promisedDue").GetString(), clock.GetProperty("legalDue").GetString()));
    }

    [Fact]
    public async Task L1_Silence_about_what_was_supplied_to_it_accepts_it_after_five_working_days()
    {
        var appeal = await RefusedSchoolAppealedAsync();
        await ActAsync(appeal, "request-supplement", new { items = new[] { new { material = "residence-proof", text = "请补" } }, dueWorkingDays = 5 }, "education", "desk-education-2");
        var supplied = await DoAsync("zhang-hui", appeal, "supplement", new { materials = new[] { new { id = "residence-proof" } } });
        Assert.Equal("2026-07-17", supplied.Text("due"));
        Clock.Set(Day(2026, 7, 18));
        await RunTimersAsync();
        Assert.Equal("accepted", (await SeenAsync("zhang-hui", appeal)).Text("state"));
    }

    // The passport was valid on the day of filing, and that is the day that counts.
    [Fact]
    public async Task L13_What_its_desk_asks_for_is_taken_though_the_passport_has_ended_since()
    {
        using var talent = await App.SignInAsync("schmidt");
        var answers = SeedCatalogue.Example("work-permit").EnumerateObject().ToDictionary(each => each.Name, each => (object)each.Value);
        answers["passportExpiry"] = "2026-04-30";
        var number = (await talent.PostJsonAsync("/api/v1/requests", new { service = "work-permit", answers }, RandomSource.System.Id(20))).Text("number");
        await OnDeskAsync(number, "hrss");
        await RefuseAsync(number, "hrss");
        Clock.Set(Day(2026, 5, 6));
        var appeal = await AppealAsync("schmidt", number, "hrss");
        await ActAsync(appeal, "request-supplement", new { items = new[] { new { material = "experience-proof", text = "请补" } }, dueWorkingDays = 5 }, "hrss", "desk-hrss-2");
        Assert.Equal("submitted", (await DoAsync("schmidt", appeal, "supplement", new { materials = new[] { new { id = "experience-proof" } } })).Text("state"));
    }

    // The request ended without a decision. The answer states a reason, but there is nothing to appeal against.
    [Theory]
    [InlineData("foreign-arrival", "schmidt", 1, "hrss")]
    [InlineData("family-move", "zhang-hui", 2, "household")]
    public async Task L8_A_part_that_could_not_go_on_has_a_reason_and_no_remedy(string bundle, string account, int part, string first)
    {
        using var talent = await App.SignInAsync(account);
        var answers = SeedCatalogue.Published.Content.Bundle(bundle)!.Services.ToDictionary(each => each, SeedCatalogue.Example);
        var filed = await talent.PostJsonAsync($"/api/v1/bundles/{bundle}/requests", new { answers }, RandomSource.System.Id(20));
        var numbers = Part(filed, "requests").EnumerateArray().Select(each => each.GetProperty("number").GetString()!).ToArray();
        await OnDeskAsync(numbers[0], first);
        await DoAsync(account, numbers[0], "withdraw", new { reason = "不办了" });
        var ended = await SeenAsync(account, numbers[part]);
        Assert.Equal("terminated", ended.Text("ending"));
        Assert.NotEmpty(Part(ended, "decision", "reason").GetString()!);
        Assert.False(Part(ended, "decision").TryGetProperty("remedy", out _));
        Assert.Empty(Part(ended, "allowedActions").EnumerateArray());
        Assert.Equal("not_allowed_in_state", (await DoAsync(account, numbers[part], "appeal", new { text = "还是要办" }, "a")).Code);
    }

    [Fact]
    public async Task L2_What_was_handed_to_the_right_authority_is_not_appealed_to_the_wrong_one()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "transfer-out", new { reason = "属省级事权", rightAuthority = "省住房和城乡建设厅" });
        var told = await SeenAsync("li-wei", number);
        Assert.Equal("省住房和城乡建设厅", Part(told, "decision", "rightAuthority").GetString());
        Assert.False(Part(told, "decision").TryGetProperty("remedy", out _));
        Assert.Equal("not_allowed_in_state", (await DoAsync("li-wei", number, "appeal", new { text = "不服" }, "a")).Code);
    }

    // A case that was opened by a bad rating ends only with a recorded call-back.
    [Fact]
    public async Task What_a_bad_rating_opened_is_not_handed_to_anybody_outside()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        await ActAsync(number, "approve", Granted);
        await ActAsync(number, "deliver", new { how = "短信" });
        var mend = (await DoAsync("li-wei", number, "rating", new { grade = 1, channel = "mobile" })).Text("mendedAs");
        await OnDeskAsync(mend, "housing");
        Assert.Equal("not_allowed_in_state", (await ActAsync(mend, "transfer-out", new { reason = "不归我们", rightAuthority = "省厅" })).Code);
    }

    // 条例 13, 18: the receipt proves lawful stay while the accepted application is being handled.
    [Fact]
    public async Task L24_The_proof_of_stay_stands_while_the_case_is_handled_and_at_no_other_time()
    {
        var number = await FileAsync("schmidt", "residence-permit", "exit-entry");
        Assert.False((await SeenAsync("schmidt", number)).Body.TryGetProperty("receipt", out _));
        await ActAsync(number, "accept", new { }, "exit-entry");
        Assert.NotEmpty((await SeenAsync("schmidt", number)).Text("receipt"));
        await ActAsync(number, "refuse", new { reason = "事由不充分" }, "exit-entry");
        await ActAsync(number, "deliver", new { how = "窗口" }, "exit-entry");
        Assert.False((await SeenAsync("schmidt", number)).Body.TryGetProperty("receipt", out _));
        using var talent = await App.SignInAsync("schmidt");
        var answers = SeedCatalogue.Published.Content.Bundle("foreign-arrival")!.Services.ToDictionary(each => each, SeedCatalogue.Example);
        var filed = await talent.PostJsonAsync("/api/v1/bundles/foreign-arrival/requests", new { answers }, RandomSource.System.Id(20));
        var waiting = await SeenAsync("schmidt", Part(filed, "requests")[1].GetProperty("number").GetString()!);
        Assert.Equal("waiting", waiting.Text("state"));
        Assert.False(waiting.Body.TryGetProperty("receipt", out _));
    }

    private async Task<string> RefusedSchoolAppealedAsync()
    {
        Clock.Set(Day(2026, 5, 11));
        var number = await FileAsync("zhang-hui", School, "education");
        Clock.Set(Day(2026, 7, 6));
        await RefuseAsync(number, "education");
        Clock.Set(Day(2026, 7, 10));
        return await AppealAsync("zhang-hui", number, "education");
    }

    private async Task RefuseAsync(string number, string department)
    {
        await ActAsync(number, "accept", new { }, department);
        await ActAsync(number, "refuse", new { reason = "不符合条件" }, department);
        (await ActAsync(number, "deliver", new { how = "短信" }, department)).Is(HttpStatusCode.OK);
    }

    private async Task<string> AppealAsync(string account, string number, string department)
    {
        var appeal = (await DoAsync(account, number, "appeal", new { text = "请复核" }, "appeal")).Text("number");
        await OnDeskAsync(appeal, department);
        return appeal;
    }

    private async Task OnDeskAsync(string number, string department)
    {
        using var desk = await App.SignInAsync($"desk-{department}");
        await RequestCalls.OnDeskAsync(desk, department, number);
    }
}
