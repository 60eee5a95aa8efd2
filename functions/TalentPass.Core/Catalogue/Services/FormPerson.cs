using System.Text.Json;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// Names the form fields about one person, so that they can be compared: the birth date with the document number, a child under
/// 14 with a guardian.
/// </summary>
/// <param name="List">The list field whose items are the people; null when the form itself asks about one person.</param>
/// <param name="Name">The field of the name.</param>
/// <param name="Document">The field of a document number, which may contain the birth date (GB 11643).</param>
/// <param name="BirthDate">The field of the birth date.</param>
/// <param name="Guardian">
/// The field that says who the guardian of a child under 14 is; null when the applicant is always the guardian.
/// </param>
/// <param name="GuardianName">The field of the guardian's name, for a guardian who is not the applicant.</param>
/// <param name="Relation">
/// The choice that says what the person is to the applicant: <c>spouse</c>, <c>child</c> or <c>parent</c>; null when the form does not ask.
/// </param>
/// <param name="Is">What the person always is to the applicant, one of the same words; null when the form asks.</param>
/// <param name="Proof">
/// The papers of which one proves the relation. A person who is not in the applicant's family on record is refused without one of
/// them. When there are none, such a person is only a point to check.
/// </param>
public sealed record FormPerson(
    string? List = null, string? Name = null, string? Document = null, string? BirthDate = null, string? Guardian = null, string? GuardianName = null,
    string? Relation = null, string? Is = null, IReadOnlyList<string>? Proof = null)
{
    /// <summary>The relations of family members.</summary>
    public const string Spouse = "spouse", Child = "child", Parent = "parent";

    /// <summary>What the person is to the applicant; null when it is none of the three words or not said.</summary>
    internal string? RelationOf(JsonElement person) => Is ?? (Relation is not null && person.TryGetProperty(Relation, out var said)
        && said.ValueKind == JsonValueKind.String && said.GetString() is Spouse or Child or Parent ? said.GetString() : null);

    /// <summary>Finds the people in the answers, each with its JSON pointer.</summary>
    internal IEnumerable<(JsonElement Person, string At)> In(JsonElement answers, string at)
    {
        if (List is null)
        {
            return [(answers, at)];
        }

        return answers.TryGetProperty(List, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Index().Where(each => each.Item.ValueKind == JsonValueKind.Object).Select(each => (each.Item, $"{at}/{List}/{each.Index}"))
            : [];
    }
}

/// <summary>
/// What a form requires when it names a child under 14: a guardian's consent and a separate notice for guardians (个人信息保护法 31).
/// </summary>
/// <param name="Consent">The field of the consent. It must be true when a child under 14 is named.</param>
/// <param name="Notice">The notice for guardians; its version is stored with the request.</param>
public sealed record MinorRule(string Consent, Notice Notice);
