using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Talents.Eligibility;

/// <summary>Checks whether a person is entitled to a service, and the reason that is given, in both languages.</summary>
public sealed class EntitlementsTests
{
    private static readonly DateOnly _today = new(2026, 6, 1);

    [Fact]
    public void A_tier_in_force_meets_the_condition_and_says_until_when()
    {
        var condition = Judge("medical-green-lane", Facts("leading")).Conditions.Single();

        Assert.Equal(ConditionResult.Met, condition.Result);
        Assert.Equal("您持有领军人才认定，有效期至2030-12-31。", condition.Why.Zh);
        Assert.Equal("You hold the status Leading talent, valid until 2030-12-31.", condition.Why.En);
        Assert.Equal(EntitlementVerdict.Eligible, Judge("medical-green-lane", Facts("leading")).Verdict);
    }

    [Fact]
    public void A_lower_tier_is_told_what_it_is()
    {
        var entitlement = Judge("medical-green-lane", Facts("senior"));

        Assert.Equal(EntitlementVerdict.NotEligible, entitlement.Verdict);
        Assert.Equal("您现有的认定为高级人才，不在本事项范围内。", entitlement.Conditions[0].Why.Zh);
    }

    [Fact]
    public void The_best_of_several_statuses_counts() => Assert.Equal(
        EntitlementVerdict.Eligible,
        Judge("medical-green-lane", new TalentFacts([Status("senior"), Status("outstanding")], "domestic")).Verdict);

