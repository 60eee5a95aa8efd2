namespace TalentPass.Functions.Settings;

/// <summary>Checks settings that are lengths of time.</summary>
internal static class TimeRange
{
    /// <summary>Returns one sentence for each length that is outside its range.</summary>
    public static IEnumerable<string> Check(params (TimeSpan Value, string Name, TimeSpan Least, TimeSpan Most)[] lengths) => lengths
        .Where(each => each.Value < each.Least || each.Value > each.Most)
        .Select(each => $"{each.Name} must be between {each.Least:c} and {each.Most:c}.");
}
