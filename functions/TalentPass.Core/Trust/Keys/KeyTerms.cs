using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Keys;

/// <summary>The periods of the keys of one use, and the range of their numbers.</summary>
/// <param name="Lead">How long a key is published before it signs, so that every verifier can fetch it.</param>
/// <param name="Life">How long a key signs.</param>
/// <param name="Overlap">How long before the end of a key the next one takes over.</param>
/// <param name="Keep">How long the signatures of a key count after it has stopped signing.</param>
/// <param name="FirstNumber">The first key number.</param>
/// <param name="LastNumber">The last key number.</param>
public sealed record KeyTerms(
    TimeSpan Lead, TimeSpan Life, TimeSpan Overlap, TimeSpan Keep, byte FirstNumber, byte LastNumber)
{
    /// <summary>All uses.</summary>
    public static IReadOnlyList<RingUse> Uses { get; } =
        [RingUse.Root, RingUse.Issuing, RingUse.Minting, RingUse.Session, RingUse.Code];

    /// <summary>The periods and numbers of a use.</summary>
    public static KeyTerms Of(RingUse use) => use switch
    {
        RingUse.Root => new(Days(30), Days(3650), Days(90), Days(30), 0x01, 0x0F),
        // A trust list is valid for seven days. So after this lead, every verifier that may show green has the key.
        RingUse.Issuing => new(Days(7), Days(180), Days(14), PassProfile.Card.MaxLife() + Days(1), 0x10, 0x2F),
        RingUse.Minting => new(Days(1), Days(1), Hours(1), Minutes(10), 0x30, 0xEF),
        // Only our own processes read these two uses, and they read the ring every minute.
        RingUse.Session => new(Minutes(10), Days(7), Hours(1), Hours(24), 0x00, 0xFF),
        RingUse.Code => new(Minutes(10), Days(90), Hours(1), PassProfile.Card.MaxLife() + Days(1), 0x00, 0xFF),
        _ => throw new ArgumentOutOfRangeException(nameof(use)),
    };

    private static TimeSpan Days(int days) => TimeSpan.FromDays(days);

    private static TimeSpan Hours(int hours) => TimeSpan.FromHours(hours);

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
