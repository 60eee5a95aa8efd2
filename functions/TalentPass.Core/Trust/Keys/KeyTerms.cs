using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Keys;

/// <summary>How long keys of one use live, and which numbers they carry.</summary>
/// <param name="Lead">How long a key is published before it signs: every verifier could have fetched it.</param>
/// <param name="Life">How long it signs.</param>
/// <param name="Overlap">How long before its end the next one takes over.</param>
/// <param name="Keep">How long what it signed counts after its end.</param>
/// <param name="FirstNumber">The first number of the range.</param>
/// <param name="LastNumber">The last number of the range.</param>
public sealed record KeyTerms(
    TimeSpan Lead, TimeSpan Life, TimeSpan Overlap, TimeSpan Keep, byte FirstNumber, byte LastNumber)
{
    /// <summary>Every use there is.</summary>
    public static IReadOnlyList<RingUse> Uses { get; } =
        [RingUse.Root, RingUse.Issuing, RingUse.Minting, RingUse.Session, RingUse.Code];

    /// <summary>The terms of a use.</summary>
    public static KeyTerms Of(RingUse use) => use switch
    {
        RingUse.Root => new(Days(30), Days(3650), Days(90), Days(30), 0x01, 0x0F),
        // A trust list lives seven days, so after the lead every verifier that may go green has the key.
        RingUse.Issuing => new(Days(7), Days(180), Days(14), PassProfile.Card.MaxLife() + Days(1), 0x10, 0x2F),
        RingUse.Minting => new(Days(1), Days(1), Hours(1), Minutes(10), 0x30, 0xEF),
        // Only our own instances read these two, and they look every minute.
        RingUse.Session => new(Minutes(10), Days(7), Hours(1), Hours(24), 0x00, 0xFF),
        RingUse.Code => new(Minutes(10), Days(90), Hours(1), PassProfile.Card.MaxLife() + Days(1), 0x00, 0xFF),
        _ => throw new ArgumentOutOfRangeException(nameof(use)),
    };

    private static TimeSpan Days(int days) => TimeSpan.FromDays(days);

    private static TimeSpan Hours(int hours) => TimeSpan.FromHours(hours);

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
