using System.Globalization;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Casework.Projection;

/// <summary>
/// The facts by which an open request is counted at a desk. The light is not among them: it follows from these facts and the day,
/// so a count stays right when the day changes.
/// </summary>
/// <param name="State">The published name of the state.</param>
/// <param name="ClaimedBy">The account that has claimed the request; null when nobody has.</param>
/// <param name="Urged">Whether an urging (催办) waits for an answer.</param>
/// <param name="Start">The legal day on which the running clock started.</param>
/// <param name="Due">The desk's due date; null when no clock runs.</param>
/// <param name="Excluded">The working days between start and due date that pauses exclude.</param>
/// <param name="PausedUntil">The last day of a pause (中止); null when there is none.</param>
public sealed record CountedAs(
    string State, string? ClaimedBy, bool Urged, DateOnly Start, DateOnly? Due, int Excluded, DateOnly? PausedUntil)
{
    private const int Parts = 7;
    private const string None = "-";

    /// <summary>
    /// The colour of the last slip of supervision (督办单); null when there was none. Nothing is counted by it, so <see cref="Write"/>
    /// leaves it out. But a new slip is a change of the desk, so that the version of the counts tells the pages that a line has changed.
    /// </summary>
    public string? Slip { get; init; }

    /// <summary>The facts of an entry.</summary>
    public static CountedAs Of(DeskEntry entry) =>
        new(entry.State, entry.ClaimedBy, entry.Urged, entry.Start, entry.Due, entry.Excluded, entry.PausedUntil) { Slip = entry.Slip };

    /// <summary>Writes the facts for storage: equal facts give the same text.</summary>
    public string Write() => string.Create(
        CultureInfo.InvariantCulture, $"{State} {Day(Start)} {Day(Due)} {Excluded} {Day(PausedUntil)} {(Urged ? 1 : 0)} {ClaimedBy}");

    /// <summary>Reads a text of <see cref="Write"/>.</summary>
    public static CountedAs Read(string text)
    {
        // The account comes last, since it may contain spaces.
        var parts = text.Split(' ', Parts);
        return new CountedAs(
            parts[0],
            parts[6] is { Length: > 0 } account ? account : null,
            parts[5] == "1",
            Day(parts[1])!.Value,
            Day(parts[2]),
            int.Parse(parts[3], CultureInfo.InvariantCulture),
            Day(parts[4]));
    }

    /// <summary>The clock of these facts, from which the light follows.</summary>
    public RequestClocks Clocks => new(Start, Due) { Counts = new(ClockPhase.None, Excluded: Excluded) };

    private static string Day(DateOnly? day) => day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? None;

    private static DateOnly? Day(string text) => text == None ? null : DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);
}
