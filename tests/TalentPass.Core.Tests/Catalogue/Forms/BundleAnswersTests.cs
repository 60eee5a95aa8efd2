using System.Text.Json;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Catalogue.Forms;

/// <summary>The answers to one form are distributed to the services of a bundle.</summary>
public sealed class BundleAnswersTests
{
    public static TheoryData<string> Bundles => [.. Seeds.Catalogue.Bundles.Select(each => each.Id)];

    [Theory, MemberData(nameof(Bundles))]
    public void The_examples_of_the_items_are_accepted_by_item(string bundle)
    {
        var split = Split(bundle, $"{{{string.Join(',', Services(bundle).Select(each => $"\"{each.Id}\":{each.Example.GetRawText()}"))}}}");

        var parts = Assert.IsType<Outcome<IReadOnlyDictionary<string, JsonElement>>.Done>(split).Value;
        Assert.Equal(Services(bundle).Select(each => each.Id), parts.Keys);
        Assert.All(Services(bundle), each => Assert.True(JsonElement.DeepEquals(each.Example, parts[each.Id])));
    }

    [Theory, MemberData(nameof(Bundles))]
    public void What_several_items_ask_is_answered_once(string bundle)
    {
        var flat = Services(bundle).SelectMany(each => each.Example.EnumerateObject()).DistinctBy(each => each.Name)
            .Select(each => $"\"{each.Name}\":{each.Value.GetRawText()}");

        var parts = Assert.IsType<Outcome<IReadOnlyDictionary<string, JsonElement>>.Done>(Split(bundle, $"{{{string.Join(',', flat)}}}")).Value;

        Assert.All(Services(bundle), each => Assert.Null(AnswerCheck.Check(each, parts[each.Id], Seeds.Today)));
    }

    [Fact]
    public void A_family_move_needs_the_family()
    {
        var settlement = Seeds.Catalogue.Service("settlement")!.Example;
        var answers = By("family-move", ("settlement", Answers.With(settlement, "followers", "[]").GetRawText()));

        Assert.Equal(["required"], Errors("family-move", answers)["/answers/settlement/followers"]);
    }

    [Fact]
    public void A_wrong_answer_is_pointed_at_in_the_answers_as_they_were_given()
    {
        var rent = Seeds.Catalogue.Service("housing-rent-subsidy")!.Example;

        var errors = Errors("new-arrival", By("new-arrival", ("housing-rent-subsidy", Answers.With(rent, "monthlyRentYuan", "0").GetRawText())));

        Assert.Equal(["/answers/housing-rent-subsidy/monthlyRentYuan"], errors.Keys);
    }

    [Theory]
    [InlineData("{\"settlement\":{},\"parks\":{}}", "/answers/parks", "unknown_field")]
    [InlineData("{\"settlement\":[]}", "/answers/settlement", "wrong_type")]
    [InlineData("{\"settlement\":{}}", "/answers/housing-rent-subsidy/leaseFrom", "required")]
    [InlineData("{\"colour\":1}", "/answers/colour", "unknown_field")]
    [InlineData("{}", "/answers/leaseFrom", "required")]
    [InlineData("{\"area\":\"\\ud800\"}", "/answers/area", "invalid_text")]
    [InlineData("{\"\\ud800\":1}", "/answers", "invalid_text")]
    [InlineData("[]", "/answers", "wrong_type")]
    public void What_no_item_asks_is_refused(string json, string pointer, string code) =>
        Assert.Contains(code, Errors("new-arrival", json)[pointer]);

    private static ServiceItem[] Services(string bundle) =>
        [.. Seeds.Catalogue.Bundle(bundle)!.Services.Select(each => Seeds.Catalogue.Service(each)!)];

    private static string By(string bundle, (string Service, string Json) changed) => $"{{{string.Join(',', Services(bundle).Select(each =>
        $"\"{each.Id}\":{(each.Id == changed.Service ? changed.Json : each.Example.GetRawText())}"))}}}";

    private static Outcome<IReadOnlyDictionary<string, JsonElement>> Split(string bundle, string json) =>
        BundleAnswers.Split(Seeds.Catalogue, Seeds.Catalogue.Bundle(bundle)!, Answers.Parse(json), Seeds.Today);

    private static IReadOnlyDictionary<string, string[]> Errors(string bundle, string json) =>
        Assert.IsType<Outcome<IReadOnlyDictionary<string, JsonElement>>.Refused>(Split(bundle, json)).Reason.Errors!;
}
