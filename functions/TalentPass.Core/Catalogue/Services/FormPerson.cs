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
public sealed record FormPerson(
    string? List = null, string? Name = null, string? Document = null, string? BirthDate = null, string? Guardian = null, string? GuardianName = null)
{
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
