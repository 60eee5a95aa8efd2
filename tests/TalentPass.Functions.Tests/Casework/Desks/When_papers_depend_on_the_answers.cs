using System.Net;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// A paper is required where the answers call for it. The case shows at once which of those are missing, and nobody may ask for a
/// paper that the answers do not call for.
/// </summary>
public sealed class When_papers_depend_on_the_answers(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Residence = "residence-permit";

    [Fact]
    public async Task The_case_shows_what_is_required_and_what_is_missing()
    {
        var number = await FileResidenceAsync(("monthsRequested", 24));
        string[] papers = ["application-form", "passport", "photo", "employer-letter", "health-certificate"];

        foreach (var seen in new[] { await SeenAsync("schmidt", number), await AtDeskAsync(number, "exit-entry") })
        {
            Assert.Equal(papers, Texts(seen, "requiredMaterials"));
            Assert.Equal(papers.Except(["passport"]), Texts(seen, "missingMaterials"));
        }

        var shorter = await SeenAsync("schmidt", await FileResidenceAsync(("monthsRequested", 6), ("residenceReason", "reunion")));
        Assert.Equal(["application-form", "passport", "photo", "kinship-proof"], Texts(shorter, "requiredMaterials"));
    }

    [Fact]
    public async Task A_paper_that_the_answers_do_not_call_for_is_not_asked_for()
    {
        var number = await FileResidenceAsync(("monthsRequested", 6));

        var refused = await AskAsync(number, new { material = "health-certificate", text = "请补健康证明" });
        Assert.Equal("not_needed", Error(refused, "/items/0"));
        (await AskAsync(number, new { material = "health-certificate", text = "请补" }, new { field = "monthsRequested", text = "期限写错" })).Is(HttpStatusCode.OK);

        var supplied = await DoAsync("schmidt", number, "supplement", new { answers = new { monthsRequested = 18 }, materials = new[] { new { id = "health-certificate" } } });
        Assert.Equal("submitted", supplied.Text("state"));
        Assert.DoesNotContain("health-certificate", Texts(await SeenAsync("schmidt", number), "missingMaterials"));
    }

    [Fact]
    public async Task A_paper_that_the_answers_do_not_call_for_is_no_gap()
    {
        var number = await FileAsync("li-wei", "housing-purchase-subsidy");
        var refused = await ActAsync(number, "accept-tolerant", new { missing = new[] { "title-deed" }, dueWorkingDays = 5 });
        Assert.Equal("not_needed", Error(refused, "/missing/0"));
        Assert.Equal("accepted_tolerant", (await ActAsync(number, "accept-tolerant", new { missing = new[] { "deed-tax" }, dueWorkingDays = 5 })).Text("state"));
    }

    [Theory]
    [InlineData("chen-hk", "hmt-residence-permit", "household")]
    [InlineData("schmidt", "permanent-residence-recommendation", "exit-entry")]
    [InlineData("schmidt", "lodging-registration", "exit-entry")]
    public async Task The_examples_of_the_services_for_people_from_elsewhere_are_filed(string account, string service, string department)
    {
        Clock.Set(Day(2026, 11, 25));
        var number = await FileAsync(account, service, department);
        var seen = await SeenAsync(account, number);
        Assert.Equal((department, "submitted"), (seen.Text("department"), seen.Text("state")));
        Assert.NotEmpty(Texts(seen, "requiredMaterials"));
    }

    private async Task<string> FileResidenceAsync(params (string Field, object Value)[] changes)
    {
        using var talent = await App.SignInAsync("schmidt");
        using var desk = await App.SignInAsync("desk-exit-entry");
        var answers = SeedCatalogue.Example(Residence).EnumerateObject().ToDictionary(each => each.Name, each => (object)each.Value);
        foreach (var (field, value) in changes)
        {
            answers[field] = value;
        }

        answers["entryDate"] = "2026-02-01";
        var filed = await talent.PostJsonAsync(
            "/api/v1/requests", new { service = Residence, answers, confirmRepeat = true, materials = new[] { new { id = "passport" } } }, RandomSource.System.Id(20));
        filed.Is(HttpStatusCode.Created);
        await RequestCalls.OnDeskAsync(desk, "exit-entry", filed.Text("number"));
        return filed.Text("number");
    }

    private Task<Answer> AskAsync(string number, params object[] items) =>
        ActAsync(number, "request-supplement", new { items, dueWorkingDays = 5 }, "exit-entry");

    private static IEnumerable<string?> Texts(Answer answer, string list) => Part(answer, list).EnumerateArray().Select(each => each.GetString());
}
