using System.Net;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// A transfer to another desk (转办). The request keeps its number, history and clocks, and it is on the list of exactly one desk
/// at any time.
/// </summary>
public sealed class When_a_request_changes_desks(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task What_is_handed_to_an_outside_authority_ends_here_with_the_reason_and_its_name()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        Assert.Equal("required", Error(await ActAsync(number, "transfer-out", new { reason = "属省级权限" }), "/rightAuthority"));
        Assert.Equal("transferred_out", (await ActAsync(number, "transfer-out", new { reason = "属省级权限", rightAuthority = "省住建厅" })).Text("state"));
        var seen = await SeenAsync("li-wei", number);
        Assert.Equal(("transferred_out", "省住建厅"), (seen.Text("ending"), Part(seen, "decision", "rightAuthority").GetString()));
        using var desk = await App.SignInAsync("desk-housing");
        Assert.Empty(await RequestCalls.DeskAsync(desk, "housing"));
    }

    [Fact]
    public async Task Number_history_and_clocks_go_along_and_the_old_desk_has_nothing_left()
    {
        var number = await FileAsync("li-wei", Rent);
        var due = (await ActAsync(number, "accept", new { })).Text("due");
        var moved = await ActAsync(number, "transfer", new { department = "hrss", reason = "属人社局职责" });
        Assert.Equal(("hrss", "accepted", due), (moved.Text("department"), moved.Text("state"), moved.Text("due")));
        Assert.Empty(moved.Member("allowedActions").EnumerateArray());

        using var hrss = await App.SignInAsync("desk-hrss");
        using var housing = await App.SignInAsync("desk-housing");
        var entry = await RequestCalls.OnDeskAsync(hrss, "hrss", number);
        Assert.Equal(due, entry.GetProperty("due").GetString());
        Assert.Empty(await RequestCalls.DeskAsync(housing, "housing"));
        (await ActAsync(number, "approve", Granted)).Is(HttpStatusCode.NotFound);

        var seen = await SeenAsync("li-wei", number);
        Assert.Equal(["submit", "accept", "transfer"], Verbs(seen));
        Assert.Equal("hrss", seen.Text("department"));
        Assert.Equal("in_review", (await ActAsync(number, "claim", new { }, "hrss")).Text("state"));
    }

    [Fact]
    public async Task Sent_back_it_is_on_the_first_desk_again_and_only_there()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "transfer", new { department = "hrss", reason = "属人社局职责" });
        using var hrss = await App.SignInAsync("desk-hrss");
        using var housing = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(hrss, "hrss", number);
        await ActAsync(number, "transfer", new { department = "housing", reason = "退回" }, "hrss");
        await RequestCalls.OnDeskAsync(housing, "housing", number);
        Assert.Empty(await RequestCalls.DeskAsync(hrss, "hrss"));
        Assert.Equal("accepted", (await ActAsync(number, "accept", new { })).Text("state"));
    }

    [Fact]
    public async Task A_department_that_is_none_or_the_same_is_refused()
    {
        var number = await FileAsync("li-wei", Rent);
        Assert.Equal("not_in_list", Error(await ActAsync(number, "transfer", new { department = "moon", reason = "x" }), "/department"));
        Assert.Equal("same_department", Error(await ActAsync(number, "transfer", new { department = "housing", reason = "x" }), "/department"));
        Assert.Equal("required", Error(await ActAsync(number, "transfer", new { department = "hrss", reason = " " }), "/reason"));
    }
}
