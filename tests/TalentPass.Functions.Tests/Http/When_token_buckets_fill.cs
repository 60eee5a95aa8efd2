using Microsoft.Extensions.Time.Testing;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Http;

public sealed class When_token_buckets_fill
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(59)]
    [InlineData(61)]
    [InlineData(90)]
    [InlineData(119)]
    [InlineData(6000)]
    [InlineData(6001)]
    public void Every_number_of_calls_a_minute_is_kept_exactly(int perMinute)
    {
        var buckets = new TokenBuckets(perMinute, _time);
        for (var minute = 0; minute < 3; minute++)
        {
            Assert.Equal(perMinute, Taken(perMinute + 50));
            // The bucket is refilled evenly, in whatever steps somebody looks at it.
            for (var step = 0; step < 60; step++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                Assert.Equal(step >= 59 || (step + 1) * perMinute / 60 > 0, buckets.Look("one") is null);
            }
        }

        int Taken(int calls) => Enumerable.Range(0, calls).Count(_ => buckets.Take("one") is null);
    }

    [Fact]
    public void Callers_of_one_second_come_to_the_same_number_as_callers_of_one_minute()
    {
        var buckets = new TokenBuckets(90, _time);
        var taken = 0;
        for (var second = 0; second <= 120; second++, _time.Advance(TimeSpan.FromSeconds(1)))
        {
            while (buckets.Take("one") is null)
            {
                taken++;
            }
        }

        // The first burst, and two minutes.
        Assert.Equal(90 + 180, taken);
    }

    [Fact]
    public void Addresses_without_end_do_not_fill_the_memory()
    {
        var buckets = new TokenBuckets(10, _time);
        for (var i = 0; i < 3 * TokenBuckets.Most; i++)
        {
            buckets.Take($"{i}");
            Assert.InRange(buckets.Count, 0, TokenBuckets.Most);
        }
    }

    [Fact]
    public void A_call_that_weighs_more_than_a_bucket_takes_a_full_one()
    {
        var buckets = new TokenBuckets(3, _time);
        Assert.Null(buckets.Take("one", 100));
        Assert.Equal(TimeSpan.FromMinutes(1), buckets.Take("one", 100));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(buckets.Take("one", 100));
    }
}
