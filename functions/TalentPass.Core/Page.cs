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

/// <summary>Cuts lists into parts.</summary>
public static class Page
{
    /// <summary>A part of a list that is in memory as a whole; the cursor is the id of the last item shown.</summary>
    /// <param name="all">The whole list, in its order.</param>
    /// <param name="idOf">The id of an item; ids differ.</param>
    /// <param name="page">Which part.</param>
    /// <param name="view">An item as it is answered.</param>
    public static Outcome<Page<TView>> Of<T, TView>(IReadOnlyList<T> all, Func<T, string> idOf, PageRequest page, Func<T, TView> view)
    {
        var rest = page.Cursor is { } cursor ? all.SkipWhile(each => idOf(each) != cursor).Skip(1).ToArray() : all;
        var part = rest.Take(page.Limit).ToArray();
        return new Outcome<Page<TView>>.Done(
            new Page<TView>([.. part.Select(view)], rest.Count > part.Length ? idOf(part[^1]) : null));
    }

    /// <summary>A part of a list in storage, of which one item more than wanted was read: it tells that there is more.</summary>
    /// <param name="read">At most one item more than <see cref="PageRequest.Limit"/>, in order.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cursorOf">The cursor after an item.</param>
    /// <param name="view">An item as it is answered.</param>
    public static Page<TView> Of<T, TView>(IReadOnlyList<T> read, PageRequest page, Func<T, string> cursorOf, Func<T, TView> view) =>
        new([.. read.Take(page.Limit).Select(view)], read.Count > page.Limit ? cursorOf(read[page.Limit - 1]) : null);
}

/// <summary>The answer of an operation that has nothing to show.</summary>
public sealed record Nothing
{
    /// <summary>The one value.</summary>
    public static Nothing Value { get; } = new();
}
