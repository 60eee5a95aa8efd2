using TalentPass.Core.Passes.Store;

namespace TalentPass.Core.Tests.Passes.Store;

public sealed class PassHistoryTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 2, 1, 30, 0, TimeSpan.Zero);

    [Fact]
    public void It_knows_the_state_of_every_moment_of_the_last_week()
    {
        var history = PassHistory.None.With(PassState.Frozen, _start).With(PassState.Active, _start.AddHours(1)).With(PassState.Revoked, _start.AddHours(2));
        history = PassHistory.Deserialize(history.Serialize());
        Assert.Equal(PassState.Active, history.At(_start.AddMilliseconds(-1)));
        Assert.Equal(PassState.Frozen, history.At(_start));
        Assert.Equal(PassState.Frozen, history.At(_start.AddMinutes(59)));
        Assert.Equal(PassState.Active, history.At(_start.AddMinutes(61)));
        Assert.Equal(PassState.Revoked, history.At(_start.AddYears(1)));
        Assert.Null(PassHistory.Deserialize(PassHistory.None.Serialize()).At(_start));
    }

    [Fact]
    public void It_forgets_what_ended_before_and_never_grows_beyond_its_bound()
    {
        var history = PassHistory.None;
        for (var hour = 0; hour < 24 * 40; hour++)
        {
            history = history.With(hour % 2 == 0 ? PassState.Frozen : PassState.Active, _start.AddHours(hour));
            Assert.InRange(history.Changes.Count, 1, 64);
        }

        var slow = PassHistory.None.With(PassState.Frozen, _start).With(PassState.Active, _start.AddDays(3)).With(PassState.Frozen, _start.AddDays(20));
        Assert.Equal([PassState.Active, PassState.Frozen], slow.Changes.Select(change => change.State));
    }
}
