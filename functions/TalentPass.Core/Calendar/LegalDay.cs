namespace TalentPass.Core.Calendar;

/// <summary>
/// The day the law counts: the calendar day in Asia/Shanghai. That is +08:00 without summer time since 1991, so the
/// offset is fixed here and no time zone data is needed on the machine.
/// </summary>
public static class LegalDay
{
    /// <summary>The offset of the legal day.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>A moment as it is told: in the offset of the legal day.</summary>
    public static DateTimeOffset In(DateTimeOffset moment) => moment.ToOffset(Offset);

    /// <summary>The legal day of a moment.</summary>
    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(In(moment).DateTime);

    /// <summary>The legal day now.</summary>
    public static DateOnly Today(TimeProvider time) => Of(time.GetUtcNow());

    /// <summary>The moment a legal day begins, 00:00 +08:00.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, Offset);

    /// <summary>The moment a legal day has ended: what is due on that day is late from here on.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day).AddDays(1);
}
