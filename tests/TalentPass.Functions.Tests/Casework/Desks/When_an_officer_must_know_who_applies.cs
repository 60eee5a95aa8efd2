using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>Whoever handles a case sees the person in full. Everybody else sees the masked name.</summary>
public sealed class When_an_officer_must_know_who_applies(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task The_officer_who_handles_the_case_sees_the_person_and_the_family_in_the_request()
    {
        var number = await FileAsync("zhang-hui", "settlement", "household");
        var person = Part(await AtDeskAsync(number, "household"), "applicant");
        Assert.Equal("张辉", Text(person, "name"));
        Assert.Equal("330299198703080170", Text(person, "document"));
        Assert.Equal("resident_id", Text(person, "documentKind"));
        Assert.Equal("+8613900000002", Text(person, "phone"));
        Assert.Equal(("senior", "高级人才"), (Text(person, "tier"), Text(person, "tierTitle")));
        Assert.Equal(("domestic", "境内"), (Text(person, "nature"), Text(person, "natureTitle")));
        Assert.Equal(("senior", "in_force"), (Text(person.GetProperty("statuses")[0], "tier"), Text(person.GetProperty("statuses")[0], "standing")));
        Assert.Equal("2026-02-13", Text(person, "asOf"));
        // The spouse follows; the children, who are on record too, are not named in the request.
        Assert.Equal([("陈静", "spouse")], person.GetProperty("family").EnumerateArray().Select(each => (Text(each, "name"), Text(each, "relation"))));

        using var desk = await App.SignInAsync("desk-household");
        Assert.Equal("张*", Text(Assert.Single(await RequestCalls.DeskAsync(desk, "household")), "applicant"));
    }

    [Fact]
    public async Task A_foreign_name_has_all_its_forms()
    {
        var number = await FileAsync("schmidt", Rent);
        var person = Part(await AtDeskAsync(number), "applicant");
        Assert.All(["surname", "given", "chineseName", "documentCountry"], each => Assert.NotEmpty(Text(person, each)));
        Assert.Equal("passport", Text(person, "documentKind"));
    }

    [Fact]
    public async Task Nobody_else_sees_more_than_the_masked_name()
    {
        var number = await FileAsync("li-wei", Rent);
        (await ActAsync(number, "claim", new { })).Is(HttpStatusCode.OK);
        Assert.Equal("李伟", Text(Part(await AtDeskAsync(number), "applicant"), "name"));

        foreach (var account in new[] { "desk-housing-2", "supervisor" })
        {
            using var other = await App.SignInAsync(account);
            AssertHidden(Part(await other.GetJsonAsync($"/api/v1/desks/housing/requests/{number}"), "applicant"));
        }

        AssertHidden(Part(await SeenAsync("li-wei", number), "applicant"));
        (await ActAsync(number, "release", new { })).Is(HttpStatusCode.OK);
        using var second = await App.SignInAsync("desk-housing-2");
        Assert.Equal("李伟", Text(Part(await second.GetJsonAsync($"/api/v1/desks/housing/requests/{number}"), "applicant"), "name"));
    }

    [Fact]
    public async Task A_request_that_was_stored_without_the_person_shows_the_person_on_record()
    {
        var number = await FileAsync("li-wei", Rent);
        var request = App.Services.GetRequiredService<RequestNumbers>().Parse(number)!;
        var table = App.Services.GetRequiredService<TalentsTable>();
        var row = (await table.FindAsync(Shard.Of(request.TalentId), RequestStore.StateKey(request), TestContext.Current.CancellationToken))!;
        Assert.True(row.Remove("Person0"));
        await table.CommitAsync(new Transaction(Shard.Of(request.TalentId), "older").Replace(row, row.ETag), TestContext.Current.CancellationToken);

        var person = Part(await AtDeskAsync(number), "applicant");
        Assert.Equal("李伟", Text(person, "name"));
        Assert.NotEmpty(Text(person, "document"));
    }

    [Fact]
    public async Task An_appeal_names_the_same_person()
    {
        var number = await FileAsync("li-wei", Rent);
        (await ActAsync(number, "not-accept", new { reason = "不属于本市补贴范围" })).Is(HttpStatusCode.OK);
        var appeal = (await DoAsync("li-wei", number, "appeal", new { text = "请复核" }, "appeal")).Is(HttpStatusCode.Created).Text("number");
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", appeal);
        using var second = await App.SignInAsync("desk-housing-2");
        Assert.Equal("李伟", Text(Part(await second.GetJsonAsync($"/api/v1/desks/housing/requests/{appeal}"), "applicant"), "name"));
    }

    private static void AssertHidden(JsonElement person)
    {
        Assert.Equal(("李*", true), (Text(person, "name"), person.GetProperty("masked").GetBoolean()));
        Assert.Equal(["name", "masked"], person.EnumerateObject().Select(each => each.Name));
    }

    private static string Text(JsonElement part, string name) => part.GetProperty(name).GetString()!;
}
