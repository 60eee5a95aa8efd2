using System.Net;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>Actions of an applicant after filing: withdraw, urge (催办), rate and appeal.</summary>
public sealed class When_an_applicant_acts(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    // A call that names a version (If-Match header) acts only on that version. A call without a version acts on the current one.
    [Fact]
    public async Task A_version_that_is_named_has_to_be_the_present_one()
    {
        var number = await FileAsync("li-wei", Rent);
        using var talent = await App.SignInAsync("li-wei");
        var seen = (await talent.GetJsonAsync($"/api/v1/requests/{number}")).ETag;
        await ActAsync(number, "claim", new { });
        foreach (var (verb, body) in new (string, object)[] { ("withdraw", new { reason = "不办了" }), ("urge", new { text = "请尽快" }) })
        {
            Assert.Equal("changed_meanwhile", (await talent.PostJsonAsync($"/api/v1/requests/{number}/{verb}", body, ifMatch: seen)).Code);
            Assert.Equal("changed_meanwhile", (await talent.PostJsonAsync($"/api/v1/requests/{number}/{verb}", body, ifMatch: "\"stale\"")).Code);
        }

        (await talent.PostJsonAsync($"/api/v1/requests/{number}/urge", new { text = "请尽快" }, ifMatch: "*")).Is(HttpStatusCode.OK);
        var now = (await talent.GetJsonAsync($"/api/v1/requests/{number}")).ETag;
        Assert.Equal("withdrawn", (await talent.PostJsonAsync($"/api/v1/requests/{number}/withdraw", new { reason = "不办了" }, ifMatch: now)).Text("state"));
    }

    [Fact]
    public async Task A_request_is_taken_back_with_a_reason_before_it_is_accepted_and_never_after()
    {
        var taken = await FileAsync("li-wei", Rent);
        Assert.Equal("withdrawn", (await DoAsync("li-wei", taken, "withdraw", new { reason = "已购房" })).Text("ending"));
        Assert.Equal("not_allowed_in_state", (await ActAsync(taken, "accept", new { })).Code);
        using var desk = await App.SignInAsync("desk-housing");
        Assert.Empty(await TalentPass.Functions.Tests.Casework.RequestCalls.DeskAsync(desk, "housing"));

        var kept = await FileAsync("li-wei", Rent);
        await ActAsync(kept, "accept", new { });
        var late = await DoAsync("li-wei", kept, "withdraw", new { reason = "已购房" });
        late.Is(HttpStatusCode.Conflict);
        Assert.Equal(["urge"], late.Member("allowedActions").EnumerateArray().Select(each => each.GetString()));
        (await DoAsync("zhang-hui", kept, "urge", new { text = "别人的" })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_text_of_which_nothing_can_be_seen_is_none()
    {
        const string Invisible = "\u200b\u3000\u2060";
        var number = await FileAsync("li-wei", Rent);
        Assert.Equal("required", Error(await DoAsync("li-wei", number, "withdraw", new { reason = Invisible }), "/reason"));
        Assert.Equal("required", Error(await DoAsync("li-wei", number, "urge", new { text = Invisible }), "/text"));
        Assert.Equal("required", Error(await DoAsync("li-wei", number, "appeal", new { text = Invisible }), "/text"));
    }

    [Fact]
    public async Task An_urging_shows_at_the_desk_must_be_answered_and_comes_once_a_day()
    {
        var number = await FileAsync("li-wei", Rent);
        await DoAsync("li-wei", number, "urge", new { text = "请尽快" });
        using (var desk = await App.SignInAsync("desk-housing"))
        {
            Assert.True(Assert.Single(await TalentPass.Functions.Tests.Casework.RequestCalls.DeskAsync(desk, "housing")).GetProperty("urged").GetBoolean());
        }

        var again = await DoAsync("li-wei", number, "urge", new { text = "请尽快" });
        again.Is(HttpStatusCode.TooManyRequests);

        // The request was filed on Friday, 13 February. The 14th is a working day, and then comes the Spring Festival. Two
        // working days therefore end on the 24th.
        Clock.Set(Day(2026, 2, 24));
        await RunTimersAsync();
        Assert.DoesNotContain("timer:urge-overdue", Verbs(await AtDeskAsync(number)));
        Clock.Set(Day(2026, 2, 25));
        await RunTimersAsync();
        Assert.Contains("timer:urge-overdue", Verbs(await AtDeskAsync(number)));

        await ActAsync(number, "answer-urge", new { text = "本周内受理" });
        var seen = await SeenAsync("li-wei", number);
        Assert.Equal("本周内受理", Part(seen, "urge", "answer").GetString());
        Assert.Equal("not_allowed_in_state", (await ActAsync(number, "answer-urge", new { text = "再答" })).Code);
        (await DoAsync("li-wei", number, "urge", new { text = "再催" })).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Urging_again_gives_the_desk_no_more_time_and_what_closes_the_request_answers_it()
    {
        var number = await FileAsync("li-wei", Rent);
        foreach (var day in new[] { 13, 14, 15, 24 })
        {
            Clock.Set(Day(2026, 2, day).AddHours(day - 13));
            (await DoAsync("li-wei", number, "urge", new { text = $"第{day}日催办" })).Is(HttpStatusCode.OK);
            await RunTimersAsync();
        }

        Clock.Set(Day(2026, 2, 25));
        await RunTimersAsync();
        Assert.Single(Verbs(await AtDeskAsync(number)), "timer:urge-overdue");
        Clock.Set(Day(2026, 2, 25).AddHours(12));
        await DoAsync("li-wei", number, "urge", new { text = "再催" });
        Assert.True(Part(await SeenAsync("li-wei", number), "urge", "late").GetBoolean());

        await ActAsync(number, "accept", new { });
        await ActAsync(number, "approve", Granted);
        await ActAsync(number, "deliver", new { how = "短信" });
        Assert.True(Part(await SeenAsync("li-wei", number), "urge").TryGetProperty("answeredAt", out _));
    }

    // 好差评: the case of a bad rating must be solved within fifteen working days, with a recorded call-back to the applicant.
    [Fact]
    public async Task What_a_bad_rating_opened_knows_no_more_days_and_ends_with_a_recorded_call_back()
    {
        var number = await DeliveredAsync("approve", Granted);
        var rated = await DoAsync("li-wei", number, "rating", new { grade = 1, channel = "mobile", text = "等了太久" });
        var mend = rated.Text("mendedAs");
        using (var desk = await App.SignInAsync("desk-housing"))
        {
            await TalentPass.Functions.Tests.Casework.RequestCalls.OnDeskAsync(desk, "housing", mend);
        }

        Assert.Equal("not_allowed_in_state", (await ActAsync(mend, "extend", new { workingDays = 5, reason = "复杂", approver = "supervisor" })).Code);
        Assert.Equal("not_allowed_in_state", (await ActAsync(mend, "pause", new { kind = "inspection", workingDays = 5, note = "核查" })).Code);
        Assert.Equal("2026-03-12", (await ActAsync(mend, "approve", new { result = "已改进叫号" })).Text("due"));
        Assert.Equal("required", Error(await ActAsync(mend, "deliver", new { how = "电话" }), "/callBack"));
        Assert.Equal("delivered", (await ActAsync(mend, "deliver", new { how = "电话", callBack = "申请人表示满意" })).Text("state"));
        Assert.Equal("申请人表示满意", (await SeenAsync("li-wei", mend)).Text("callBack"));

        var other = await FileAsync("li-wei", Rent);
        await ActAsync(other, "accept", new { });
        await ActAsync(other, "approve", Granted);
        Assert.Equal("unknown_field", Error(await ActAsync(other, "deliver", new { how = "短信", callBack = "?" }), "/callBack"));
    }

    [Fact]
    public async Task A_delivered_request_is_rated_once_and_a_bad_rating_opens_a_case_of_fifteen_working_days()
    {
        var number = await DeliveredAsync("approve", Granted);
        Assert.Equal("not_in_list", Error(await DoAsync("li-wei", number, "rating", new { grade = 1, channel = "fax" }), "/channel"));
        Assert.Equal("out_of_range", Error(await DoAsync("li-wei", number, "rating", new { grade = 6, channel = "qr" }), "/grade"));

        var rated = await DoAsync("li-wei", number, "rating", new { grade = 2, channel = "mobile", text = "等了太久" });
        Assert.Equal("rated", rated.Text("state"));
        Assert.Equal(2, Part(rated, "rating", "grade").GetInt32());
        Assert.Equal("not_allowed_in_state", (await DoAsync("li-wei", number, "rating", new { grade = 5, channel = "mobile" })).Code);

        using var desk = await App.SignInAsync("desk-housing");
        var opened = Assert.Single(await HttpJson.UntilAsync(() => TalentPass.Functions.Tests.Casework.RequestCalls.DeskAsync(desk, "housing"), all => all.Count > 0, "the case at the desk"));
        var mend = await SeenAsync("li-wei", opened.GetProperty("number").GetString()!);
        Assert.Equal(("bad-rating", number), (Part(mend, "origin", "kind").GetString(), Part(mend, "origin", "number").GetString()));
        Assert.Equal(("accepted", "2026-03-12"), (mend.Text("state"), mend.Text("due")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_rating_sent_again_is_answered_again_and_opens_one_case(int grade)
    {
        var number = await DeliveredAsync("approve", Granted);
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => DoAsync("li-wei", number, "rating", new { grade, channel = "mobile" }, "k1")));
        Assert.All(all, each => Assert.True(each.Status == HttpStatusCode.OK, $"{each.Status} {each.Body}"));
        Assert.All(all, each => Assert.Equal((number, "rated"), (each.Text("number"), each.Text("state"))));
        Assert.Single(all, each => !each.Replayed);
        Assert.Equal("idempotency_key_reused", (await DoAsync("li-wei", number, "rating", new { grade = 3, channel = "mobile" }, "k1")).Code);
        using var talent = await App.SignInAsync("li-wei");
        Assert.Equal(grade == 1 ? 2 : 1, (await talent.GetJsonAsync("/api/v1/requests")).Items.Count);
    }

    [Fact]
    public async Task A_good_rating_opens_nothing()
    {
        var number = await DeliveredAsync("approve", Granted);
        await DoAsync("li-wei", number, "rating", new { grade = 3, channel = "qr" });
        using var talent = await App.SignInAsync("li-wei");
        Assert.Single((await talent.GetJsonAsync("/api/v1/requests")).Items);
    }

    // 许可法 38: a refusal states its reasons and the legal remedy.
    [Fact]
    public async Task L8_An_appeal_is_a_new_linked_case_and_the_refused_one_stays_as_it_is()
    {
        var number = await DeliveredAsync("refuse", new { reason = "不符合条件" });
        var appeal = await DoAsync("li-wei", number, "appeal", new { text = "材料已补齐，请复核" }, key: "appeal-1");
        appeal.Is(HttpStatusCode.Created);
        var linked = appeal.Text("number");
        Assert.Equal($"/api/v1/requests/{linked}", appeal.Location);
        Assert.Equal(("submitted", number), (appeal.Text("state"), Part(appeal, "origin", "number").GetString()));
        Assert.Equal(linked, (await DoAsync("li-wei", number, "appeal", new { text = "材料已补齐，请复核" }, key: "appeal-1")).Text("number"));
        Assert.Equal("idempotency_key_reused", (await DoAsync("li-wei", number, "appeal", new { text = "别的话" }, key: "appeal-1")).Code);
        Assert.Equal("not_allowed_in_state", (await DoAsync("li-wei", number, "appeal", new { text = "再来" }, key: "appeal-2")).Code);

        var old = await SeenAsync("li-wei", number);
        Assert.Equal(("delivered", linked), (old.Text("state"), old.Text("appealedAs")));
        Assert.Equal("accepted", (await ActAsync(linked, "accept", new { }, account: "desk-housing-2")).Text("state"));
    }

    // 出境入境管理法 36: refusals in entry-exit matters are final.
    [Fact]
    public async Task L9_Against_an_entry_exit_decision_there_is_no_appeal()
    {
        var number = await FileAsync("schmidt", "residence-permit", "exit-entry");
        await ActAsync(number, "accept", new { }, "exit-entry");
        await ActAsync(number, "refuse", new { reason = "不符合条件" }, "exit-entry");
        var delivered = await ActAsync(number, "deliver", new { how = "窗口" }, "exit-entry");
        Assert.Equal("delivered", delivered.Text("state"));
        var refused = await DoAsync("schmidt", number, "appeal", new { text = "请复核" });
        Assert.Equal("not_allowed_in_state", refused.Code);
        Assert.Equal(["rating"], refused.Member("allowedActions").EnumerateArray().Select(each => each.GetString()));
    }

    // 许可法 44: the result is delivered within ten working days of the decision.
    [Fact]
    public async Task L5_The_result_is_delivered_within_a_clock_of_its_own_from_the_decision()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        var approved = await ActAsync(number, "approve", new { result = "每月补贴一千五百元", decision = new { type = "grant", amount = 1500 } });
        Assert.Equal("2026-03-05", approved.Text("due"));
        var seen = await SeenAsync("li-wei", number);
        Assert.Equal("2026-03-05", Part(seen, "clock", "deliveryDue").GetString());
        Assert.Equal("每月补贴一千五百元", seen.Text("result"));
    }

    private async Task<string> DeliveredAsync(string decision, object body)
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        await ActAsync(number, decision, body);
        await ActAsync(number, "deliver", new { how = "短信" });
        return number;
    }
}
