namespace TalentPass.Functions.Http;

/// <summary>What a query parameter's text has to be.</summary>
public enum QueryKind
{
    /// <summary>1–200 characters without control characters.</summary>
    Text,

    /// <summary>A calendar day, <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>A whole number between <see cref="QueryAttribute.Min"/> and <see cref="QueryAttribute.Max"/>.</summary>
    Number,

    /// <summary>One of <see cref="QueryAttribute.Choices"/>.</summary>
    Choice,
}

/// <summary>Declares a query parameter of an operation; the pipeline refuses what does not fit with <c>invalid_parameter</c>.</summary>
/// <param name="name">The name in the query string.</param>
/// <param name="kind">What its text has to be.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute(string name, QueryKind kind) : Attribute
{
    /// <summary>The name in the query string.</summary>
    public string Name { get; } = name;

    /// <summary>What its text has to be.</summary>
    public QueryKind Kind { get; } = kind;

    /// <summary>For the document: what it selects.</summary>
    public string? Zh { get; init; }

    /// <summary>For the document: what it selects.</summary>
    public string? En { get; init; }

    /// <summary>True when it must be there.</summary>
    public bool Required { get; init; }

    /// <summary>For <see cref="QueryKind.Choice"/>: the values taken, case-sensitive.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>For <see cref="QueryKind.Number"/>: the least value.</summary>
    public int Min { get; init; }

    /// <summary>For <see cref="QueryKind.Number"/>: the greatest value.</summary>
    public int Max { get; init; } = int.MaxValue;
}
