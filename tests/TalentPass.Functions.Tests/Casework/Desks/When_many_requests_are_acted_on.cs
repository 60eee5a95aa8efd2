using System.Net;
using System.Text.Json;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>One action on many requests (批量办理). Each request has its own transaction and its own answer.</summary>
public sealed class When_many_requests_are_acted_on(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task Each_request_is_acted_on_once_and_a_refusal_stops_none_of_the_others()
    {
        var first = await FileAsync("li-wei", Rent);
        var claimed = await FileAsync("wu-hong", "housing-youth-station");
        var elsewhere = await FileAsync("li-wei", "medical-green-lane", "health");
        var last = await FileAsync("zhang-hui", Rent);
        await ActAsync(claimed, "claim", new { }, account: "desk-housing-2");
        string[] sent = [first, claimed, elsewhere, "no-number", first.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal), last];

        var items = Items(await BulkAsync(new { numbers = sent, action = "accept", note = "材料齐全" }));

        Assert.Equal([first, claimed, elsewhere, "no-number", last], items.Select(each => each.GetProperty("number").GetString()));
        Assert.Equal(["done accepted", "refused not_allowed_in_state", "refused not_found", "refused not_found", "done accepted"], items.Select(Told));
        Assert.Equal(["submit", "accept"], Verbs(await SeenAsync("li-wei", first)));
        Assert.Equal("desk-housing", (await AtDeskAsync(last)).Text("claimedBy"));
        Assert.Equal("submitted", (await AtDeskAsync(elsewhere, "health")).Text("state"));
    }

    [Fact]
    public async Task What_a_request_refuses_is_told_beside_it()
    {
        var number = await FileAsync("li-wei", Rent);
        var item = Assert.Single(Items(await BulkAsync(new { numbers = new[] { number }, action = "transfer", department = "housing", reason = "x" })));
        Assert.Equal("refused validation_failed", Told(item));
        Assert.Equal("same_department", item.GetProperty("errors").GetProperty("/department")[0].GetString());
    }

    [Fact]
    public async Task An_action_no_request_could_take_is_refused_as_a_whole()
    {
        var number = RandomSource.System.Id(17);
        Assert.Equal("not_in_list", Error(await BulkAsync(new { numbers = new[] { number }, action = "burn" }), "/action"));
        Assert.Equal("not_in_list", Error(await BulkAsync(new { numbers = new[] { number }, action = "withdraw" }), "/action"));
        Assert.Equal("required", Error(await BulkAsync(new { numbers = new[] { number }, action = "refuse" }), "/reason"));
        Assert.Equal("unknown_field", Error(await BulkAsync(new { numbers = new[] { number }, action = "accept", how = "mobile" }), "/how"));
        Assert.Equal("too_few", Error(await BulkAsync(new { numbers = Array.Empty<string>(), action = "accept" }), "/numbers"));
        Assert.Equal("too_many", Error(await BulkAsync(new { numbers = Enumerable.Repeat(number, 51), action = "accept" }), "/numbers"));
        Assert.Equal("not_null", Error(await BulkAsync(new { numbers = new string?[] { null }, action = "accept" }), "/numbers/0"));
        Assert.Equal("required", Error(await BulkAsync(new { numbers = new[] { number } }), "/action"));
    }

    [Theory]
    [InlineData("desk-health")]
    [InlineData("hall-1")]
    [InlineData("li-wei")]
    [InlineData("office")]
    public async Task Nobody_else_acts_at_a_desk(string account) =>
        (await BulkAsync(new { numbers = new[] { "x" }, action = "accept" }, account)).Is(HttpStatusCode.Forbidden);

    private async Task<Answer> BulkAsync(object body, string account = "desk-housing")
    {
        using var desk = await App.SignInAsync(account);
        return await desk.PostJsonAsync("/api/v1/desks/housing/bulk", body);
    }

    private static List<JsonElement> Items(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer.Status} {answer.Body}");
        return [.. answer.Items];
    }

    private static string Told(JsonElement item) =>
        $"{item.GetProperty("status")} {(item.TryGetProperty("code", out var code) ? code : item.GetProperty("state"))}";
}
