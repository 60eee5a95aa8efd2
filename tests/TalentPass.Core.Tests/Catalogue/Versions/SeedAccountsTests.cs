using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Identity;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Tests.Catalogue.Versions;

/// <summary>Checks that the demo accounts promised by the API contract exist and match the catalogue.</summary>
public sealed class SeedAccountsTests
{
    private static readonly IReadOnlyList<DemoAccount> _accounts = DemoAccount.ReadAll(new SeedFolder(SeedFiles.Folder));

    [Fact]
    public void Every_account_of_the_contract_is_there() => Assert.Equal(
        [
            "li-wei", "zhang-hui", "schmidt", "chen-hk", "wu-hong", "expired-zhao", "nobody", "newcomer",
            "hall-1", "hall-2", "desk-housing", "desk-housing-2", "desk-education", "desk-education-2", "desk-education-yinzhou",
            "desk-exit-entry", "desk-exit-entry-2", "desk-household", "desk-household-2", "desk-hrss", "desk-hrss-2", "desk-health",
            "desk-health-2", "desk-office", "desk-office-2", "supervisor", "supervisor-2", "office", "auditor",
        ],
        _accounts.Select(each => each.Account));

    [Fact]
    public void Talents_have_ids_of_their_own_and_nobody_has_no_status()
    {
        var talents = _accounts.Where(each => each.Talent is not null).ToArray();

        Assert.Equal(8, talents.Select(each => each.TalentId).Distinct().Count());
        Assert.All(talents, each => Assert.True(each.TalentId!.Length == 8 && Base32.TryDecode(each.TalentId, out _)));
        var nobody = _accounts.Single(each => each.Account == "nobody").Registration(new DateOnly(2026, 6, 1))!;
        Assert.Equal((0, 1), (nobody.Statuses!.Count, nobody.Documents.Count));
    }

    [Theory]
    [InlineData("li-wei", "domestic", "leading")]
    [InlineData("zhang-hui", "domestic", "senior")]
    [InlineData("schmidt", "foreign", "outstanding")]
    [InlineData("chen-hk", "hmt", "exceptional")]
    [InlineData("wu-hong", "domestic", "senior")]
    public void Talents_are_of_the_nature_and_tier_of_the_contract(string account, string nature, string tier)
    {
        var registration = _accounts.Single(each => each.Account == account).Registration(new DateOnly(2026, 6, 1))!;

        var status = Assert.Single(registration.Statuses!);
        Assert.Equal((nature, tier), (registration.Nature, status.Tier));
        Assert.NotNull(Seeds.Catalogue.Tier(status.Scheme, status.SchemeVersion!, status.Tier));
        Assert.True(status.ValidTo > new DateOnly(2030, 1, 1));
    }

    [Fact]
    public void A_given_name_outside_the_basic_plane_is_among_them() => Assert.Equal(
        "吴𬭎", _accounts.Single(each => each.Account == "wu-hong").Registration(new DateOnly(2026, 6, 1))!.Name.Full);

    [Fact]
    public void Every_department_has_somebody_at_its_desk() => Assert.Equal(
        Seeds.Catalogue.Departments.Select(each => each.Id).Order(StringComparer.Ordinal),
        _accounts.Where(each => each.Roles.Contains("desk")).Select(each => each.Department!).Distinct().Order(StringComparer.Ordinal));
}
