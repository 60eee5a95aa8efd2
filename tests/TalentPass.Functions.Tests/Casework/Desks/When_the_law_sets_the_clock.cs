using System.Net;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// The legal rules of time limits and refusals over HTTP, with the calendar of 2026 and a clock that the test sets.
/// </summary>
public sealed class When_the_law_sets_the_clock(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    // 许可法 45: the time of a hearing, an inspection or an expert review is excluded if the applicant was told its length in
    // writing.
    [Fact]
    public async Task L6_A_pause_of_a_told_length_is_excluded_and_only_as_far_as_it_was_used()
    {
        var number = await FileAsync("li-wei", "housing-rent-subsidy");
        Assert.Equal("2026-03-05", (await ActAsync(number, "accept", new { })).Text("due"));

        await ActAsync(number, "pause", new { kind = "inspection", workingDays = 5, note = "现场核查五个工作日" });
        var paused = await SeenAsync("li-wei", number);
        Assert.Equal("2026-03-12", paused.Text("due"));
        Assert.True(paused.Member("clock", "paused").GetBoolean());
        Assert.Equal(10, paused.Member("clock", "remainingWorkingDays").GetInt32());
        Assert.Equal(("inspection", 5), (Part(paused, "pause", "kind").GetString(), Part(paused, "pause", "workingDays").GetInt32()));
        Assert.Equal(("2026-02-13", "2026-02-27"), (Part(paused, "pause", "from").GetString(), Part(paused, "pause", "until").GetString()));
        Assert.Equal("accepted", paused.Text("state"));
        Assert.Equal("not_allowed_in_state", (await ActAsync(number, "approve", Granted)).Code);

        Clock.Set(Day(2026, 2, 25));
        Assert.Equal("2026-03-10", (await ActAsync(number, "resume", new { })).Text("due"));
        Assert.False((await SeenAsync("li-wei", number)).Member("clock", "paused").GetBoolean());
    }

    // 许可法 45: the time of a hearing, an inspection or an expert review is excluded if the applicant was told its length in
    // writing.
    [Fact]
    public async Task L6_A_pause_ends_by_itself_on_its_last_day()
    {
        var number = await FileAsync("li-wei", "housing-rent-subsidy");
        await ActAsync(number, "accept", new { });
        await ActAsync(number, "pause", new { kind = "inspection", workingDays = 1, note = "一个工作日" });

        Clock.Set(Day(2026, 2, 14));
        Assert.Equal("not_allowed_in_state", (await ActAsync(number, "approve", Granted)).Code);
        Clock.Set(Day(2026, 2, 24));
        var approved = await ActAsync(number, "approve", Granted);
        Assert.Equal("approved", approved.Text("state"));
    }

    // 浙江“最多跑一次”规定 28: the time for a report that the authority orders without a legal need counts.
    [Fact]
    public async Task L7_A_report_ordered_without_legal_need_does_not_stop_the_clock()
    {
        var number = await FileAsync("li-wei", "housing-rent-subsidy");
        await ActAsync(number, "accept", new { });

        var refused = await ActAsync(number, "pause", new { kind = "report", workingDays = 5, note = "补充报告" });

        Assert.Equal("not_in_list", refused.Member("errors", "/kind")[0].GetString());
        Assert.Equal("2026-03-05", (await SeenAsync("li-wei", number)).Text("due"));
    }

    // 许可法 42: the decision is due within twenty working days of acceptance. It can be extended once by ten days, with an
    // approver and a reason that the applicant is told. Joint handling has 45 days and an extension of 15.
    [Fact]
    public async Task L4_The_time_is_extended_once_by_ten_days_at_most_with_an_approver_and_a_reason_that_is_told()
    {
        var number = await FileAsync("li-wei", "housing-rent-subsidy");
        await ActAsync(number, "accept", new { });

        Assert.Equal("required", (await ActAsync(number, "extend", new { workingDays = 10, reason = "复杂" })).Member("errors", "/approver")[0].GetString());
        Assert.Equal("out_of_range", (await ActAsync(number, "extend", new { workingDays = 11, reason = "复杂", approver = "supervisor" })).Member("errors", "/workingDays")[0].GetString());
        Assert.Equal("same_person", Error(await ActAsync(number, "extend", new { workingDays = 10, reason = "复杂", approver = "desk-housing" }), "/approver"));
        Assert.Equal("2026-03-19", (await ActWithSecondAsync(number, "extend", new { workingDays = 10, reason = "案情复杂", approver = "desk-housing-2" }, second: "desk-housing-2")).Text("due"));
        Assert.Equal("not_allowed_in_state", (await ActAsync(number, "extend", new { workingDays = 1, reason = "再延", approver = "supervisor" })).Code);

        var seen = await SeenAsync("li-wei", number);
        Assert.Equal("案情复杂", seen.Text("extension", "reason"));
        Assert.Equal("desk-housing-2", seen.Text("extension", "approver"));
    }

    // 许可法 32(4): if papers are missing, the desk names all of them, once, within five working days. Otherwise the request is
    // deemed accepted from the day of receipt.
    [Fact]
    public async Task L1_After_the_time_to_tell_what_is_missing_acceptance_counts_from_the_day_of_receipt()
    {
        var onTime = await FileAsync("li-wei", "housing-rent-subsidy");
        var late = await FileAsync("li-wei", "housing-rent-subsidy");

        Clock.Set(Day(2026, 2, 27));
        Assert.Equal("not_accepted", (await ActAsync(onTime, "not-accept", new { reason = "材料不实" })).Text("state"));
        Clock.Set(Day(2026, 2, 28));
        var refused = await ActAsync(late, "not-accept", new { reason = "材料不实" });
        refused.Is(HttpStatusCode.Conflict);
        Assert.Contains("accept", refused.Member("allowedActions").EnumerateArray().Select(each => each.GetString()));
        // The request is already deemed accepted as it is. No desk can turn this into a tolerant acceptance, which could be
        // revoked.
        Assert.Equal("not_allowed_in_state", (await ActAsync(late, "accept-tolerant", new { missing = new[] { "rent-receipt" }, dueWorkingDays = 5 })).Code);
        Assert.Equal("2026-03-05", (await ActAsync(late, "accept", new { })).Text("due"));
    }

    // 许可法 32(2): an authority that is not responsible refuses at once and names the right authority.
    [Fact]
    public async Task L2_Not_our_authority_is_said_with_the_right_one_and_ends_the_request()
    {
        var number = await FileAsync("li-wei", "housing-rent-subsidy");

        await ActAsync(number, "not-accept", new { reason = "不属于本机关职权", rightAuthority = "市人力资源和社会保障局" });

        var told = await SeenAsync("li-wei", number);
        Assert.Equal("not_accepted", told.Text("ending"));
        Assert.Equal("市人力资源和社会保障局", told.Text("decision", "rightAuthority"));
        Assert.Equal("not_allowed_in_state", (await ActAsync(number, "accept", new { })).Code);
        using var desk = await App.SignInAsync("desk-housing");
        Assert.Empty(await RequestCalls.DeskAsync(desk, "housing"));
    }

    // 许可法 38: a refusal states its reasons and the legal remedy. 出境入境管理法 36: entry-exit decisions are final.
    [Theory]
    [InlineData("li-wei", "housing-rent-subsidy", "housing", false)]
    [InlineData("schmidt", "residence-permit", "exit-entry", true)]
    public async Task L8_L9_A_refusal_carries_reasons_and_the_remedy_where_there_is_one(string talent, string service, string department, bool final)
    {
        var number = await FileAsync(talent, service, department);
        await ActAsync(number, "accept", new { }, department);
        await ActAsync(number, "refuse", new { reason = "不符合条件" }, department);

        var decision = (await SeenAsync(talent, number)).Member("decision");
        Assert.Equal("不符合条件", decision.GetProperty("reason").GetString());
        Assert.Equal(final, decision.GetProperty("remedy").GetProperty("final").GetBoolean());
        Assert.Equal(!final, decision.GetProperty("remedy").GetProperty("text").GetString()!.Contains("行政复议", StringComparison.Ordinal));
    }

    // If a case could be assigned to an unknown account, no officer of the desk could handle it any more.
    [Theory]
    [InlineData("nobody-at-all")]
    [InlineData("DESK-HOUSING-2")]
    [InlineData("desk-education")]
    [InlineData("li-wei")]
    [InlineData("supervisor")]
    public async Task Nobody_is_assigned_who_is_not_known_to_be_at_the_desk(string account)
    {
        var number = await FileAsync("li-wei", "housing-rent-subsidy");
        Assert.Equal("not_in_list", Error(await ActAsync(number, "assign", new { to = account }), "/to"));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await ActAsync(number, "claim", new { })).Status);
    }

    [Fact]
    public async Task An_assigned_request_is_worked_on_by_that_account_alone()
    {
        var number = await FileAsync("li-wei", "housing-rent-subsidy");
        var assigned = await ActAsync(number, "assign", new { to = "desk-housing-2" }, account: "supervisor");
        Assert.Equal("desk-housing-2", assigned.Text("claimedBy"));

        Assert.Equal("not_allowed_in_state", (await ActAsync(number, "accept", new { })).Code);
        Assert.Equal("accepted", (await ActAsync(number, "accept", new { }, account: "desk-housing-2")).Text("state"));
    }

    // 许可法 42: the decision is due within twenty working days of acceptance. It can be extended once by ten days, with an
    // approver and a reason that the applicant is told. Joint handling has 45 days and an extension of 15.
    [Fact]
    public async Task L4_Joint_handling_has_forty_five_days_by_law_and_fifteen_more_once()
    {
        var number = await FileAsync("li-wei", "coordination", "office");
        await ActAsync(number, "accept", new { }, "office");
        var clock = Part(await SeenAsync("li-wei", number), "clock");
        Assert.Equal("2026-04-24", clock.GetProperty("legalDue").GetString());
        Assert.Equal("out_of_range", Error(await ActAsync(number, "extend", new { workingDays = 16, reason = "涉及三个部门", approver = "supervisor" }, "office"), "/workingDays"));
        await ActWithSecondAsync(number, "extend", new { workingDays = 15, reason = "涉及三个部门", approver = "supervisor" }, "office");
        Assert.Equal("2026-05-19", Part(await SeenAsync("li-wei", number), "clock").GetProperty("legalDue").GetString());
        Assert.Equal("not_allowed_in_state", (await ActAsync(number, "extend", new { workingDays = 1, reason = "再延", approver = "supervisor" }, "office")).Code);
    }

    // 浙规 12: a promised time that is shorter than the legal limit is binding.
    [Theory]
    [InlineData("li-wei", "housing-rent-subsidy", "housing", "2026-03-19", "2026-03-05")]
    [InlineData("schmidt", "work-permit", "hrss", "2026-03-19", "2026-02-27")]
    public async Task L11_The_shorter_promised_time_binds(string talent, string service, string department, string legal, string promised)
    {
        var number = await FileAsync(talent, service, department);
        Assert.Equal(promised, (await ActAsync(number, "accept", new { }, department)).Text("due"));
        var clock = Part(await SeenAsync(talent, number), "clock");
        Assert.Equal((legal, promised), (clock.GetProperty("legalDue").GetString(), clock.GetProperty("promisedDue").GetString()));
    }
}
