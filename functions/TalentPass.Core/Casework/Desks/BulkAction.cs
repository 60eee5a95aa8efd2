using System.ComponentModel.DataAnnotations;

namespace TalentPass.Core.Casework.Desks;

/// <summary>One action on many requests. The fields of the action are the same for all of them.</summary>
public sealed record BulkAction : DeskActionBody
{
    /// <summary>The numbers of the requests as typed, 1–50. A number that is given twice is acted on only once.</summary>
    [MinLength(1), MaxLength(50)]
    public required IReadOnlyList<string> Numbers { get; init; }

    /// <summary>The name of the action, as in the path for a single request.</summary>
    public required string Action { get; init; }
}

/// <summary>The result for each request, in the order of the numbers.</summary>
/// <param name="Items">One item for each request.</param>
public sealed record BulkResult(IReadOnlyList<BulkItem> Items);

/// <summary>The result for one request.</summary>
/// <param name="Number">The request's number; the text as it was sent when it is not a request number.</param>
/// <param name="Status"><c>done</c> or <c>refused</c>.</param>
/// <param name="State">When done: the published state after the action.</param>
/// <param name="Code">When refused: the published problem code.</param>
/// <param name="Errors">When refused with <c>validation_failed</c>: the error codes by JSON pointer.</param>
/// <param name="AllowedActions">The actions that are allowed now; null when they are not known.</param>
public sealed record BulkItem(
    string Number,
    string Status,
    string? State = null,
    string? Code = null,
    IReadOnlyDictionary<string, string[]>? Errors = null,
    IReadOnlyList<string>? AllowedActions = null);
