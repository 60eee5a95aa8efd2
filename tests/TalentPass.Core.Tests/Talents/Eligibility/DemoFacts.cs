using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Identity;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Talents.Eligibility;

/// <summary>The known facts about the demo people, as their records have them on 26 November 2026.</summary>
internal static class DemoFacts
{
    private static readonly DateTimeOffset _now = new(2026, 11, 26, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly IReadOnlyList<DemoAccount> _accounts = DemoAccount.ReadAll(new SeedFolder(SeedFiles.Folder));

    public static IEnumerable<string> Accounts => _accounts.Where(each => each.Talent is not null).Select(each => each.Account);

    public static TalentFacts Of(string account)
    {
        var registration = _accounts.Single(each => each.Account == account).Registration(new DateOnly(2026, 11, 26))!;
        return TalentFacts.Of(new RegistrationReader(Seeds.Catalogue, RandomSource.System, _now).Read(registration, Actor.Timer).Talent!);
    }
}
