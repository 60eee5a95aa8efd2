using System.Net;
using System.Text.Json;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// Two officers of one desk act on the same request. One succeeds, and the other gets the reason for the refusal. Each
/// officer's count contains only their own work.
/// </summary>
public sealed class When_two_officers_meet(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Theory]
    [InlineData("zh-CN", "已受理", "认领")]
    [InlineData("en", "accepted", "claimed by")]
    public async Task Of_two_who_act_on_what_they_saw_one_wins_and_the_other_is_told_what_the_request_is_now(string language, string state, string claimed)
    {
        var number = await FileAsync("li-wei", Rent);
        var path = $"/api/v1/desks/housing/requests/{number}";
        using var one = await App.SignInAsync("desk-housing");
        using var two = await App.SignInAsync("desk-housing-2");
        one.DefaultRequestHeaders.Add("Accept-Language", language);
        two.DefaultRequestHeaders.Add("Accept-Language", language);
        var seen = (await one.GetJsonAsync(path)).ETag;
        Assert.Equal(seen, (await two.GetJsonAsync(path)).ETag);

        var answers = await Task.WhenAll(one.PostJsonAsync($"{path}/accept", new { }, ifMatch: seen), two.PostJsonAsync($"{path}/accept", new { }, ifMatch: seen));

        var won = Assert.Single(answers, each => each.Status == HttpStatusCode.OK);
        var lost = Assert.Single(answers, each => each.Status == HttpStatusCode.PreconditionFailed);
        Assert.Equal("changed_meanwhile", lost.Code);
        Assert.Contains(state, lost.Text("detail"), StringComparison.Ordinal);
        Assert.Contains(claimed, lost.Text("detail"), StringComparison.Ordinal);
        Assert.Contains((await (won == answers[0] ? two : one).GetJsonAsync(path)).Text("claimedByName"), lost.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sixty_four_claims_at_once_leave_one_owner()
    {
        var number = await FileAsync("li-wei", Rent);
        var path = $"/api/v1/desks/housing/requests/{number}";
        using var one = await App.SignInAsync("desk-housing");
        using var two = await App.SignInAsync("desk-housing-2");
        var seen = (await one.GetJsonAsync(path)).ETag;

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(each => (each % 2 == 0 ? one : two).PostJsonAsync($"{path}/claim", new { }, ifMatch: seen)));

        var owner = Assert.Single(answers, each => each.Status == HttpStatusCode.OK).Text("claimedBy");
        Assert.All(answers.Where(each => each.Status != HttpStatusCode.OK), each => Assert.Equal((HttpStatusCode.PreconditionFailed, "changed_meanwhile"), (each.Status, each.Code)));
        Assert.Equal(owner, (await AtDeskAsync(number)).Text("claimedBy"));
        Assert.Single(Verbs(await AtDeskAsync(number)), "claim");
    }

    [Fact]
    public async Task Whoever_has_claimed_is_told_the_same_actions_as_whoever_reads_it_then()
    {
        var plain = await FileAsync("li-wei", Rent);
        var urged = await FileAsync("li-wei", Rent);
        await DoAsync("li-wei", urged, "urge", new { text = "请尽快" });
        var accepted = await FileAsync("li-wei", Rent);
        await ActAsync(accepted, "accept", new { });
        await ActAsync(accepted, "release", new { });
        var extended = await FileAsync("li-wei", Rent);
        await ActAsync(extended, "accept", new { });
        await ActWithSecondAsync(extended, "extend", new { workingDays = 5, reason = "复杂", approver = "supervisor" });
        await ActAsync(extended, "pause", new { kind = "inspection", workingDays = 5, note = "核查" });
        await ActAsync(extended, "release", new { });
        var supplied = await FileAsync("li-wei", Rent);
        await ActAsync(supplied, "request-supplement", new { items = new[] { new { material = "lease-contract", text = "缺页" } }, dueWorkingDays = 5 });
        await DoAsync("li-wei", supplied, "supplement", new { materials = new[] { new { id = "lease-contract" } } });
        await ActAsync(supplied, "release", new { });

        foreach (var number in new[] { plain, urged, accepted, extended, supplied })
        {
            var claimed = await ActAsync(number, "claim", new { });
            claimed.Is(HttpStatusCode.OK);
            Assert.Equal(Actions(await AtDeskAsync(number)), Actions(claimed));
        }

        static string?[] Actions(Answer answer) => [.. Part(answer, "allowedActions").EnumerateArray().Select(each => each.GetString())];
    }

    [Fact]
    public async Task Each_counts_what_is_unclaimed_or_their_own_and_the_supervisor_counts_all()
    {
        var mine = await FileAsync("li-wei", Rent);
        await FileAsync("li-wei", Rent);
        await ActAsync(mine, "claim", new { });
        Assert.Equal(2, await CountAsync("desk-housing"));
        Assert.Equal(1, await CountAsync("desk-housing-2"));
        Assert.Equal(2, await CountAsync("supervisor"));

        async Task<int> CountAsync(string account)
        {
            using var client = await App.SignInAsync(account);
            return Part(await client.GetJsonAsync("/api/v1/desks/housing/counts"), "states", "submitted").GetInt32();
        }
    }

    [Fact]
    public async Task A_line_of_the_list_has_every_field_the_contract_names_and_only_known_states_are_asked_for()
    {
        await FileAsync("li-wei", Rent);
        using var desk = await App.SignInAsync("desk-housing");
        var line = Assert.Single(await RequestCalls.DeskAsync(desk, "housing"));
        string[] named = ["number", "title", "applicant", "tier", "state", "claimedBy", "due", "light", "urged"];
        Assert.All(named, each => Assert.True(line.TryGetProperty(each, out _), each));
        Assert.Equal(JsonValueKind.Null, line.GetProperty("claimedBy").ValueKind);
        var seen = await AtDeskAsync(line.GetProperty("number").GetString()!);
        Assert.Equal(JsonValueKind.Null, Part(seen, "clock", "legalDue").ValueKind);
        Assert.Equal(JsonValueKind.Null, Part(seen, "claimedBy").ValueKind);

        Assert.Equal("invalid_parameter", (await desk.GetJsonAsync("/api/v1/desks/housing/requests?state=moon")).Code);
        using var supervisor = await App.SignInAsync("supervisor");
        foreach (var path in new[] { "requests", "counts", "dead-letters" })
        {
            (await supervisor.GetJsonAsync($"/api/v1/desks/moon/{path}")).Is(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_note_is_for_staff_unless_the_officer_says_that_the_applicant_may_read_it()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "note", new { text = "疑似造假,请核对" });
        await ActAsync(number, "note", new { text = "请留意短信", @internal = false });
        var steps = Part(await AtDeskAsync(number), "timeline").EnumerateArray().ToList();
        Assert.True(steps[^2].GetProperty("internal").GetBoolean());
        Assert.False(steps[^1].TryGetProperty("internal", out _));
        var seen = await SeenAsync("li-wei", number);
        Assert.Equal(["submit", "note"], Verbs(seen));
        Assert.DoesNotContain("疑似造假", $"{seen.Body}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_officers_write_when_they_hand_a_case_on_is_for_staff()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "claim", new { });
        (await ActAsync(number, "release", new { note = "申请人态度差" })).Is(HttpStatusCode.OK);
        (await ActAsync(number, "assign", new { to = "desk-housing-2", note = "疑似造假" })).Is(HttpStatusCode.OK);
        var notes = Part(await AtDeskAsync(number), "timeline").EnumerateArray().TakeLast(2).Select(each => (each.GetProperty("note").GetString(), each.GetProperty("internal").GetBoolean()));
        Assert.Equal([("申请人态度差", true), ("疑似造假", true)], notes);

        // The applicant is told that the case was handed on, and nothing of what was written about it.
        var seen = await SeenAsync("li-wei", number);
        Assert.Equal(["submit", "claim", "release", "assign"], Verbs(seen));
        Assert.All(Part(seen, "timeline").EnumerateArray().Skip(1), each => Assert.Equal(JsonValueKind.Undefined, each.TryGetProperty("note", out var note) ? note.ValueKind : default));
    }

    [Fact]
    public async Task A_line_says_what_is_due_and_which_slip_was_written_also_after_a_claim_that_reads_nothing()
    {
        var number = await FileAsync("li-wei", Rent);
        Assert.Equal(("accept", null), await LineAsync(number));
        Assert.Equal("accept", Part(await AtDeskAsync(number), "dueKind").GetString());
        (await ActAsync(number, "accept", new { })).Is(HttpStatusCode.OK);
        (await ActAsync(number, "release", new { })).Is(HttpStatusCode.OK);
        Assert.Equal(("decide", null), await LineAsync(number));

        Clock.Set(Day(2026, 6, 1));
        await RunTimersAsync();
        await RunTimersAsync();
        var slip = Part(await AtDeskAsync(number), "slip").GetString();
        Assert.NotNull(slip);
        Assert.Equal(("decide", slip), await LineAsync(number));
        (await ActAsync(number, "claim", new { })).Is(HttpStatusCode.OK);
        Assert.Equal(("decide", slip), await LineAsync(number));
        (await ActWithSecondAsync(number, "refuse", new { reason = "不符合条件" })).Is(HttpStatusCode.OK);
        Assert.Equal(("deliver", slip), await LineAsync(number));
        using var talent = await App.SignInAsync("li-wei");
        Assert.Equal("deliver", Assert.Single((await talent.GetJsonAsync("/api/v1/requests")).Items).GetProperty("dueKind").GetString());
    }

    private async Task<(string? Kind, string? Slip)> LineAsync(string number)
    {
        using var desk = await App.SignInAsync("desk-housing");
        var line = await RequestCalls.OnDeskAsync(desk, "housing", number);
        return (Text("dueKind"), Text("slip"));

        string? Text(string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
