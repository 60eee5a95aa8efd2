namespace TalentPass.Core;

/// <summary>
/// The versions of a thing that a caller accepts when it changes the thing (<c>If-Match</c>, RFC 9110, section 13.1.1).
/// </summary>
/// <param name="Tags">The versions, without quotes. Empty when the header has only weak tags, which never match.</param>
public sealed record Precondition(IReadOnlyList<string> Tags)
{
    /// <summary>
    /// Whether the change may go on. If not, the operation refuses with <see cref="RefusalCodes.ChangedMeanwhile"/>.
    /// </summary>
    /// <param name="version">The present version of the thing, as in <see cref="IVersioned.ETag"/>.</param>
    public bool Allows(string version) => Tags.Contains(version, StringComparer.Ordinal);
}

/// <summary>A view with the version of what it shows. The HTTP layer sends the version as <c>ETag</c>.</summary>
public interface IVersioned
{
    /// <summary>
    /// The version: 1–100 characters of <c>[0-9a-zA-Z_.-]</c>, without quotes. Implementations mark it with <c>[JsonIgnore]</c>.
    /// </summary>
    string ETag { get; }
}
