namespace TalentPass.Core.Storage;

/// <summary>A record that somebody looked at data of a talent.</summary>
/// <param name="At">When.</param>
/// <param name="Action">
/// <c>scan.…</c> or <c>look-up.…</c> with the outcome, <c>search.…</c> with the kind of the search text, or one of the constants below.
/// </param>
/// <param name="Actor">Who looked.</param>
/// <param name="Department">The department for which the actor looked; null at a hall.</param>
/// <param name="Place">The place of the scan; null at a desk.</param>
/// <param name="Offline">Whether the scan was made offline and uploaded later.</param>
public sealed record Look(DateTimeOffset At, string Action, Actor Actor, string? Department = null, string? Place = null, bool Offline = false)
{
    /// <summary>A code of the talent was scanned; the outcome follows after a dot.</summary>
    public const string Scanned = "scan";

    /// <summary>A hall looked the talent up by the identity document, without a code; the outcome follows after a dot.</summary>
    public const string FoundByDocument = "look-up";

    /// <summary>The talent office opened the whole record.</summary>
    public const string TalentRead = "talent.read";

    /// <summary>Somebody opened a case at a desk: an officer to handle it, or a supervisor.</summary>
    public const string CaseRead = "case.read";

    /// <summary>A counter read what a request still wants, to take it from the talent there.</summary>
    public const string WantedRead = "wanted.read";

    /// <summary>A desk's list showed a line of one of the talent's requests; one entry a reader and day.</summary>
    public const string DeskListed = "desk.list";

    /// <summary>An export of a desk had a line of one of the talent's requests; one entry a reader and day.</summary>
    public const string DeskExported = "desk.export";

    /// <summary>A search of the talent office found the talent; one entry a reader and day.</summary>
    public const string TalentListed = "talent.list";

    /// <summary>The department that handles a case opened a file of the case.</summary>
    public const string FileRead = "file.read";

    /// <summary>Staff opened a result document.</summary>
    public const string DocumentRead = "document.read";
}
