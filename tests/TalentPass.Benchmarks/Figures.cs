namespace TalentPass.Benchmarks;

/// <summary>Statistics of measured values.</summary>
internal static class Figures
{
    /// <summary>The median; the mean of the middle two of an even number. Not a number when there are none.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
