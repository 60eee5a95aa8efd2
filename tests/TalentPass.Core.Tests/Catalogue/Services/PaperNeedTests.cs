using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Catalogue.Services;

/// <summary>Which papers a filing needs follows from its answers and from the applicant's nature.</summary>
public sealed class PaperNeedTests
{
    [Theory]
    [InlineData("residence-permit", "health-certificate", """{"residenceAction":"new","monthsRequested":12}""", PaperNeed.Required)]
    [InlineData("residence-permit", "health-certificate", """{"residenceAction":"new","monthsRequested":11}""", PaperNeed.NotNeeded)]
    [InlineData("residence-permit", "health-certificate", """{"residenceAction":"extension","monthsRequested":24}""", PaperNeed.NotNeeded)]
    [InlineData("residence-permit", "health-certificate", "{}", PaperNeed.NotNeeded)]
    [InlineData("residence-permit", "passport", "{}", PaperNeed.Required)]
    [InlineData("residence-permit", "relative-permit", "{}", PaperNeed.Optional)]
    [InlineData("residence-permit", "kinship-proof", """{"residenceReason":"reunion"}""", PaperNeed.Required)]
    [InlineData("residence-permit", "kinship-proof", """{"residenceReason":"work"}""", PaperNeed.NotNeeded)]
    [InlineData("settlement", "kinship-proof", """{"followers":[{"relation":"child"}]}""", PaperNeed.Required)]
    [InlineData("settlement", "kinship-proof", """{"followers":[]}""", PaperNeed.NotNeeded)]
    [InlineData("settlement", "kinship-proof", """{"followers":"child"}""", PaperNeed.NotNeeded)]
    [InlineData("settlement", "kinship-proof", """{"followers":[7]}""", PaperNeed.NotNeeded)]
    [InlineData("settlement", "host-consent", """{"householdKind":"own-home"}""", PaperNeed.NotNeeded)]
    [InlineData("settlement", "host-consent", """{"householdKind":"relative"}""", PaperNeed.Required)]
    [InlineData("lodging-registration", "host-identity", """{"registrant":"host"}""", PaperNeed.Required)]
    [InlineData("hmt-residence-permit", "study-proof", """{"ground":"home"}""", PaperNeed.NotNeeded)]
    public void Answers_decide(string service, string paper, string answers, PaperNeed need) =>
        Assert.Equal(need, Seeds.Catalogue.Service(service)!.Material(paper)!.Need(Answers.Parse(answers), null));

    [Theory]
    [InlineData("foreign", PaperNeed.Required)]
    [InlineData("domestic", PaperNeed.NotNeeded)]
    [InlineData(null, PaperNeed.Optional)]
    public void The_nature_decides_where_it_is_known(string? nature, PaperNeed need) =>
        Assert.Equal(need, Seeds.Catalogue.Service("talent-recognition")!.Material("passport-page")!.Need(Answers.Parse("{}"), nature));

    [Fact]
    public void A_paper_that_one_case_rules_out_is_not_needed_whatever_is_unknown()
    {
        var paper = new Material("x", new("材料", "Paper"), false, false, false, 0)
        {
            RequiredWhen = [new PaperCase(Natures: ["foreign"]), new PaperCase("kind", ["new"])],
        };

        Assert.Equal(PaperNeed.NotNeeded, paper.Need(Answers.Parse("""{"kind":"old"}"""), null));
        Assert.Equal(PaperNeed.Optional, paper.Need(Answers.Parse("""{"kind":"new"}"""), null));
        Assert.Equal(PaperNeed.Required, paper.Need(Answers.Parse("""{"kind":"new"}"""), "foreign"));
    }

    [Fact]
    public void The_required_papers_of_an_example_are_named_in_the_order_of_the_guide()
    {
        var residence = Seeds.Catalogue.Service("residence-permit")!;

        Assert.Equal(
            ["application-form", "passport", "photo", "employer-letter", "health-certificate"],
            residence.RequiredPapers(residence.Example, "foreign"));
    }
}
