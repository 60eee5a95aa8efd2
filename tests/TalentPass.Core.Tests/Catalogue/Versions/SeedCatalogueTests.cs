using System.Text.Json;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Catalogue.Versions;

/// <summary>Tests the facts about the seed catalogue that other code and tests rely on.</summary>
public sealed class SeedCatalogueTests
{
    private static readonly ServiceCatalogue _catalogue = Seeds.Catalogue;

    public static TheoryData<string> Services => [.. _catalogue.Services.Select(each => each.Id)];

    [Fact]
    public void Every_service_bundle_and_department_of_the_contract_is_there()
    {
        Assert.Equal(
            [
                "talent-recognition", "housing-purchase-subsidy", "housing-rent-subsidy", "housing-talent-flat",
                "housing-youth-station", "school-enrolment", "work-permit", "residence-permit", "visa-extension",
                "settlement", "medical-green-lane", "family-placement", "specialist", "coordination",
                "hmt-residence-permit", "permanent-residence-recommendation", "lodging-registration",
            ],
            _catalogue.Services.Select(each => each.Id));
        Assert.Equal(["new-arrival", "foreign-arrival", "family-move"], _catalogue.Bundles.Select(each => each.Id));
        Assert.Equal(StorageLayout.Departments, _catalogue.Departments.Where(each => each.Parent is null).Select(each => each.Id));
        Assert.Equal(["education-yinzhou"], _catalogue.Departments.Where(each => each.Parent is not null).Select(each => each.Id));
    }

    [Fact]
    public void Bundles_run_in_the_stages_of_the_contract()
    {
        Assert.Equal([["settlement", "housing-rent-subsidy", "medical-green-lane"]], _catalogue.Bundle("new-arrival")!.Stages);
        Assert.Equal([["work-permit"], ["residence-permit"]], _catalogue.Bundle("foreign-arrival")!.Stages);
        Assert.Equal([["settlement"], ["school-enrolment", "family-placement"]], _catalogue.Bundle("family-move")!.Stages);
    }

    [Fact]
    public void The_five_tiers_of_today_and_the_eight_of_before_are_known()
    {
        var scheme = _catalogue.Scheme("ningbo")!;

        Assert.Equal(["顶尖人才", "特优人才", "领军人才", "拔尖人才", "高级人才"], scheme.Current.Tiers.Select(each => each.Title.Zh));
        Assert.Equal([1, 2, 3, 4, 5], scheme.Current.Tiers.Select(each => each.Level));
        Assert.Equal(8, scheme.Versions.Single(each => each.Id == "v1").Tiers.Count);
        Assert.Equal(scheme.Find("v1", "leading")!.Level, scheme.Find("v2", "leading")!.Level);
    }

    [Fact]
    public void Zones_without_a_code_of_their_own_map_to_their_district()
    {
        Assert.Equal("330212", _catalogue.Area("hi-tech-zone")!.Code);
        Assert.Equal(13, _catalogue.Areas.Count);
        Assert.Equal(10, _catalogue.Areas.Select(each => each.Code).Distinct().Count());
    }

    [Theory, MemberData(nameof(Services))]
    public void The_example_of_a_service_is_accepted_as_it_stands(string service) =>
        Assert.Null(AnswerCheck.Check(_catalogue.Service(service)!, _catalogue.Service(service)!.Example, Seeds.Today));

    [Theory, MemberData(nameof(Services))]
    public void A_form_asks_no_answer_the_example_could_not_show(string service)
    {
        var form = _catalogue.Service(service)!.Form;
        foreach (var required in form.GetProperty("required").EnumerateArray().Select(each => each.GetString()!))
        {
            var without = Answers.Without(_catalogue.Service(service)!.Example, required);

            var refusal = AnswerCheck.Check(_catalogue.Service(service)!, without, Seeds.Today);

            Assert.Equal(["required"], refusal!.Errors![$"/answers/{required}"]);
        }
    }

    [Theory, MemberData(nameof(Services))]
    public void Every_service_says_what_an_approval_grants(string service) => Assert.All(_catalogue.Service(service)!.Results!, result =>
    {
        var decision = JsonSerializer.SerializeToElement(
            result.Example.EnumerateObject().ToDictionary(each => each.Name, each => (object)each.Value).Append(new("type", result.Type)).ToDictionary());
        var done = Assert.IsType<Outcome<CheckedDecision?>.Done>(DecisionCheck.Check(_catalogue.Service(service)!, decision, Seeds.Today)).Value!;
        Assert.Equal((result.Type, result.Example.GetRawText().Length > 2), (done.Type, done.Fields.EnumerateObject().Any()));
    });

