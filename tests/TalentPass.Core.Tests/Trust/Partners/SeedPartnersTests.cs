using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Tests.Catalogue.Versions;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Core.Tests.Trust.Partners;

public sealed class SeedPartnersTests
{
    private static readonly SeedFolder _seeds = new(SeedFiles.Folder);

    [Fact]
    public void Without_the_demo_no_city_has_a_key()
    {
        var partners = SeedPartners.ReadAll(_seeds, demo: false);
        Assert.Equal([310000, 330900], partners.Select(partner => partner.CityCode));
        Assert.All(partners, partner => Assert.Empty(partner.Keys));
    }

    [Fact]
    public void The_demos_cities_map_onto_tiers_and_services_there_are()
    {
        var catalogue = _seeds.ReadCatalogue();
        var partners = SeedPartners.ReadAll(_seeds, demo: true);
        Assert.Equal([310000, 330900], partners.Select(partner => partner.CityCode));
        var levels = catalogue.Schemes[0].Current.Tiers.Select(tier => tier.Level).ToHashSet();
        Assert.All(partners, partner =>
        {
            Assert.All(partner.Services, service => Assert.NotNull(catalogue.Service(service)));
            Assert.All(partner.Tiers, line => Assert.Contains(line.Ours!.Value, levels));
            Assert.All(partner.Entitlements.Where(line => line.Ours is not null), line => Assert.Contains(
                EntitlementBits.Services[line.Ours!.Value], partner.Services));
            var uses = partner.VerificationKeys().Aggregate(KeyUses.None, (all, key) => all | key.Uses);
            Assert.Equal(KeyUses.Show | KeyUses.Holder | KeyUses.Card | KeyUses.Status, uses);
        });
    }
}
