using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Passes.Store;

namespace TalentPass.Core.Passes.Minting;

/// <summary>What codes of a pass say.</summary>
public static class PassSubjects
{
    // Stands for "without end": far beyond the life of any code.
    private const int YearsWithoutEnd = 10;

    /// <summary>The subject of a pass whose talent is recognised now.</summary>
    public static PassSubject Of(Pass pass, ServiceCatalogue catalogue, DateTimeOffset now)
    {
        var status = pass.At(now).Best ?? throw new InvalidOperationException("A pass rests on a status.");
        return new PassSubject(
            pass.Ref.Origin,
            checked((byte)status.Level),
            EntitlementBits.Of(catalogue, pass, now),
            status.ValidTo is { } last ? LegalDay.EndOf(last) : now.AddYears(YearsWithoutEnd));
    }
}
