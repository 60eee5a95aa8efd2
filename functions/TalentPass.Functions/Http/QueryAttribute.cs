namespace TalentPass.Functions.Http;

/// <summary>The kind of a query parameter.</summary>
public enum QueryKind
{
    /// <summary>A text of 1–200 UTF-16 code units, without control characters except tab and line ends.</summary>
    Text,

    /// <summary>A calendar day, <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>A whole number between <see cref="QueryAttribute.Min"/> and <see cref="QueryAttribute.Max"/>.</summary>
    Number,

    /// <summary>One of <see cref="QueryAttribute.Choices"/>.</summary>
    Choice,
}

/// <summary>
/// Declares a query parameter of an operation. The pipeline refuses a value that does not fit with
/// <c>invalid_parameter</c>.
/// </summary>
/// <param name="name">The name in the query string.</param>
/// <param name="kind">The kind of its value.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute(string name, QueryKind kind) : Attribute
{
    /// <summary>The name in the query string.</summary>
    public string Name { get; } = name;

    /// <summary>The kind of its value.</summary>
    public QueryKind Kind { get; } = kind;

    /// <summary>What it selects, in Chinese, for the OpenAPI document.</summary>
    public string? Zh { get; init; }

    /// <summary>What it selects, in English, for the OpenAPI document.</summary>
    public string? En { get; init; }

    /// <summary>True when the caller must send it.</summary>
    public bool Required { get; init; }

    /// <summary>For <see cref="QueryKind.Choice"/>: the allowed values, case-sensitive.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>For <see cref="QueryKind.Number"/>: the smallest value.</summary>
    public int Min { get; init; }

    /// <summary>For <see cref="QueryKind.Number"/>: the largest value.</summary>
    public int Max { get; init; } = int.MaxValue;
}
