using System.Text.Json.Serialization;

namespace TalentPass.Core.Casework.Desks;

/// <summary>What a search of a desk has found, and why it was allowed.</summary>
/// <param name="Items">Requests that are at this desk now, open or closed.</param>
/// <param name="NextCursor">Where the next part starts; null at the end.</param>
/// <param name="By">As what the text was read: <c>number</c>, <c>short_code</c>, <c>document</c>, <c>phone</c>, <c>name</c>.</param>
/// <param name="Reason">Why the caller may search so.</param>
/// <param name="Recorded">Whether the search was recorded: every one by a person's data is.</param>
public sealed record DeskSearch(
    IReadOnlyList<DeskItem> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor,
    IReadOnlyList<string> By,
    string Reason,
    bool Recorded) : IPage
{
    IPage IPage.With(string nextCursor) => this with { NextCursor = nextCursor };
}
