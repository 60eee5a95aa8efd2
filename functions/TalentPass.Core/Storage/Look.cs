namespace TalentPass.Core.Storage;

/// <summary>Somebody's look at a talent, as it is written down.</summary>
/// <param name="At">When.</param>
/// <param name="Action"><c>scan.…</c> with the outcome, <c>search.…</c> with what was searched by, or what was read.</param>
/// <param name="Actor">Who.</param>
/// <param name="Department">For which department; null at a hall.</param>
/// <param name="Place">Where; null at a desk.</param>
/// <param name="Offline">Whether it was uploaded later.</param>
public sealed record Look(DateTimeOffset At, string Action, Actor Actor, string? Department = null, string? Place = null, bool Offline = false)
{
    /// <summary>The talent office opened the whole record.</summary>
    public const string TalentRead = "talent.read";

    /// <summary>Somebody who supervises a desk opened a case there; those who handle it stand in its history.</summary>
    public const string CaseRead = "case.read";

    /// <summary>The department that handles a case opened a file of it.</summary>
    public const string FileRead = "file.read";
}
