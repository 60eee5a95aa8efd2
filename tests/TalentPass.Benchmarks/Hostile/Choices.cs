using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>Choices of a seeded random source. Each draws once, so that a choice does not depend on how long a list is.</summary>
internal static class Choices
{
    /// <summary>True in so many of a hundred cases.</summary>
    public static bool Chance(this RandomSource random, int percent) => random.Next(100) < percent;

    /// <summary>One of some.</summary>
    public static T Pick<T>(this RandomSource random, IReadOnlyList<T> some) => some[random.Next(1 << 30) % some.Count];
}
