namespace TalentPass.Core.Calendar;

/// <summary>
/// The day that counts in law: the calendar day in Asia/Shanghai. This zone has had +08:00 without summer time since 1992. So
/// the offset is a constant, and the machine needs no time zone data.
/// </summary>
public static class LegalDay
{
    /// <summary>The offset from UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The same moment with the offset +08:00, as answers show it.</summary>
    public static DateTimeOffset In(DateTimeOffset moment) => moment.ToOffset(Offset);

    /// <summary>The legal day at a moment.</summary>
    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(In(moment).DateTime);

    /// <summary>The legal day now.</summary>
    public static DateOnly Today(TimeProvider time) => Of(time.GetUtcNow());

    /// <summary>The moment at which a legal day begins: 00:00 +08:00.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, Offset);

    /// <summary>The moment at which a legal day ends. What was due on this day is late from this moment on.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day).AddDays(1);

    /// <summary>How long it is until the next legal day begins.</summary>
    public static TimeSpan UntilTomorrow(TimeProvider time) => EndOf(Today(time)) - time.GetUtcNow();
}
