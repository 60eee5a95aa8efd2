using FsCheck;
using FsCheck.Fluent;
using TalentPass.Core.Calendar;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Tests.Talents.Records;

public sealed class TalentStatusesTests
{
    private static readonly DateOnly _today = new(2026, 3, 2);

    [Fact]
    public void Without_a_status_nobody_is_recognised()
    {
        var recognition = TalentStatuses.Evaluate([], _today);
        Assert.Equal(Standing.NotRecognised, recognition.Standing);
        Assert.Null(recognition.Best);
        Assert.Equal(RefusalCodes.NotRecognised, recognition.Refusal?.Code);
    }

    [Theory]
    [InlineData(0, 0, Standing.InForce)]
    [InlineData(-10, -1, Standing.Expired)]
    [InlineData(1, 10, Standing.NotYetValid)]
    [InlineData(-10, null, Standing.InForce)]
    public void The_first_and_the_last_day_belong_to_it(int from, int? to, Standing standing) =>
        Assert.Equal(standing, TalentStatuses.Evaluate([Status("a", 3, from, to)], _today).Standing);

    [Fact]
    public void The_highest_tier_in_force_speaks()
    {
        var recognition = TalentStatuses.Evaluate(
            [Status("a", 5, -5, 5), Status("b", 2, -5, 5), Status("c", 1, -5, -1), Status("d", 1, -5, 5, revoked: true)], _today);
        Assert.True(recognition.IsRecognised);
        Assert.Null(recognition.Refusal);
        Assert.Equal("b", recognition.Best?.StatusId);
        Assert.Equal(["b", "a"], recognition.InForce.Select(status => status.StatusId));
    }

    [Fact]
    public void Of_equal_tiers_the_longer_one_speaks() =>
        Assert.Equal("b", TalentStatuses.Evaluate([Status("a", 2, -5, 5), Status("b", 2, -5, null)], _today).Best?.StatusId);

    [Fact]
    public void When_the_better_status_lapses_the_other_one_takes_over()
    {
        TalentStatus[] statuses = [Status("a", 5, -5, 50), Status("b", 2, -5, 5)];
        Assert.Equal("b", TalentStatuses.Evaluate(statuses, _today.AddDays(5)).Best?.StatusId);
        Assert.Equal("a", TalentStatuses.Evaluate(statuses, _today.AddDays(6)).Best?.StatusId);
    }

    [Fact]
    public void Of_ended_statuses_the_last_to_end_says_how()
    {
        var expired = Status("a", 2, -50, -20);
        var revoked = Status("b", 3, -50, 20, revoked: true);
        Assert.Equal(Standing.Revoked, TalentStatuses.Evaluate([expired, revoked], _today).Standing);
        Assert.Equal(Standing.Expired, TalentStatuses.Evaluate([expired with { ValidTo = _today.AddDays(-1) }, revoked], _today).Standing);
        Assert.Equal(RefusalCodes.StatusExpired, TalentStatuses.Evaluate([revoked], _today).Refusal?.Code);
    }

    [Fact]
    public void A_coming_status_is_told_before_an_ended_one() =>
        Assert.Equal(Standing.NotYetValid, TalentStatuses.Evaluate([Status("a", 2, -50, -1), Status("b", 2, 1, 9)], _today).Standing);

    [Fact]
    public void Statuses_survive_storage() =>
        Prop.ForAll(Lists(), statuses =>
            TalentStatuses.Deserialize(TalentStatuses.Serialize(statuses)).SequenceEqual(statuses)).MustHold();

    [Fact]
    public void An_absent_property_means_no_status() => Assert.Empty(TalentStatuses.Deserialize(null));

    [Fact]
    public void A_talent_is_recognised_exactly_when_a_status_is_in_force() =>
        Prop.ForAll(Lists(), statuses =>
            TalentStatuses.Evaluate(statuses, _today) is var found
            && found.IsRecognised == statuses.Any(status => status.On(_today) == Standing.InForce)
            && found.IsRecognised == (found.Refusal is null)
            && (!found.IsRecognised || found.InForce.All(status => status.Level >= found.Best!.Level))).MustHold();

    [Fact]
    public void The_order_of_the_statuses_does_not_matter() =>
        Prop.ForAll(Lists(), statuses =>
            TalentStatuses.Evaluate(statuses, _today).Standing
            == TalentStatuses.Evaluate(statuses.Reverse(), _today).Standing).MustHold();

    [Fact]
    public void A_status_that_lapses_on_a_day_outlasts_one_revoked_on_that_day()
    {
        var lapsed = Status("a", 8, -30, -4);
        var revoked = Status("b", 3, -30, 30) with { RevokedAt = LegalDay.StartOf(_today.AddDays(-4)).AddHours(9) };

        Assert.Equal(Standing.Expired, TalentStatuses.Evaluate([lapsed, revoked], _today).Standing);
        Assert.Equal(Standing.Expired, TalentStatuses.Evaluate([revoked, lapsed], _today).Standing);
    }

    private static TalentStatus Status(string id, int level, int from, int? to, bool revoked = false) => new()
    {
        StatusId = id,
        Scheme = "ningbo",
        SchemeVersion = "v2",
        Tier = "leading",
        Level = level,
        Issuer = new StatusIssuer(IssuerKind.Department, "人才办"),
        Basis = "认定文件",
        ValidFrom = _today.AddDays(from),
        ValidTo = to is { } days ? _today.AddDays(days) : null,
        RevokedAt = revoked ? new DateTimeOffset(2026, 2, 20, 9, 0, 0, TimeSpan.FromHours(8)) : null,
    };

    private static Arbitrary<TalentStatus[]> Lists() => Gen.ArrayOf(
        from id in Gen.Choose(0, 9999)
        from level in Gen.Choose(1, 8)
        from start in Gen.Choose(-20, 20)
        from length in Gen.Choose(0, 20)
        from ends in Gen.Elements(true, true, false)
        from revoked in Gen.Elements(true, false, false)
        select Status($"s{id:d4}", level, start, ends ? start + length : null, revoked)).ToArbitrary();
}
