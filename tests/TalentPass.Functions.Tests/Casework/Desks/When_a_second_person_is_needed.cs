using System.Net;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>An extension and a late decision are proposed by one account and take effect when another one confirms them (复核).</summary>
public sealed class When_a_second_person_is_needed(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task An_extension_takes_effect_when_the_approver_confirms_it()
    {
        var number = await AcceptedAsync();
        var proposed = await ExtendAsync(number, "desk-housing-2");
        Assert.Equal(("accepted", "2026-03-05"), (proposed.Text("state"), Part(await SeenAsync("li-wei", number), "clock").GetProperty("promisedDue").GetString()));
        var at = await AtDeskAsync(number);
        Assert.Equal(("extend", "desk-housing", "desk-housing-2"), (at.Text("awaiting", "action"), at.Text("awaiting", "by"), at.Text("awaiting", "approver")));
        Assert.Equal((10, "案情复杂"), (Part(at, "awaiting", "workingDays").GetInt32(), at.Text("awaiting", "reason")));
        Assert.DoesNotContain("confirm", Actions(at));
        Assert.False((await SeenAsync("li-wei", number)).Body.TryGetProperty("awaiting", out _));
        Assert.DoesNotContain("extend", Verbs(await SeenAsync("li-wei", number)));

        Assert.Equal("second_person_needed", (await ConfirmAsync(number, at, "desk-housing")).Is(HttpStatusCode.Forbidden).Code);
        Assert.Equal("second_person_needed", (await ConfirmAsync(number, at, "supervisor")).Is(HttpStatusCode.Forbidden).Code);
        Assert.Equal("required", Error(await ActAsync(number, "confirm", new { }, account: "desk-housing-2"), "/of"));
        Assert.Equal("not_in_list", Error(await ActAsync(number, "confirm", new { of = 1 }, account: "desk-housing-2"), "/of"));
        Assert.Equal("2026-03-19", (await ConfirmAsync(number, at, "desk-housing-2")).Is(HttpStatusCode.OK).Text("due"));
        var seen = await SeenAsync("li-wei", number);
        Assert.Equal(("confirm", "案情复杂"), (Verbs(seen)[^1], Part(seen, "timeline").EnumerateArray().Last().GetProperty("note").GetString()));
        Assert.Equal("desk-housing", (await AtDeskAsync(number)).Text("claimedBy"));
        Assert.False((await AtDeskAsync(number)).Body.TryGetProperty("awaiting", out _));
        Assert.Equal("not_allowed_in_state", (await ConfirmAsync(number, at, "desk-housing-2")).Code);
    }

    [Theory]
    [InlineData("x", "not_in_list")]
    [InlineData("desk-hrss", "not_in_list")]
    [InlineData("li-wei", "not_in_list")]
    [InlineData("hall-1", "not_in_list")]
    [InlineData("desk-housing", "same_person")]
    [InlineData("分管局长", "invalid_format")]
    public async Task An_approver_is_another_account_with_the_right(string approver, string code) =>
        Assert.Equal(code, Error(await ExtendAsync(await AcceptedAsync(), approver), "/approver"));

    [Fact]
    public async Task A_proposal_is_declined_taken_back_or_replaced_and_then_confirms_nothing()
    {
        var number = await AcceptedAsync();
        var first = await ExtendAsync(number, "supervisor");
        (await ActAsync(number, "decline", new { of = Of(first), note = "理由不充分" }, account: "supervisor")).Is(HttpStatusCode.OK);
        Assert.Equal("not_allowed_in_state", (await ConfirmAsync(number, first, "supervisor")).Code);
        var second = await ExtendAsync(number, "supervisor");
        var third = await ExtendAsync(number, "desk-housing-2");
        Assert.Equal("second_person_needed", (await ConfirmAsync(number, second, "supervisor")).Code);
        (await ActAsync(number, "decline", new { of = Of(third) })).Is(HttpStatusCode.OK);
        Assert.DoesNotContain("decline", Actions(await AtDeskAsync(number)));
        Assert.Equal("2026-03-05", (await AtDeskAsync(number)).Text("due"));
    }

    // 许可法 42: what is late already cannot be extended, however early it was proposed.
    [Fact]
    public async Task An_extension_is_not_confirmed_after_the_due_date()
    {
        var number = await AcceptedAsync();
        var proposed = await ExtendAsync(number, "supervisor");
        Clock.Set(Day(2026, 3, 6));
        Assert.Equal("not_allowed_in_state", (await ConfirmAsync(number, proposed, "supervisor")).Code);
    }

    [Theory]
    [InlineData("approve", "approved")]
    [InlineData("refuse", "refused")]
    public async Task A_late_decision_takes_effect_when_somebody_else_confirms_it(string verb, string state)
    {
        var number = await AcceptedAsync();
        Clock.Set(Day(2026, 3, 6));
        if (verb == "approve")
        {
            Assert.Equal("required", Error(await ActAsync(number, "approve", new { }), "/decision"));
        }

        var proposed = await ActAsync(number, verb, verb == "approve" ? Granted : new { reason = "不符合条件" });
        Assert.Equal(("accepted", verb), (proposed.Text("state"), proposed.Text("awaiting", "action")));
        Assert.Equal("accepted", (await SeenAsync("li-wei", number)).Text("state"));
        Assert.False((await SeenAsync("li-wei", number)).Body.TryGetProperty("decision", out _));
        Assert.Equal("second_person_needed", (await ConfirmAsync(number, proposed, "desk-housing")).Code);
        Assert.Equal(state, (await ConfirmAsync(number, proposed, "desk-housing-2")).Is(HttpStatusCode.OK).Text("state"));
        var seen = await SeenAsync("li-wei", number);
        Assert.Equal(verb == "approve" ? "grant" : "refuse", seen.Text("decision", "type"));
        Assert.Contains(verb == "approve" ? "1500" : "不符合条件", Part(seen, "timeline").EnumerateArray().Last().GetProperty("note").GetString(), StringComparison.Ordinal);
        (await ActAsync(number, "deliver", new { how = "短信" })).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task On_the_last_day_one_person_decides()
    {
        var number = await AcceptedAsync();
        Clock.Set(Day(2026, 3, 5));
        Assert.Equal("approved", (await ActAsync(number, "approve", Granted)).Text("state"));
    }

    [Fact]
    public async Task What_was_proposed_at_one_desk_does_not_move_to_another()
    {
        var number = await AcceptedAsync();
        await ExtendAsync(number, "desk-housing-2");
        await ActAsync(number, "transfer", new { department = "hrss", reason = "转办" });
        using var hrss = await App.SignInAsync("desk-hrss");
        await RequestCalls.OnDeskAsync(hrss, "hrss", number);
        Assert.False((await AtDeskAsync(number, "hrss")).Body.TryGetProperty("awaiting", out _));
    }

    private async Task<string> AcceptedAsync()
    {
        var number = await FileAsync("li-wei", Rent);
        (await ActAsync(number, "accept", new { })).Is(HttpStatusCode.OK);
        return number;
    }

    private Task<Answer> ExtendAsync(string number, string approver) => ActAsync(number, "extend", new { workingDays = 10, reason = "案情复杂", approver });

    private Task<Answer> ConfirmAsync(string number, Answer proposed, string account) => ActAsync(number, "confirm", new { of = Of(proposed) }, account: account);

    private static int Of(Answer proposed) => Part(proposed, "awaiting", "of").GetInt32();

    private static string?[] Actions(Answer answer) => [.. Part(answer, "allowedActions").EnumerateArray().Select(each => each.GetString())];
}
