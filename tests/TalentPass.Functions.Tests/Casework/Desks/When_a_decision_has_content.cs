using System.Net;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>A service declares what an approval can say. The approval says it, and everybody who may see the case reads it.</summary>
public sealed class When_a_decision_has_content(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task Every_fault_of_the_content_is_named_with_its_place()
    {
        var number = await AcceptedAsync();
        Assert.Equal("required", await FaultAsync(number, new { note = "同意" }, "/decision"));
        Assert.Equal("wrong_type", await FaultAsync(number, new { decision = "grant" }, "/decision"));
        Assert.Equal("required", await FaultAsync(number, new { decision = new { amount = 1500 } }, "/decision/type"));
        Assert.Equal("wrong_type", await FaultAsync(number, new { decision = new { type = 1, amount = 1500 } }, "/decision/type"));
        Assert.Equal("not_in_list", await FaultAsync(number, new { decision = new { type = "refuse", amount = 1500 } }, "/decision/type"));
        Assert.Equal("required", await FaultAsync(number, new { decision = new { type = "grant" } }, "/decision/amount"));
        Assert.Equal("wrong_type", await FaultAsync(number, new { decision = new { type = "grant", amount = "1500" } }, "/decision/amount"));
        Assert.Equal("out_of_range", await FaultAsync(number, new { decision = new { type = "grant", amount = 0 } }, "/decision/amount"));
        Assert.Equal("unknown_field", await FaultAsync(number, new { decision = new { type = "grant", amount = 1500, bonus = 1 } }, "/decision/bonus"));
        Assert.Equal("required", await FaultAsync(number, new { decision = new { type = "grant-partly", amount = 800 } }, "/decision/reason"));
        Assert.Equal("required", await FaultAsync(number, new { decision = new { type = "grant-partly", amount = 800, reason = "\u200b" } }, "/decision/reason"));
        Assert.Equal("unknown_field", Error(await ActAsync(number, "refuse", new { reason = "不符合", decision = new { type = "grant", amount = 1 } }), "/decision"));
        Assert.Equal("accepted", (await AtDeskAsync(number)).Text("state"));
    }

    [Fact]
    public async Task Applicant_and_desk_read_what_was_granted()
    {
        var number = await AcceptedAsync();
        var decision = new { type = "grant-partly", amount = 800, months = 6, reason = "实际租金低于补贴标准。" };
        (await ActAsync(number, "approve", new { note = "同意", decision })).Is(HttpStatusCode.OK);
        foreach (var seen in new[] { await SeenAsync("li-wei", number), await AtDeskAsync(number) })
        {
            Assert.Equal("grant-partly", seen.Text("decision", "type"));
            Assert.Equal("部分准予", seen.Text("decision", "title"));
            Assert.Equal(800, Part(seen, "decision", "fields", "amount").GetInt32());
            Assert.Equal(
                ["每月补贴金额（元） 800", "补贴月数 6", "部分准予的理由 实际租金低于补贴标准。"],
                Part(seen, "decision", "lines").EnumerateArray().Select(each => $"{each.GetProperty("title").GetString()} {each.GetProperty("text").GetString()}"));
            Assert.Equal(
                "部分准予；每月补贴金额（元）：800；补贴月数：6；部分准予的理由：实际租金低于补贴标准。\n同意",
                Part(seen, "timeline").EnumerateArray().Last().GetProperty("note").GetString());
        }
    }

    [Fact]
    public async Task What_is_granted_has_not_ended_already()
    {
        var number = await FileAsync("schmidt", "work-permit", "hrss");
        await ActAsync(number, "accept", new { }, "hrss");
        Assert.Equal("expired", Error(await PermitAsync(number, null, "2026-02-12"), "/decision/validTo"));
        Assert.Equal("before_start", Error(await PermitAsync(number, "2026-03-02", "2026-03-01"), "/decision/validTo"));
        Assert.Equal("invalid_format", Error(await PermitAsync(number, null, "2026-13-01"), "/decision/validTo"));
        Assert.Equal("approved", (await PermitAsync(number, "2026-03-02", "2026-03-02")).Text("state"));
    }

    [Fact]
    public async Task Where_nothing_has_to_be_said_the_content_may_be_left_out()
    {
        var number = await FileAsync("wu-hong", "housing-youth-station");
        await ActAsync(number, "accept", new { });
        Assert.Equal("approved", (await ActAsync(number, "approve", new { })).Text("state"));
        Assert.Equal("grant", (await SeenAsync("wu-hong", number)).Text("decision", "type"));
    }

    [Fact]
    public async Task The_guide_tells_what_a_decision_can_say()
    {
        using var desk = await App.SignInAsync("desk-housing");
        var guide = await desk.GetJsonAsync("/api/v1/services/housing-rent-subsidy?lang=en");
        Assert.Equal(["grant", "grant-partly"], Part(guide, "results").EnumerateArray().Select(each => each.GetProperty("type").GetString()));
        Assert.Equal("Monthly subsidy in yuan", Part(guide, "results")[0].GetProperty("form").GetProperty("properties").GetProperty("amount").GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_refusal_has_a_type_its_reason_and_the_remedy()
    {
        var number = await AcceptedAsync();
        await ActAsync(number, "refuse", new { reason = "不符合条件" });
        var seen = await SeenAsync("li-wei", number);
        Assert.Equal(("refuse", "不符合条件"), (seen.Text("decision", "type"), seen.Text("decision", "reason")));
        Assert.Contains("行政复议", seen.Text("decision", "remedy", "text"), StringComparison.Ordinal);
    }

    private async Task<string> AcceptedAsync()
    {
        var number = await FileAsync("li-wei", Rent);
        (await ActAsync(number, "accept", new { })).Is(HttpStatusCode.OK);
        return number;
    }

    private async Task<string?> FaultAsync(string number, object body, string pointer) => Error(await ActAsync(number, "approve", body), pointer);

    private Task<Answer> PermitAsync(string number, string? validFrom, string validTo) => ActAsync(
        number, "approve",
        new { decision = validFrom is null ? (object)new { type = "grant", number = "WP-1", validTo } : new { type = "grant", number = "WP-1", validFrom, validTo } },
        "hrss");
}
