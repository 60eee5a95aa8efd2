using System.Text.Json;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// The fields of a form that are about one person, so that they can be held to each other: the birth date to the number
/// of a document, a child under 14 to a guardian.
/// </summary>
/// <param name="List">The list of the form whose items are the people; null where the form itself asks about one.</param>
/// <param name="Name">The name.</param>
/// <param name="Document">The number of a document, which may carry the birth date (GB 11643).</param>
/// <param name="BirthDate">The birth date.</param>
/// <param name="Guardian">Who the guardian of a child under 14 is; null where the applicant is.</param>
/// <param name="GuardianName">The guardian's name, where it is not the applicant.</param>
public sealed record FormPerson(
    string? List = null, string? Name = null, string? Document = null, string? BirthDate = null, string? Guardian = null, string? GuardianName = null)
{
    /// <summary>The people named in answers, each with its place.</summary>
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

/// <summary>What a form asks when it names a child under 14 (个人信息保护法 31): a guardian's consent, after a notice of its own.</summary>
/// <param name="Consent">The field of the consent; it must then be true.</param>
/// <param name="Notice">The notice for guardians; its version is stored with the request.</param>
public sealed record MinorRule(string Consent, Notice Notice);
