using TalentPass.Core;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Functions.SignIn;

/// <summary>A talent who signs in. Through whatever provider, it is one account.</summary>
internal static class TalentActor
{
    /// <summary>The actor of a talent.</summary>
    public static Actor Of(Talent talent) => new($"talent-{talent.TalentId}", talent.Name.Full, Roles.Talent, null, talent.TalentId);
}
