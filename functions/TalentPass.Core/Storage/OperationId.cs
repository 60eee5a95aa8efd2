using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Every row carries the id of the operation that wrote it. After a lost acknowledgement the SDK's retry meets our
/// own value and reports 409 or 412; the id tells our success from somebody else's.
/// </summary>
public static class OperationId
{
    /// <summary>The property that carries it.</summary>
    public const string Property = "Op";

    /// <summary>A new id, 80 random bits.</summary>
    public static string New(RandomSource random) => random.Id(16);
}
