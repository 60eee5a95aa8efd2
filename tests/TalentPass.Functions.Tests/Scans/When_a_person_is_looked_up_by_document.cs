using System.Net;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Scans;

/// <summary>
/// The phone is dead. Hall staff find the person by the identity document; it counts like a scan that a person has to confirm, and the
/// person can read that it was done.
/// </summary>
public sealed class When_a_person_is_looked_up_by_document(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private static readonly object _passport = new { kind = "passport", number = "C01X00T47", country = "DEU" };

    [Fact]
    public async Task The_holder_is_found_recorded_and_told_and_services_can_be_filed()
    {
        using var talent = await App.SignInAsync("schmidt");
        using var hall = await App.SignInAsync("hall-1");
        using var supervisor = await App.SignInAsync("supervisor");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var found = await LookUpAsync(hall, _passport);
        Assert.Equal(("valid", "document", "document"), (found.Text("outcome"), found.Text("check"), found.Text("by")));
        Assert.NotEmpty(found.Member("entitlements").EnumerateArray());
        Assert.NotEmpty(found.Member("entitlements")[0].GetProperty("conditions").EnumerateArray());

        var listed = await supervisor.GetJsonAsync($"/api/v1/scans?place={Uri.EscapeDataString("三号窗")}");
        Assert.Equal("document", Assert.Single(listed.Items).GetProperty("by").GetString());
        var look = (await talent.GetJsonAsync("/api/v1/passes/current/access-log")).Items[0];
        Assert.Equal(("look-up.valid", "hall-1", "三号窗"), (look.GetProperty("action").GetString(), look.GetProperty("actor").GetString(), look.GetProperty("place").GetString()));
        Assert.Contains("证件号码", look.GetProperty("what").GetString(), StringComparison.Ordinal);

        var filed = await FileAsync(hall, found.Text("scanId"), "medical-green-lane");
        filed.Is(HttpStatusCode.Created);
        using var other = await App.SignInAsync("hall-2");
        (await FileAsync(other, found.Text("scanId"), "medical-green-lane")).Is(HttpStatusCode.UnprocessableEntity);

        // Where the law requires presence, a look-up alone proves none.
        (await FileAsync(hall, found.Text("scanId"), "residence-permit")).Is(HttpStatusCode.UnprocessableEntity);
        (await FileAsync(hall, found.Text("scanId"), "residence-permit", confirmed: true)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_repeated_call_gets_the_same_answer_and_is_recorded_once()
    {
        using var talent = await App.SignInAsync("schmidt");
        using var hall = await App.SignInAsync("hall-1");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var nonce = RandomSource.System.Id(12);
        var (first, second, third) = (await LookUpAsync(hall, _passport, nonce), await LookUpAsync(hall, _passport, nonce), await LookUpAsync(hall, _passport));
        Assert.Equal(first.Content, second.Content);
        Assert.NotEqual(first.Text("scanId"), third.Text("scanId"));
        Assert.Equal(2, (await talent.GetJsonAsync("/api/v1/passes/current/access-log")).Items.Count(each => each.GetProperty("action").GetString() == "look-up.valid"));
    }

    [Fact]
    public async Task A_frozen_pass_is_answered_as_a_scan_would_and_nobody_can_file_on_it()
    {
        using var talent = await App.SignInAsync("schmidt");
        using var hall = await App.SignInAsync("hall-1");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        await talent.PostJsonAsync("/api/v1/passes/current/freeze", new { });
        var found = await LookUpAsync(hall, _passport);
        Assert.Equal("suspended", found.Text("outcome"));
        Assert.DoesNotContain("displayName", found.Content, StringComparison.Ordinal);
        (await FileAsync(hall, found.Text("scanId"), "medical-green-lane")).Is(HttpStatusCode.UnprocessableEntity);
        await talent.PostJsonAsync("/api/v1/passes/current/unfreeze", new { });
    }

    [Fact]
    public async Task Nobody_with_the_document_is_said_clearly_and_a_wrong_number_at_its_field()
    {
        using var hall = await App.SignInAsync("hall-1");
        var nobody = await LookUpAsync(hall, new { kind = "passport", number = "X99999999", country = "DEU" });
        nobody.Is(HttpStatusCode.NotFound, "not_found");
        Assert.Contains("没有以该证件登记的人才码", nobody.Text("detail"), StringComparison.Ordinal);
        var wrong = await LookUpAsync(hall, new { kind = "resident_id", number = "330203199001010000" });
        wrong.Is(HttpStatusCode.UnprocessableEntity);
        Assert.True(wrong.Member("errors").TryGetProperty("/document/number", out _));
        (await LookUpAsync(hall, new { kind = "passport", number = "C01X00T47" })).Is(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("supervisor")]
    [InlineData("office")]
    [InlineData("desk-housing")]
    [InlineData("li-wei")]
    public async Task Hall_staff_alone_may_do_it(string account)
    {
        using var caller = await App.SignInAsync(account);
        (await LookUpAsync(caller, _passport)).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Thirty_a_minute_are_enough_for_a_counter()
    {
        using var hall = await App.SignInAsync("hall-2");
        var statuses = new List<HttpStatusCode>();
        while (statuses.Count < 200 && !statuses.Contains(HttpStatusCode.TooManyRequests))
        {
            statuses.Add((await LookUpAsync(hall, new { kind = "passport", number = $"X{statuses.Count:d8}", country = "DEU" })).Status);
        }

        Assert.All(statuses[..30], each => Assert.Equal(HttpStatusCode.NotFound, each));
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    private static Task<Answer> LookUpAsync(HttpClient caller, object document, string? nonce = null) =>
        caller.PostJsonAsync("/api/v1/look-ups", new { document, place = "三号窗", nonce = nonce ?? RandomSource.System.Id(12) });

    private static Task<Answer> FileAsync(HttpClient caller, string scanId, string service, bool confirmed = false) => caller.PostJsonAsync(
        "/api/v1/requests", new { service, answers = SeedCatalogue.Example(service), onBehalfOf = new { scanId, documentConfirmed = confirmed } });
}
