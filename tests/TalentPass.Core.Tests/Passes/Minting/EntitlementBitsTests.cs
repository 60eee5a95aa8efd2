using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Passes.Minting;

/// <summary>The meaning of an entitlement bit must never change, because codes that are already in use carry the bits.</summary>
public sealed class EntitlementBitsTests
{
    private static readonly DateTimeOffset _now = new(2026, 6, 1, 9, 0, 0, TimeSpan.FromHours(8));

    private static readonly Dictionary<string, int> _bits = new()
    {
        ["talent-recognition"] = 0x0001,
        ["housing-purchase-subsidy"] = 0x0002,
        ["housing-rent-subsidy"] = 0x0004,
        ["housing-talent-flat"] = 0x0008,
        ["housing-youth-station"] = 0x0010,
        ["school-enrolment"] = 0x0020,
        ["work-permit"] = 0x0040,
        ["residence-permit"] = 0x0080,
        ["visa-extension"] = 0x0100,
        ["settlement"] = 0x0200,
        ["medical-green-lane"] = 0x0400,
        ["family-placement"] = 0x0800,
        ["specialist"] = 0x1000,
        ["coordination"] = 0x2000,
    };

    [Fact]
    public void The_order_of_the_services_is_fixed() => Assert.Equal(_bits.Keys, EntitlementBits.Services);

    [Theory]
    [InlineData("exceptional", "domestic")]
    [InlineData("senior", "domestic")]
    [InlineData("outstanding", "foreign")]
    [InlineData("exceptional", "hmt")]
    [InlineData("foundation", "domestic")]
    public void A_pass_carries_the_bit_of_every_service_meant_for_it_and_no_other(string tier, string nature)
    {
        var pass = Pass(tier, nature);
        var facts = new TalentFacts(pass.Statuses, nature);
        var meant = Entitlements.MeantFor(Seeds.Catalogue, facts, new DateOnly(2026, 6, 1)).Sum(each => _bits.GetValueOrDefault(each.Id));
        Assert.NotEqual(0, meant);
        Assert.Equal(meant, EntitlementBits.Of(Seeds.Catalogue, pass, _now));
    }

    [Fact]
    public void People_of_different_natures_carry_different_bits()
    {
        var (domestic, foreign) = (EntitlementBits.Of(Seeds.Catalogue, Pass("senior", "domestic"), _now), EntitlementBits.Of(Seeds.Catalogue, Pass("senior", "foreign"), _now));
        Assert.Equal((0, 0x0200), (domestic & 0x0040, domestic & 0x0200));
        Assert.Equal((0x0040, 0), (foreign & 0x0040, foreign & 0x0200));
    }

    private static Pass Pass(string tier, string nature) => new()
    {
        Ref = new PassRef("7k2m9qxw", 1),
        State = PassState.Active,
        IssuedAt = _now,
        Statuses = [new TalentStatus
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
        }],
        Nature = nature,
        DisplayName = "李*",
        StatusIndex = 1,
    };
}
