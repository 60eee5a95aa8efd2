using System.Net;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>A refusal tells a person how things stand and what can be done, in both languages.</summary>
public sealed class When_a_refusal_says_what_is_so(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task An_action_that_the_state_does_not_allow_names_the_state_and_what_is_possible()
    {
        var number = await FileAsync("li-wei", Rent);
        var early = await ActAsync(number, "refuse", new { reason = "不符合条件" });
        early.Is(HttpStatusCode.Conflict);
        Assert.StartsWith("办件现为“已提交”，不能“不予”。现在可以：认领、", early.Text("detail"), StringComparison.Ordinal);

        await ActAsync(number, "claim", new { }, account: "desk-housing-2");
        var taken = await ActAsync(number, "claim", new { });
        Assert.Equal(("not_allowed_in_state", true), (taken.Code, taken.Text("detail").Contains("已有人认领，不能“认领”", StringComparison.Ordinal)));
        Assert.Contains("已由同事认领，由认领人办理，不能“受理”", (await ActAsync(number, "accept", new { })).Text("detail"), StringComparison.Ordinal);

        using var talent = await App.SignInAsync("li-wei");
        talent.DefaultRequestHeaders.Add("Accept-Language", "en");
        await ActAsync(number, "accept", new { }, account: "desk-housing-2");
        var late = await talent.PostJsonAsync($"/api/v1/requests/{number}/withdraw", new { reason = "No longer needed" });
        Assert.Equal("The request is accepted; this is not possible now: withdraw. Possible now: urge.", late.Text("detail"));
    }

    [Fact]
    public async Task A_paused_clock_says_that_it_has_to_be_resumed_first()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        (await ActAsync(number, "pause", new { kind = "inspection", workingDays = 5, note = "实地核查五个工作日" })).Is(HttpStatusCode.OK);
        Assert.Contains("计时已中止，请先恢复计时，不能“准予”", (await ActAsync(number, "approve", Granted)).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Urging_again_has_a_code_of_its_own_and_says_from_when_it_is_possible()
    {
        var number = await FileAsync("li-wei", Rent);
        await DoAsync("li-wei", number, "urge", new { text = "请尽快" });
        var again = await DoAsync("li-wei", number, "urge", new { text = "请尽快" });
        again.Is(HttpStatusCode.TooManyRequests);
        Assert.Equal("urged_already", again.Code);
        Assert.Contains("2026-02-14 09:00", again.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frozen_pass_says_that_it_is_frozen_and_how_to_go_on()
    {
        using var talent = await App.SignInAsync("li-wei");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        await talent.PostJsonAsync("/api/v1/passes/current/freeze", new { });
        var frozen = await talent.GetJsonAsync("/api/v1/passes/current/code");
        frozen.Is(HttpStatusCode.Conflict);
        Assert.Equal("人才码已冻结，请先由持码人解冻。", frozen.Text("detail"));
        Assert.Equal(["unfreeze"], frozen.Member("allowedActions").EnumerateArray().Select(each => each.GetString()));
    }
}