    [Fact]
    public void The_law_sets_the_limits_of_visas_and_residence_permits()
    {
        var visa = _catalogue.Service("visa-extension")!;
        var residence = _catalogue.Service("residence-permit")!;

        Assert.Equal((7, TimeBasis.Law), (visa.TimeLimits.LegalWorkingDays, visa.TimeLimits.Basis));
        Assert.Equal((15, TimeBasis.Law), (residence.TimeLimits.LegalWorkingDays, residence.TimeLimits.Basis));
        // 条例 16 wants the applicant at the counter for a residence permit; 法 29 does not for an extension.
        Assert.Equal((false, true), (visa.Presence.Required, residence.Presence.Required));
        Assert.All([visa, residence], each =>
        {
            Assert.True(each.Remedy.Final);
            Assert.DoesNotContain("复议", each.Remedy.Text.Zh, StringComparison.Ordinal);
            Assert.DoesNotContain("诉讼", each.Remedy.Text.Zh, StringComparison.Ordinal);
            Assert.False(each.Remedy.WhenNotAccepted.Final);
            Assert.Contains("行政复议", each.Remedy.WhenNotAccepted.Text.Zh, StringComparison.Ordinal);
            Assert.Contains("合法停留", each.Receipt!.Zh, StringComparison.Ordinal);
        });
    }

    // 出境入境管理法 36 names the refusals that are final: extensions of visas, stay and residence permits, and nothing else.
    [Fact]
    public void Only_refusals_of_visas_and_residence_permits_are_final() => Assert.Equal(
        ["residence-permit", "visa-extension"], _catalogue.Services.Where(each => each.Remedy.Final).Select(each => each.Id));

    // 复议法 24: the government of the authority that decided; 行诉法 14, 18: the basic court at its seat.
    [Fact]
    public void Every_other_refusal_names_the_reviewing_body_the_court_and_the_days() =>
        Assert.All(_catalogue.Services.Where(each => !each.Remedy.Final && each.Department != "office"), each =>
        {
            Assert.All(
                ["六十日", "宁波市人民政府", "区（县、市）人民政府", "《行政复议法》", "六个月", "基层人民法院", "《行政诉讼法》"],
                word => Assert.Contains(word, each.Remedy.Text.Zh, StringComparison.Ordinal));
            Assert.All(
                ["60 days", "Ningbo Municipal People's Government", "six months", "basic people's court"],
                word => Assert.Contains(word, each.Remedy.Text.En, StringComparison.Ordinal));
        });

    // The talent office is an organ of the Party: 信访工作条例 34–36.
    [Fact]
    public void What_the_talent_office_does_is_open_to_a_petition() =>
        Assert.All(_catalogue.Services.Where(each => each.Department == "office"), each =>
        {
            Assert.Contains("《信访工作条例》", each.Remedy.Text.Zh, StringComparison.Ordinal);
            Assert.Contains("Regulations on Petition Work", each.Remedy.Text.En, StringComparison.Ordinal);
        });

    [Fact]
    public void A_work_permit_of_category_A_is_promised_sooner()
    {
        var limits = _catalogue.Service("work-permit")!.TimeLimits;

        Assert.Equal(5, limits.For(Answers.Parse("""{"category":"A"}""")).PromisedWorkingDays);
        Assert.Equal(10, limits.For(Answers.Parse("""{"category":"B"}""")).PromisedWorkingDays);
        Assert.Equal(2, _catalogue.Service("specialist")!.TimeLimits.PromisedWorkingDays);
    }

    [Fact]
    public void School_enrolment_has_a_window_and_counts_from_its_close()
    {
        var window = _catalogue.Service("school-enrolment")!.Window!;

        Assert.Equal(new DateOnly(2026, 6, 15), window.ClockStart(new DateOnly(2026, 5, 20)));
        Assert.Equal(new DateOnly(2026, 6, 15), window.ClockStart(new DateOnly(2026, 6, 15)));
        Assert.Equal(new DateOnly(2027, 6, 15), window.ClockStart(new DateOnly(2026, 6, 16)));
        Assert.True(window.IsOpen(new DateOnly(2026, 5, 6)));
        Assert.False(window.IsOpen(new DateOnly(2026, 5, 5)));
    }

    [Fact]
    public void Nothing_that_shared_data_holds_is_asked_for() =>
        Assert.All(
            _catalogue.Services.SelectMany(each => each.Materials).Where(each => each.FromSharedData),
            each => Assert.False(each.Required || each.Copies > 0));

    [Fact]
    public void Money_is_whole_yuan()
    {
        var numbers = _catalogue.Services.SelectMany(each => each.Form.GetProperty("properties").EnumerateObject())
            .Where(each => each.Name.EndsWith("Yuan", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(numbers);
        Assert.All(numbers, each => Assert.Equal("integer", each.Value.GetProperty("type").GetString()));
    }

    [Fact]
    public void The_whole_catalogue_fits_a_request_body() =>
        Assert.InRange(CatalogueDocument.Write(_catalogue).Length, 1, 256 * 1024);
}
