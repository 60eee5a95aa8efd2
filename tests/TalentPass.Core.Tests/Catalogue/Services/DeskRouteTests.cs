using System.Text.Json;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Catalogue.Services;

/// <summary>Tests to which desk a filing goes: of the seeds as a whole table, and of every part of a rule.</summary>
public sealed class DeskRouteTests
{
    private const int NoTier = 9;
    private static readonly DateOnly _today = new(2026, 11, 26);
    private static readonly ServiceCatalogue _catalogue = Seeds.Catalogue;

    // Everything that does not go to the lead department: service, area and desk.
    private static readonly (string Service, string Area, string Desk)[] _elsewhere = [("school-enrolment", "yinzhou", "education-yinzhou")];

    public static TheoryData<string> Services => [.. _catalogue.Services.Select(each => each.Id)];

    [Theory, MemberData(nameof(Services))]
    public void Each_service_goes_for_each_area_and_tier_to_the_desk_of_the_table(string id)
    {
        var service = _catalogue.Service(id)!;
        var wrong = new List<string>();
        foreach (var area in _catalogue.Areas)
        {
            foreach (var level in Enumerable.Range(1, 5).Append(NoTier))
            {
                // The area stands in the form where the form asks for it, and otherwise in the filing.
                var answers = service.AreaField is { } field ? With(service.Example, field, area.Id) : service.Example;
                var desk = _catalogue.DeskFor(service, answers, area, level, _today);
                var expected = _elsewhere.SingleOrDefault(each => each.Service == id && each.Area == area.Id).Desk ?? service.Department;
                if (desk != expected)
                {
                    wrong.Add($"{area.Id}, level {level}: {desk}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void What_the_form_says_of_the_area_counts_before_what_the_filing_says()
    {
        var service = _catalogue.Service("school-enrolment")!;
        Assert.Equal("education", _catalogue.DeskFor(service, With(service.Example, "area", "haishu"), _catalogue.Area("yinzhou"), 3, _today));
        Assert.Equal("education-yinzhou", _catalogue.DeskFor(service, With(service.Example, "area", "yinzhou"), _catalogue.Area("haishu"), 3, _today));
    }

    [Fact]
    public void Without_a_field_for_it_the_area_of_the_filing_counts()
    {
        var service = _catalogue.Service("school-enrolment")! with { AreaField = null };
        Assert.Equal("education-yinzhou", _catalogue.DeskFor(service, service.Example, _catalogue.Area("330212"), 3, _today));
        Assert.Equal("education", _catalogue.DeskFor(service, service.Example, null, 3, _today));
    }

    [Theory]
    [InlineData("leading", 3, "housing")]
    [InlineData("leading", 4, "office")]
    [InlineData("leading", NoTier, "office")]
    public void A_rule_may_ask_for_a_tier(string tier, int level, string desk) =>
        Assert.Equal(desk, To(level, _today, new DeskRoute("housing", Tiers: [tier])));

    [Theory]
    [InlineData("2026-11-25", "office")]
    [InlineData("2026-11-26", "housing")]
    [InlineData("2026-12-31", "housing")]
    [InlineData("2027-01-01", "office")]
    public void A_rule_may_hold_for_some_days(string day, string desk) => Assert.Equal(
        desk, To(3, DateOnly.Parse(day, null), new DeskRoute("housing", From: new DateOnly(2026, 11, 26), To: new DateOnly(2026, 12, 31))));

    [Theory]
    [InlineData("legal", "housing")]
    [InlineData("finance", "office")]
    public void A_rule_may_ask_for_an_answer(string value, string desk) =>
        Assert.Equal(desk, To(3, _today, new DeskRoute("housing", When: new FieldChoice("kind", value))));

    [Fact]
    public void The_first_rule_that_fits_decides_so_an_override_stands_first()
    {
        var district = new DeskRoute("health", Areas: ["yinzhou"]);
        Assert.Equal("health", To(3, _today, district, new DeskRoute("housing", Tiers: ["leading"])));
        Assert.Equal("housing", To(3, _today, new DeskRoute("housing", Tiers: ["leading"]), district));
    }

    [Fact]
    public void All_parts_of_a_rule_must_fit() =>
        Assert.Equal("office", To(3, _today, new DeskRoute("housing", Areas: ["yinzhou"], Tiers: ["senior"])));

    private static string To(int level, DateOnly day, params DeskRoute[] routes)
    {
        var service = _catalogue.Service("specialist")! with { Routes = routes };
        var answers = JsonElement.Parse("""{"kind":"legal"}""");
        return _catalogue.DeskFor(service, answers, _catalogue.Area("yinzhou"), level, day);
    }

    private static JsonElement With(JsonElement answers, string field, string value)
    {
        var all = answers.EnumerateObject().ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal);
        all[field] = JsonSerializer.SerializeToElement(value);
        return JsonSerializer.SerializeToElement(all);
    }
}
