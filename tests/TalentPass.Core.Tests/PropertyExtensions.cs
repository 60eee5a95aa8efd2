using System.Globalization;
using FsCheck;

namespace TalentPass.Core.Tests;

internal static class PropertyExtensions
{
    // The seed is fixed: every run generates the same cases and has the same result. Set the environment variable
    // TALENTPASS_PROPERTY_SEED to try other cases.
    private static readonly ulong _seed =
        Environment.GetEnvironmentVariable("TALENTPASS_PROPERTY_SEED") is { Length: > 0 } seed
            ? ulong.Parse(seed, CultureInfo.InvariantCulture)
            : 20_260_301;

    private static readonly Config _quiet =
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(500).WithReplay(_seed, 0x9E3779B97F4A7C15);

    /// <summary>Checks a property with 500 generated cases. The message of a failure names the shrunk case and its seed.</summary>
    public static void MustHold(this Property property) => Check.One(_quiet, property);
}
