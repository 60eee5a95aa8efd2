using TalentPass.Core.Notifications.Sending;

namespace TalentPass.Core.Tests.Notifications.Sending;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("2026-11-27T21:59:59+08:00", null)]
    [InlineData("2026-11-27T22:00:00+08:00", "2026-11-28T07:00:00+08:00")]
    [InlineData("2026-11-27T23:59:59+08:00", "2026-11-28T07:00:00+08:00")]
    [InlineData("2026-11-28T00:00:00+08:00", "2026-11-28T07:00:00+08:00")]
    [InlineData("2026-11-28T06:59:59+08:00", "2026-11-28T07:00:00+08:00")]
    [InlineData("2026-11-28T07:00:00+08:00", null)]
    [InlineData("2026-12-31T14:00:00Z", "2027-01-01T07:00:00+08:00")]
    [InlineData("2026-12-31T12:00:00Z", null)]
    public void They_begin_at_ten_and_end_at_seven_in_Shanghai(string now, string? end) =>
        Assert.Equal(end is null ? null : DateTimeOffset.Parse(end, null), QuietHours.EndAfter(DateTimeOffset.Parse(now, null)));
}
