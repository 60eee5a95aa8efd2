using System.Globalization;
using NCrontab;

namespace TalentPass.LocalHost.Timers;

/// <summary>
/// The schedule of a timer: an NCRONTAB expression of six fields (or five, without seconds) in UTC, or a constant time
/// span.
/// </summary>
internal sealed class TimerSchedule
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Func<DateTime, DateTime> _next;

    private TimerSchedule(Func<DateTime, DateTime> next) => _next = next;

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="LocalSetupException">The text is neither an NCRONTAB expression nor a time span.</exception>
    public static TimerSchedule Parse(string text, string function)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields == 1 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero)
            return new TimerSchedule(now => now + span);
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 };
        return fields is 5 or 6 && CrontabSchedule.TryParse(text, options) is { } cron
            ? new TimerSchedule(cron.GetNextOccurrence)
            : throw new LocalSetupException($"The schedule \"{text}\" of function {function} is neither an NCRONTAB expression of six fields nor a time span; correct it.");
    }

    /// <summary>Returns the first occurrence after a moment (UTC).</summary>
    public DateTime Next(DateTime after) => DateTime.SpecifyKind(_next(after), DateTimeKind.Utc);

    /// <summary>Whether one of the next five gaps between occurrences is under a minute. Such timers are not monitored.</summary>
    public bool IsMoreFrequentThanAMinute(DateTime now)
    {
        for (var (i, at) = (0, _next(now)); i < 5; i++)
        {
            var following = _next(at);
            if (following - at < Minute)
                return true;
            at = following;
        }
        return false;
    }
}
