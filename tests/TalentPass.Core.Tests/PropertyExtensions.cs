using FsCheck;

namespace TalentPass.Core.Tests;

internal static class PropertyExtensions
{
    private static readonly Config _quiet = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(500);

    /// <summary>Checks a property on 500 generated cases; a failure names the shrunk case and its seed.</summary>
    public static void MustHold(this Property property) => Check.One(_quiet, property);
}
