using TalentPass.Core.Calendar;

namespace TalentPass.Core.Notifications.Sending;

/// <summary>The hours of the night in which only what cannot wait is sent: 22:00 to 07:00 in Asia/Shanghai.</summary>
public static class QuietHours
{
    /// <summary>The hour at which they begin, and the hour at which they end.</summary>
    public const int From = 22, To = 7;

    /// <summary>When the quiet hours end; null when it is not one of them.</summary>
    public static DateTimeOffset? EndAfter(DateTimeOffset now)
    {
        var here = LegalDay.In(now);
        return here.Hour >= From ? LegalDay.StartOf(LegalDay.Of(now).AddDays(1)).AddHours(To)
            : here.Hour < To ? LegalDay.StartOf(LegalDay.Of(now)).AddHours(To)
            : null;
    }
}
