using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Talents.Eligibility;

namespace TalentPass.Core.Passes.Minting;

/// <summary>
/// The 16 entitlement bits of a code. A bit says only that a service is meant for this nature and tier. Two people with the same
/// tier and nature have the same bits, so the bits do not show anything about one person.
/// </summary>
public static class EntitlementBits
{
    /// <summary>
    /// The services in the order of their bits. The order must not change, because codes in use carry the bits.
    /// </summary>
    public static IReadOnlyList<string> Services { get; } =
    [
        "talent-recognition", "housing-purchase-subsidy", "housing-rent-subsidy", "housing-talent-flat",
        "housing-youth-station", "school-enrolment", "work-permit", "residence-permit", "visa-extension", "settlement",
        "medical-green-lane", "family-placement", "specialist", "coordination",
    ];

    /// <summary>Computes the bits of a pass.</summary>
    public static ushort Of(ServiceCatalogue catalogue, Pass pass, DateTimeOffset now)
    {
        var facts = new TalentFacts(pass.Statuses, pass.Nature);
        var meant = Entitlements.MeantFor(catalogue, facts, LegalDay.Of(now)).Select(static each => each.Id).ToHashSet(StringComparer.Ordinal);
        var bits = 0;
        for (var bit = 0; bit < Services.Count; bit++)
        {
            if (meant.Contains(Services[bit]))
            {
                bits |= 1 << bit;
            }
        }

        return (ushort)bits;
    }
}
