using System.Text.Json.Serialization;

namespace TalentPass.Core;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Limit">At most this many items, 1–100.</param>
/// <param name="Cursor">
/// What <see cref="Page{T}.NextCursor"/> said, null for the start. The edge seals cursors, so a store sees only its own.
/// </param>
public sealed record PageRequest(int Limit, string? Cursor)
{
    /// <summary>The start of a list in the default size.</summary>
    public static PageRequest First { get; } = new(20, null);
}

/// <summary>A part of a list, whatever its items are.</summary>
public interface IPage
{
    /// <summary>Where the next part starts; null at the end.</summary>
    string? NextCursor { get; }

    /// <summary>The same part with the cursor in another form.</summary>
    IPage With(string nextCursor);
}

/// <summary>A part of a list.</summary>
/// <param name="Items">The items, in the list's order; may be empty although more follow.</param>
/// <param name="NextCursor">Where the next part starts; null at the end, and then written as null.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor) : IPage
{
    IPage IPage.With(string nextCursor) => this with { NextCursor = nextCursor };
}

/// <summary>The answer of an operation that has nothing to show.</summary>
public sealed record Nothing
{
    /// <summary>The one value.</summary>
    public static Nothing Value { get; } = new();
}
