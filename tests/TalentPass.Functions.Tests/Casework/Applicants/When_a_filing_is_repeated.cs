using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>The same is not filed twice by mistake: not while the first is open, and not while its decision still counts.</summary>
public sealed class When_a_filing_is_repeated(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Purchase = "housing-purchase-subsidy";

    [Fact]
    public async Task One_contract_is_subsidised_once_however_its_number_is_typed()
    {
        var first = (await FileAsync(Purchase)).Is(HttpStatusCode.Created).Text("number");
        var again = await FileAsync(Purchase);
        again.Is(HttpStatusCode.Conflict, "already_filed");
        Assert.Equal(first, again.Text("earlier"));
        Assert.Contains(first, again.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(first, (await FileAsync(Purchase, ("contractNumber", "\"2026yz0310425\""))).Is(HttpStatusCode.Conflict).Text("earlier"));
        (await FileAsync(Purchase, ("contractNumber", "\"2026-YZ-0310426\""))).Is(HttpStatusCode.Created);

        await DecideAsync(first, "approve", SeedCatalogue.Approval(Purchase));
        Clock.Set(Day(2031, 2, 13));
        (await FileAsync(Purchase)).Is(HttpStatusCode.Conflict, "already_filed");
    }

    [Fact]
    public async Task A_decision_counts_for_the_period_of_the_service()
    {
        var first = (await FileAsync(Rent)).Text("number");
        await DecideAsync(first, "approve", SeedCatalogue.Approval(Rent));
        Clock.Set(Day(2027, 2, 12));
        (await FileAsync(Rent)).Is(HttpStatusCode.Conflict, "already_filed");
        Clock.Set(Day(2027, 2, 13));
        (await FileAsync(Rent)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_was_refused_or_withdrawn_may_be_filed_again()
    {
        var withdrawn = (await FileAsync(Rent)).Text("number");
        (await DoAsync("li-wei", withdrawn, "withdraw", new { reason = "填错了" })).Is(HttpStatusCode.OK);
        var refused = (await FileAsync(Rent)).Is(HttpStatusCode.Created).Text("number");
        await DecideAsync(refused, "refuse", new { reason = "材料不实" });
        (await FileAsync(Rent)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_confirmed_repetition_is_filed_and_marked()
    {
        using var talent = await App.SignInAsync("li-wei");
        var first = (await RequestCalls.FileAsync(talent, Rent)).Text("number");
        var second = (await RequestCalls.FileAsync(talent, Rent)).Text("number");
        Assert.Equal(first, (await SeenAsync("li-wei", second)).Text("repeatOf"));
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", second);
        Assert.Equal(first, (await AtDeskAsync(second)).Text("repeatOf"));
        Assert.False((await SeenAsync("li-wei", first)).Body.TryGetProperty("repeatOf", out _));
        Assert.Equal(second, (await FileAsync(Rent)).Is(HttpStatusCode.Conflict).Text("earlier"));
    }

    [Fact]
    public async Task A_draft_and_a_part_of_a_bundle_are_compared_too()
    {
        using var talent = await App.SignInAsync("li-wei");
        var first = (await FileAsync(Rent)).Text("number");
        await talent.CallAsync(HttpMethod.Put, "/api/v1/drafts/rent", new { service = Rent, answers = SeedCatalogue.Example(Rent) });
        Assert.Equal(first, (await talent.PostJsonAsync("/api/v1/drafts/rent/submit", new { }, "d1")).Is(HttpStatusCode.Conflict, "already_filed").Text("earlier"));
        (await talent.PostJsonAsync("/api/v1/drafts/rent/submit?confirmRepeat=maybe", new { }, "d2")).Is(HttpStatusCode.BadRequest, "invalid_parameter");
        var second = (await talent.PostJsonAsync("/api/v1/drafts/rent/submit?confirmRepeat=true", new { }, "d3")).Is(HttpStatusCode.Created).Text("number");

        var answers = SeedCatalogue.Published.Content.Bundle("new-arrival")!.Services.ToDictionary(each => each, SeedCatalogue.Example);
        var bundle = await talent.PostJsonAsync("/api/v1/bundles/new-arrival/requests", new { answers }, "b1");
        Assert.Equal(second, bundle.Is(HttpStatusCode.Conflict, "already_filed").Text("earlier"));
        (await talent.PostJsonAsync("/api/v1/bundles/new-arrival/requests", new { answers, confirmRepeat = true }, "b2")).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_same_call_sent_again_gets_its_first_answer()
    {
        using var talent = await App.SignInAsync("li-wei");
        var body = new { service = Rent, answers = SeedCatalogue.Example(Rent) };
        var first = (await talent.PostJsonAsync("/api/v1/requests", body, "same")).Is(HttpStatusCode.Created);
        var again = (await talent.PostJsonAsync("/api/v1/requests", body, "same")).Is(HttpStatusCode.Created);
        Assert.Equal((true, first.Text("number")), (again.Replayed, again.Text("number")));
        (await talent.PostJsonAsync("/api/v1/requests", body, "other")).Is(HttpStatusCode.Conflict, "already_filed");
    }

    [Fact]
    public async Task Of_equal_filings_at_the_same_moment_one_is_taken()
    {
        using var talent = await App.SignInAsync("li-wei");
        var body = new { service = Rent, answers = SeedCatalogue.Example(Rent) };
        var filed = await Task.WhenAll(Enumerable.Range(0, 8).Select(each => talent.PostJsonAsync("/api/v1/requests", body, $"at-once-{each}")));
        var number = Assert.Single(filed, each => each.Status == HttpStatusCode.Created).Text("number");
        Assert.All(filed.Where(each => each.Status != HttpStatusCode.Created), each => Assert.Equal(("already_filed", number), (each.Code, each.Text("earlier"))));
        Assert.Single((await talent.GetJsonAsync("/api/v1/requests")).Items);
    }

    [Fact]
    public async Task The_key_of_a_subject_shows_nothing_of_it()
    {
        await FileAsync(Purchase);
        var table = App.Services.GetRequiredService<TalentsTable>();
        var row = Assert.Single((await table.ReadAsync(TableFilter.Prefix(Shard.Of("0000w3e1"), "0000w3e1|2r|"), 10, TestContext.Current.CancellationToken)).Rows);
        Assert.Equal(26, row.RowKey.Split('|')[2].Length);
        Assert.DoesNotContain(row.Select(each => each.Value).OfType<string>(), each => each.Contains("0310425", StringComparison.Ordinal));
    }

    private async Task DecideAsync(string number, string verb, object body)
    {
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", number);
        (await ActAsync(number, "accept", new { })).Is(HttpStatusCode.OK);
        (await ActAsync(number, verb, body)).Is(HttpStatusCode.OK);
        (await ActAsync(number, "deliver", new { how = "短信" })).Is(HttpStatusCode.OK);
    }

    private async Task<Answer> FileAsync(string service, params (string Field, string? Json)[] changes)
    {
        using var talent = await App.SignInAsync("li-wei");
        return await talent.PostJsonAsync("/api/v1/requests", new { service, answers = SeedCatalogue.Example(service, changes) }, RandomSource.System.Id(20));
    }
}
