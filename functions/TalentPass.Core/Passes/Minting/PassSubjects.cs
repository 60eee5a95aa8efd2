using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Passes.Store;

namespace TalentPass.Core.Passes.Minting;

/// <summary>Computes what the codes of a pass say.</summary>
public static class PassSubjects
{
    // Used for a status without end. It is far longer than the life of any code.
    private const int YearsWithoutEnd = 10;

    /// <summary>What the codes of a pass say now. Throws when no talent status is in force.</summary>
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
