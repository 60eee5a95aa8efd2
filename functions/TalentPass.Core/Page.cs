using System.Text.Json.Serialization;

namespace TalentPass.Core;

/// <summary>Which page of a list the caller wants.</summary>
/// <param name="Limit">The most items of the page, 1–100.</param>
/// <param name="Cursor">
/// The value of <see cref="Page{T}.NextCursor"/>; null for the first page. The HTTP layer encrypts cursors for clients and
/// decrypts them again, so a store gets only cursors that it made itself.
/// </param>
public sealed record PageRequest(int Limit, string? Cursor)
{
    /// <summary>The first page with the default limit of 20.</summary>
    public static PageRequest First { get; } = new(20, null);
}

/// <summary>A page of a list, without the type of its items.</summary>
public interface IPage
{
    /// <summary>The cursor of the next page; null on the last page.</summary>
    string? NextCursor { get; }

    /// <summary>The same page with another cursor.</summary>
    IPage With(string nextCursor);
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The items, in the order of the list. A page may be empty although more pages follow.</param>
/// <param name="NextCursor">The cursor of the next page; null on the last page. JSON always contains it, also as null.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor) : IPage
{
    IPage IPage.With(string nextCursor) => this with { NextCursor = nextCursor };
}

/// <summary>Makes pages.</summary>
public static class Page
{
    /// <summary>Makes a page of a list that is completely in memory. The cursor is the id of the last item of the page.</summary>
    /// <param name="all">The whole list, in its order.</param>
    /// <param name="idOf">The id of an item; ids must be unique.</param>
    /// <param name="page">Which page.</param>
    /// <param name="view">Makes the answer for an item.</param>
    public static Outcome<Page<TView>> Of<T, TView>(IReadOnlyList<T> all, Func<T, string> idOf, PageRequest page, Func<T, TView> view)
    {
        var rest = page.Cursor is { } cursor ? all.SkipWhile(each => idOf(each) != cursor).Skip(1).ToArray() : all;
        var part = rest.Take(page.Limit).ToArray();
        return new Outcome<Page<TView>>.Done(
            new Page<TView>([.. part.Select(view)], rest.Count > part.Length ? idOf(part[^1]) : null));
    }

    /// <summary>
    /// Makes a page of a list in storage. The caller reads one item more than the limit; this item shows that more pages follow.
    /// </summary>
    /// <param name="read">The items, at most one more than <see cref="PageRequest.Limit"/>, in order.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cursorOf">Makes the cursor after an item.</param>
    /// <param name="view">Makes the answer for an item; null leaves the item out.</param>
    public static Page<TView> Of<T, TView>(IReadOnlyList<T> read, PageRequest page, Func<T, string> cursorOf, Func<T, TView?> view)
        where TView : class =>
        new([.. read.Take(page.Limit).Select(view).OfType<TView>()], read.Count > page.Limit ? cursorOf(read[page.Limit - 1]) : null);
}

/// <summary>The answer of an operation that has no answer to show.</summary>
public sealed record Nothing
{
    /// <summary>The only value.</summary>
    public static Nothing Value { get; } = new();
}
