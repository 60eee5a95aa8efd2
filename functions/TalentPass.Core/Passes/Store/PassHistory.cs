using System.Globalization;

namespace TalentPass.Core.Passes.Store;

/// <summary>
/// When a pass was frozen, unfrozen and revoked. It goes back as far as scans may be uploaded late, because such a scan is
/// judged by the state of the pass at the time of the scan.
/// </summary>
/// <param name="Changes">The states and when each began, oldest first.</param>
public sealed record PassHistory(IReadOnlyList<(PassState State, DateTimeOffset Since)> Changes)
{
    private const int Most = 64;
    private static readonly TimeSpan _kept = TimeSpan.FromDays(8);

    /// <summary>No change is known.</summary>
    public static PassHistory None { get; } = new([]);

    /// <summary>
    /// The state at a moment. Null when no change is known; then the present state also was the state at that moment.
    /// </summary>
    public PassState? At(DateTimeOffset at) =>
        Changes.Count == 0 ? null
        : Changes.Any(change => change.Since <= at) ? Changes.Last(change => change.Since <= at).State
        : PassState.Active;

    /// <summary>
    /// The history with one more change. States that ended more than eight days ago are removed, and the oldest beyond 64
    /// changes.
    /// </summary>
    public PassHistory With(PassState state, DateTimeOffset since)
    {
        (PassState State, DateTimeOffset Since)[] all = [.. Changes, (state, since)];
        var first = Array.FindLastIndex(all, change => change.Since < since - _kept);
        return new PassHistory(all[Math.Max(Math.Max(first, 0), all.Length - Most)..]);
    }

    /// <summary>Writes the text for the row: <c>frozen@1772415000000 …</c>, in milliseconds since 1970.</summary>
    public string Serialize() => string.Join(' ', Changes.Select(change =>
        string.Create(CultureInfo.InvariantCulture, $"{change.State.ToString().ToLowerInvariant()}@{change.Since.ToUnixTimeMilliseconds()}")));

    /// <summary>Reads what <see cref="Serialize"/> wrote. An absent property means no change.</summary>
    public static PassHistory Deserialize(string? text) => string.IsNullOrEmpty(text) ? None : new([.. text.Split(' ').Select(each =>
    {
        var parts = each.Split('@');
        return (
            Enum.Parse<PassState>(parts[0], ignoreCase: true),
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture)));
    })]);
}
