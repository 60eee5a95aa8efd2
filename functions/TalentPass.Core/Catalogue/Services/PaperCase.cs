using System.Text.Json;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>Whether a paper is needed for a filing.</summary>
public enum PaperNeed
{
    /// <summary>The request is incomplete without it.</summary>
    Required,

    /// <summary>It can be handed in, and the desk may ask for it.</summary>
    Optional,

    /// <summary>It does not concern this filing, so the desk may not ask for it.</summary>
    NotNeeded,
}

/// <summary>
/// A case in which a paper is needed: an answer, a person in a list, or the applicant's nature. Exactly one of
/// <paramref name="Values"/>, <paramref name="AtLeast"/> and <paramref name="Natures"/> is given.
/// </summary>
/// <param name="Field">The field of the form that is looked at; null for a nature.</param>
/// <param name="Values">The choices; one of them is enough.</param>
/// <param name="AtLeast">The lowest number, inclusive.</param>
/// <param name="List">The list in whose items <paramref name="Field"/> is; one item with such an answer is enough.</param>
/// <param name="Natures">The ids of the natures; one of them is enough.</param>
public sealed record PaperCase(
    string? Field = null, IReadOnlyList<string>? Values = null, int? AtLeast = null, string? List = null, IReadOnlyList<string>? Natures = null)
{
    /// <summary>Whether this is the case; null when the nature is not known.</summary>
    /// <param name="answers">The answers of the form.</param>
    /// <param name="nature">The applicant's nature; null when it is not known.</param>
    public bool? Holds(JsonElement answers, string? nature) =>
        Natures is not null ? nature is null ? null : Natures.Contains(nature, StringComparer.Ordinal)
        : answers.ValueKind != JsonValueKind.Object ? false
        : List is null ? IsAnswered(answers)
        : answers.TryGetProperty(List, out var list) && list.ValueKind == JsonValueKind.Array && list.EnumerateArray().Any(IsAnswered);

    /// <summary>Whether the case looks at this field of the form, or at the items of this list.</summary>
    public bool LooksAt(string field) => field == (List ?? Field);

    private bool IsAnswered(JsonElement answers) =>
        answers.ValueKind == JsonValueKind.Object
        && Field is not null
        && answers.TryGetProperty(Field, out var answer)
        && answer.ValueKind switch
        {
            JsonValueKind.String => Values?.Any(answer.ValueEquals) ?? false,
            JsonValueKind.Number => answer.TryGetInt32(out var number) && number >= AtLeast,
            _ => false,
        };
}
