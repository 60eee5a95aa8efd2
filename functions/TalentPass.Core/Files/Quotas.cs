namespace TalentPass.Core.Files;

/// <summary>How much one talent may keep (configuration section <c>Quotas</c>). Whatever a talent can fill has a quota.</summary>
public sealed class Quotas
{
    /// <summary>The most files, or drafts, whose number can be counted in one storage call.</summary>
    public const int MostCounted = 900;

    /// <summary>The most files, used and unused ones together.</summary>
    public int Files { get; set; } = 300;

    /// <summary>The most bytes of all files together.</summary>
    public long FileBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>The most drafts.</summary>
    public int Drafts { get; set; } = 50;

    /// <summary>The most bytes of all drafts together, as JSON.</summary>
    public long DraftBytes { get; set; } = 4L * 1024 * 1024;

    /// <summary>The most requests that are not closed.</summary>
    public int OpenRequests { get; set; } = 100;

    /// <summary>Names each mistake in one sentence: the setting, and what to do.</summary>
    public IEnumerable<string> FindMistakes()
    {
        foreach (var (name, value, most) in new[]
        {
            (nameof(Files), Files, MostCounted),
            (nameof(FileBytes), FileBytes, long.MaxValue),
            (nameof(Drafts), Drafts, MostCounted),
            (nameof(DraftBytes), DraftBytes, long.MaxValue),
            (nameof(OpenRequests), OpenRequests, long.MaxValue),
        })
        {
            if (value < 1 || value > most)
            {
                yield return most == long.MaxValue ? $"Quotas:{name} must be at least 1." : $"Quotas:{name} must be between 1 and {most}.";
            }
        }
    }
}