    [Theory]
    [InlineData("2026-06-01", ConditionResult.Met)]
    [InlineData("2026-05-31", ConditionResult.NotMet)]
    public void A_status_holds_on_its_last_day(string validTo, ConditionResult result)
    {
        var condition = Judge("medical-green-lane", new TalentFacts([Status("top") with { ValidTo = DateOnly.Parse(validTo) }], "domestic")).Conditions[0];

        Assert.Equal(result, condition.Result);
        Assert.Contains(validTo, condition.Why.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_ended_not_begun_or_never_been_is_told_apart()
    {
        string Why(params TalentStatus[] statuses) => Judge("medical-green-lane", new TalentFacts(statuses, "domestic")).Conditions[0].Why.En;

        Assert.Equal("Not recognised as a talent yet.", Why());
        Assert.Equal("Your talent status expired on 2026-01-31.", Why(Status("top") with { ValidTo = new(2026, 1, 31) }));
        Assert.Equal("Your talent status begins on 2026-07-01.", Why(Status("top") with { ValidFrom = new(2026, 7, 1) }));
        Assert.Equal("Your talent status was revoked.", Why(Status("top") with { RevokedAt = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero) }));
        Assert.Equal("You hold the status Top talent, without an end date.", Why(Status("top") with { ValidTo = null }));
    }

    [Fact]
    public void A_tier_of_the_former_directory_counts_where_a_service_names_it()
    {
        var foundation = new TalentFacts([Status("foundation") with { SchemeVersion = "v1" }], "domestic");

        Assert.Equal(ConditionResult.Met, Judge("housing-rent-subsidy", foundation).Conditions[0].Result);
        Assert.Equal(ConditionResult.NotMet, Judge("housing-purchase-subsidy", foundation).Conditions[0].Result);
    }

    [Theory]
    [InlineData("foreign", ConditionResult.Met)]
    [InlineData("hmt", ConditionResult.NotMet)]
    [InlineData(null, ConditionResult.Unknown)]
    public void Nature_is_met_missed_or_not_on_record(string? nature, ConditionResult result) =>
        Assert.Equal(result, Judge("work-permit", Facts("leading") with { Nature = nature }).Conditions[0].Result);

    [Theory]
    [InlineData("1991-06-01", ConditionResult.Met)]
    [InlineData("1990-06-02", ConditionResult.Met)]
    [InlineData("1990-06-01", ConditionResult.NotMet)]
    [InlineData(null, ConditionResult.Unknown)]
    public void Age_is_counted_in_full_years(string? born, ConditionResult result) => Assert.Equal(
        result,
        Judge("housing-youth-station", Facts("senior") with { BirthDate = born is null ? null : DateOnly.Parse(born) }).Conditions[0].Result);

    [Fact]
    public void A_child_of_school_age_meets_its_Condition()
    {
        ConditionResult Condition(params string[] children) => Judge(
            "school-enrolment", Facts("senior") with { ChildBirthDates = [.. children.Select(each => DateOnly.Parse(each))] }).Conditions[1].Result;

        // The age counts on 31 August of the year of entry.
        Assert.Equal(ConditionResult.Met, Condition("2020-08-31"));
        Assert.Equal(ConditionResult.NotMet, Condition("2020-09-01"));
        // A record without children may only be incomplete.
        Assert.Equal(ConditionResult.Unknown, Condition());
        Assert.Equal(ConditionResult.Met, Condition("2024-01-01", "2010-09-01"));
        Assert.Equal(ConditionResult.Unknown, Judge("school-enrolment", Facts("senior")).Conditions[1].Result);
    }

    [Fact]
    public void What_only_the_department_can_establish_leaves_the_verdict_open()
    {
        var entitlement = Judge("housing-rent-subsidy", Facts("senior"));

        Assert.Equal(EntitlementVerdict.Unknown, entitlement.Verdict);
        Assert.Equal(2, entitlement.Conditions.Count(each => each.Result == ConditionResult.Unknown));
    }

    [Fact]
    public void One_condition_missed_decides_whatever_is_unknown() =>
        Assert.Equal(EntitlementVerdict.NotEligible, Judge("housing-rent-subsidy", new TalentFacts([], "domestic")).Verdict);

    [Fact]
    public void Every_service_is_judged_and_every_judgement_explained_in_both_languages()
    {
        var all = Entitlements.For(Seeds.Catalogue, Facts("senior"), _today);

        Assert.Equal(Seeds.Catalogue.Services.Select(each => each.Id), all.Select(each => each.Service.Id));
        Assert.All(all.SelectMany(each => each.Conditions), each =>
        {
            Assert.NotEmpty(each.Text.Zh);
            Assert.NotEmpty(each.Text.En);
            Assert.NotEmpty(each.Why.Zh);
            Assert.NotEmpty(each.Why.En);
        });
    }

    [Fact]
    public void A_service_is_meant_for_people_of_its_nature_and_tier()
    {
        var mine = (string tier, string nature) => Entitlements.MeantFor(Seeds.Catalogue, Facts(tier) with { Nature = nature }, _today)
            .Select(each => each.Id).ToArray();

        Assert.DoesNotContain("work-permit", mine("senior", "domestic"));
        Assert.Contains("settlement", mine("senior", "domestic"));
        Assert.Contains("visa-extension", mine("outstanding", "foreign"));
        Assert.DoesNotContain("settlement", mine("exceptional", "hmt"));
        Assert.DoesNotContain("housing-talent-flat", mine("senior", "domestic"));
    }

    private static Entitlement Judge(string service, TalentFacts facts) =>
        Entitlements.For(Seeds.Catalogue, Seeds.Catalogue.Service(service)!, facts, _today);

    private static TalentFacts Facts(string tier) => new([Status(tier)], "domestic");

    private static TalentStatus Status(string tier) => new()
    {
        StatusId = "00000000",
        Scheme = "ningbo",
        SchemeVersion = "v2",
        Tier = tier,
        Level = Seeds.Catalogue.Tier("ningbo", "v1", tier)!.Level,
        Issuer = new StatusIssuer(IssuerKind.Department, "宁波市人力资源和社会保障局"),
        Basis = "测试",
        ValidFrom = new(2024, 1, 1),
        ValidTo = new(2030, 12, 31),
    };
}
