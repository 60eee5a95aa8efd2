namespace TalentPass.Core;

/// <summary>What a caller last saw of the thing it wants to change (<c>If-Match</c>, RFC 9110 section 13.1.1).</summary>
/// <param name="Tags">The versions the caller accepts, without quotes; empty when only weak tags came, which never match.</param>
public sealed record Precondition(IReadOnlyList<string> Tags)
{
    /// <summary>Whether the change may go on; if not, the answer is <see cref="RefusalCodes.ChangedMeanwhile"/>.</summary>
    /// <param name="version">The version of the thing as it is now, as in <see cref="IVersioned.ETag"/>.</param>
    public bool Allows(string version) => Tags.Contains(version, StringComparer.Ordinal);
}

/// <summary>A view that carries the version of what it shows; the edge answers it as <c>ETag</c>.</summary>
public interface IVersioned
{
    /// <summary>
    /// The version, 1–100 characters of <c>[0-9a-zA-Z_.-]</c>, without quotes; implement it with <c>[JsonIgnore]</c>.
    /// </summary>
    string ETag { get; }
}
