using TalentPass.Core.Trust.Keys;

namespace TalentPass.Core.Tests.Trust.Keys;

public sealed class KeyRotationTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_plan_makes_every_use_ready_at_once()
    {
        var keys = Apply(_start, []);
        var ring = new KeyRing(330200, keys);
        Assert.All(KeyTerms.Uses, use => Assert.NotNull(ring.Signer(use, _start)));
        Assert.True(KeyRotation.Plan(_start, keys).IsEmpty);
    }

    [Fact]
    public void All_keys_that_can_exist_and_the_head_of_the_ring_are_fewer_rows_than_one_read_returns() =>
        Assert.InRange(1 + KeyTerms.Uses.Sum(use => KeyTerms.Of(use).LastNumber - KeyTerms.Of(use).FirstNumber + 1), 1, KeyRingStore.MaxRows - 1);

    [Theory]
    [InlineData(0)]
    [InlineData(500_000)]
    public void The_first_keys_sign_by_every_clock_that_is_thirty_seconds_behind_at_most(int hoursLater)
    {
        var now = _start.AddHours(hoursLater).AddMilliseconds(750);
        var keys = hoursLater == 0 ? Apply(now, []) : Apply(now, Apply(_start, []));
        var ring = new KeyRing(330200, keys);
        Assert.All(KeyTerms.Uses, use => Assert.NotNull(ring.Signer(use, now.AddSeconds(-30))));
        Assert.All(KeyTerms.Uses, use => Assert.Null(ring.Signer(use, now.AddSeconds(-31))));
    }

    [Theory]
    [InlineData(60, 1)]
    [InlineData(5, 2)]
    [InlineData(47, 3)]
    public void With_a_timer_no_use_is_ever_without_a_key_and_none_signs_before_its_lead(int minutes, ulong seed)
    {
        var random = new SeededRandom(seed);
        var keys = Apply(_start, []);
        var first = keys.Select(key => key.Name).ToHashSet();
        var signedBy = new Dictionary<string, DateTimeOffset>();
        var days = minutes < 30 ? 20 : 220;
        for (var now = _start; now < _start.AddDays(days); now += TimeSpan.FromMinutes(minutes) + TimeSpan.FromSeconds(random.Next(30)))
        {
            keys = Apply(now, keys);
            var ring = new KeyRing(330200, keys);
            foreach (var use in KeyTerms.Uses)
            {
                var signer = ring.Signer(use, now);
                Assert.True(signer is not null, $"{use} at {now:O}");
                signedBy.TryAdd(signer.Name, now);
                if (!first.Contains(signer.Name))
                {
                    Assert.True(now - signer.CreatedAt >= KeyTerms.Of(use).Lead, $"{signer.Name} at {now:O}");
                }
            }
        }

        Assert.True(signedBy.Keys.Count(name => name.StartsWith("minting", StringComparison.Ordinal)) >= days - 2);
    }

    [Fact]
    public void Between_two_runs_of_the_timer_there_is_always_a_signer()
    {
        var keys = Apply(_start, []);
        for (var hour = 0; hour < 100; hour++)
        {
            keys = Apply(_start.AddHours(hour), keys);
            var ring = new KeyRing(330200, keys);
            for (var minute = 0; minute < 60; minute++)
            {
                Assert.NotNull(ring.Signer(RingUse.Minting, _start.AddHours(hour).AddMinutes(minute)));
            }
        }
    }

    [Theory]
    [InlineData(26)]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void After_an_outage_every_use_signs_at_once_again(int hours)
    {
        var later = _start.AddHours(hours);
        var keys = Apply(later, Apply(_start, []));
        var ring = new KeyRing(330200, keys);
        Assert.All(KeyTerms.Uses, use => Assert.NotNull(ring.Signer(use, later)));
    }

    [Fact]
    public void What_a_key_signed_in_its_last_second_counts_as_long_as_it_can_live()
    {
        foreach (var key in Apply(_start, []))
        {
            var longest = key.Use switch
            {
                RingUse.Minting => TimeSpan.FromSeconds(90),
                RingUse.Issuing or RingUse.Code => TimeSpan.FromDays(1096),
                RingUse.Root => TimeSpan.FromDays(7),
                _ => TimeSpan.FromHours(12),
            };
            Assert.True(key.NotAfter - key.SignUntil >= longest, key.Name);
        }
    }

    [Fact]
    public void Retired_keys_go_and_numbers_are_not_reused_while_they_are_there()
    {
        var keys = Apply(_start, []);
        for (var day = 0; day < 400; day++)
        {
            for (var hour = 0; hour < 24; hour++)
            {
                keys = Apply(_start.AddDays(day).AddHours(hour), keys);
            }

            foreach (var use in KeyTerms.Uses)
            {
                var numbers = keys.Where(key => key.Use == use).Select(key => key.Number).ToArray();
                Assert.Equal(numbers.Length, numbers.Distinct().Count());
                Assert.All(numbers, number => Assert.InRange(number, KeyTerms.Of(use).FirstNumber, KeyTerms.Of(use).LastNumber));
            }
        }

        Assert.InRange(keys.Count(key => key.Use == RingUse.Minting), 9, 13);
    }

    [Fact]
    public void Numbers_of_published_uses_never_meet()
    {
        var published = new[] { RingUse.Root, RingUse.Issuing, RingUse.Minting }.Select(KeyTerms.Of).OrderBy(terms => terms.FirstNumber).ToArray();
        Assert.True(published[0].LastNumber < published[1].FirstNumber);
        Assert.True(published[1].LastNumber < published[2].FirstNumber);
    }

    [Fact]
    public void A_rotation_by_hand_takes_over_after_the_lead_and_not_before()
    {
        var now = _start.AddHours(30);
        var keys = Apply(now, Apply(_start, []));
        var order = KeyRotation.PlanByHand(RingUse.Minting, now, keys)!;
        var ring = new KeyRing(330200, [.. keys, Make(order, now)]);
        Assert.NotEqual(order.Number, ring.Signer(RingUse.Minting, now.AddHours(23))!.Number);
        Assert.Equal(order.Number, ring.Signer(RingUse.Minting, now.AddHours(24))!.Number);
    }

    [Theory]
    [InlineData(RingUse.Minting)]
    [InlineData(RingUse.Issuing)]
    public void Whoever_rotates_by_hand_all_day_never_takes_the_numbers_the_rotation_needs(RingUse use)
    {
        var keys = Apply(_start, []);
        for (var now = _start; now < _start.AddDays(400); now = now.AddHours(6))
        {
            keys = Apply(now, keys);
            while (KeyRotation.PlanByHand(use, now, keys) is { } order)
            {
                keys.Add(Make(order, now));
            }

            Assert.NotNull(new KeyRing(330200, keys).Signer(use, now));
        }
    }

    [Fact]
    public void A_key_that_signs_no_more_is_disarmed_once_and_code_keys_never()
    {
        var armed = Apply(_start, []).Select(key => key with { SealedPrivate = new byte[] { 1 } }).ToArray();
        var later = _start.AddDays(100);
        var disarmed = KeyRotation.Plan(later, armed).Disarm;
        Assert.NotEmpty(disarmed);
        Assert.All(disarmed, key => Assert.True(key.SignUntil <= later));
        Assert.DoesNotContain(disarmed, key => key.Use == RingUse.Code);
        var done = armed.Select(key => disarmed.Contains(key) ? key with { SealedPrivate = default } : key).ToArray();
        Assert.Empty(KeyRotation.Plan(later, done).Disarm);
    }

    private static List<RingKey> Apply(DateTimeOffset now, IReadOnlyList<RingKey> keys)
    {
        var plan = KeyRotation.Plan(now, keys);
        return [.. keys.Except(plan.Retire), .. plan.Create.Select(order => Make(order, now))];
    }

    private static RingKey Make(KeyOrder order, DateTimeOffset now) =>
        new(order.Use, order.Number, now, order.NotBefore, order.SignUntil, order.NotAfter, default, default);
}
