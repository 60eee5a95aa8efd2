using System.ComponentModel.DataAnnotations;

namespace TalentPass.Core.Casework.Desks;

/// <summary>One action on many requests: what it carries is the same for all.</summary>
public sealed record BulkAction : DeskActionBody
{
    /// <summary>The requests' numbers, 1–50 as typed; one named twice is acted on once.</summary>
    [MinLength(1), MaxLength(50)]
    public required IReadOnlyList<string> Numbers { get; init; }

    /// <summary>The action, as in the path of a single one.</summary>
    public required string Action { get; init; }
}

/// <summary>What became of each request, in the order of the numbers.</summary>
/// <param name="Items">One a request.</param>
public sealed record BulkResult(IReadOnlyList<BulkItem> Items);

/// <summary>What became of one request.</summary>
/// <param name="Number">Its number; as it was sent where it is none of ours.</param>
/// <param name="Status"><c>done</c> or <c>refused</c>.</param>
/// <param name="State">Done: the state after it.</param>
/// <param name="Code">Refused: why, a published problem code.</param>
/// <param name="Errors">Refused with <c>validation_failed</c>: pointer → codes.</param>
/// <param name="AllowedActions">The actions allowed now, where they are known.</param>
public sealed record BulkItem(
    string Number,
    string Status,
    string? State = null,
    string? Code = null,
    IReadOnlyDictionary<string, string[]>? Errors = null,
    IReadOnlyList<string>? AllowedActions = null);
