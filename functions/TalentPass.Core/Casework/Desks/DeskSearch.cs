using System.Text.Json.Serialization;

namespace TalentPass.Core.Casework.Desks;

/// <summary>The result of a desk's search, and the reason why the search was allowed.</summary>
/// <param name="Items">The requests that were found and are at this desk now, open or closed.</param>
/// <param name="NextCursor">The cursor of the next page; null on the last page.</param>
/// <param name="By">
/// How the text was understood: <c>number</c>, <c>short_code</c>, <c>document</c>, <c>phone</c>, <c>name</c>.
/// </param>
/// <param name="Reason">Why the caller may make this search, in the caller's language.</param>
/// <param name="Recorded">Whether the search was recorded. Every search by a person's data is recorded.</param>
public sealed record DeskSearch(
    IReadOnlyList<DeskItem> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor,
    IReadOnlyList<string> By,
    string Reason,
    bool Recorded) : IPage
{
    IPage IPage.With(string nextCursor) => this with { NextCursor = nextCursor };
}
