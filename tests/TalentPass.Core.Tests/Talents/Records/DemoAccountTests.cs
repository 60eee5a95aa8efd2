using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Identity;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Tests.Talents.Records;

public sealed class DemoAccountTests
{
    private static readonly IReadOnlyList<DemoAccount> _all =
        DemoAccount.ReadAll(new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds")));

    public static TheoryData<string> Talents => [.. _all.Where(each => each.TalentId is not null).Select(each => each.Account)];

    [Theory, MemberData(nameof(Talents))]
    public void Every_demo_talent_would_be_recorded_on_any_day(string account)
    {
        foreach (var day in new[] { new DateOnly(2026, 3, 31), new DateOnly(2028, 2, 29), new DateOnly(2031, 12, 31) })
        {
            var now = new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.FromHours(8));
            var (_, refusal) = new RegistrationReader(TestCatalogue.Content, RandomSource.System, now)
                .Read(Find(account).Registration(day)!, Actor.Timer);
            Assert.Null(refusal);
        }
    }

    [Theory]
    [InlineData("2026-03-31", "2026-02-28")]
    [InlineData("2026-11-22", "2026-10-22")]
    public void The_status_of_expired_zhao_ended_a_month_ago(string today, string end)
    {
        var status = Assert.Single(Find("expired-zhao").Registration(Day(today))!.Statuses!);
        Assert.Equal(Day(end), status.ValidTo);
        Assert.True(status.ValidFrom < status.ValidTo);
    }

    [Fact]
    public void The_children_of_zhang_hui_are_six_and_thirteen_in_2026()
    {
        var children = Find("zhang-hui").Registration(Day("2026-11-22"))!.Family!.Where(each => each.Relation == FamilyRelation.Child);
        Assert.Equal([6, 13], children.Select(child => Age.On(child.BirthDate, Day("2026-11-22"))));
    }

    [Fact]
    public void Staff_have_no_talent() => Assert.Null(Find("office").Registration(Day("2026-03-02")));

    private static DemoAccount Find(string account) => _all.Single(each => each.Account == account);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
