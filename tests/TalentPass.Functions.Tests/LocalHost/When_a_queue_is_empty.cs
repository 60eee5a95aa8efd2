using TalentPass.LocalHost.Queues;

namespace TalentPass.Functions.Tests.LocalHost;

public sealed class When_a_queue_is_empty
{
    [Fact]
    public void Pauses_grow_from_a_tenth_of_a_second_to_the_maximum_and_stay_there()
    {
        var maximum = TimeSpan.FromSeconds(5);
        var backOff = new PollingBackOff(maximum);

        TimeSpan[] pauses = [.. Enumerable.Range(0, 20).Select(_ => backOff.Next())];

        Assert.Equal(TimeSpan.FromMilliseconds(100), pauses[0]);
        // The n-th pause is 100 ms plus 100 ms doubled n − 1 times. The second part varies by up to a fifth.
        Assert.InRange(pauses[1].TotalMilliseconds, 180, 220);
        Assert.InRange(pauses[2].TotalMilliseconds, 260, 340);
        Assert.InRange(pauses[5].TotalMilliseconds, 1380, 2020);
        Assert.All(pauses[8..], pause => Assert.Equal(maximum, pause));
    }

    [Fact]
    public void A_message_brings_the_shortest_pause_back()
    {
        var backOff = new PollingBackOff(TimeSpan.FromSeconds(5));
        for (var look = 0; look < 10; look++)
            backOff.Next();

        backOff.Reset();

        Assert.Equal(TimeSpan.FromMilliseconds(100), backOff.Next());
    }
}
