using System.Globalization;

namespace TalentPass.Core.Passes.Store;

/// <summary>
/// When a pass was frozen, unfrozen and revoked, as far back as scans are uploaded late: a scan made without a network is
/// judged by what the pass was then.
/// </summary>
/// <param name="Changes">The states and when each began, oldest first.</param>
public sealed record PassHistory(IReadOnlyList<(PassState State, DateTimeOffset Since)> Changes)
{
    private const int Most = 64;
    private static readonly TimeSpan _kept = TimeSpan.FromDays(8);

    /// <summary>Nothing was done to the pass since it was issued.</summary>
    public static PassHistory None { get; } = new([]);

    /// <summary>The state at a moment; null when nothing is known of a change, so it is the present one.</summary>
    public PassState? At(DateTimeOffset at) =>
        Changes.Count == 0 ? null
        : Changes.Any(change => change.Since <= at) ? Changes.Last(change => change.Since <= at).State
        : PassState.Active;

    /// <summary>The history with one change more. What ended over a week ago is forgotten, and beyond 64 changes the oldest.</summary>
    public PassHistory With(PassState state, DateTimeOffset since)
    {
        (PassState State, DateTimeOffset Since)[] all = [.. Changes, (state, since)];
        var first = Array.FindLastIndex(all, change => change.Since < since - _kept);
        return new PassHistory(all[Math.Max(Math.Max(first, 0), all.Length - Most)..]);
    }

    /// <summary>As a row carries it: <c>frozen@1772415000000 …</c>, milliseconds since 1970.</summary>
    public string Serialize() => string.Join(' ', Changes.Select(change =>
        string.Create(CultureInfo.InvariantCulture, $"{change.State.ToString().ToLowerInvariant()}@{change.Since.ToUnixTimeMilliseconds()}")));

    /// <summary>The inverse of <see cref="Serialize"/>; an absent property means no change.</summary>
    public static PassHistory Deserialize(string? text) => string.IsNullOrEmpty(text) ? None : new([.. text.Split(' ').Select(each =>
    {
        var parts = each.Split('@');
        return (
            Enum.Parse<PassState>(parts[0], ignoreCase: true),
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture)));
    })]);
}
