using System.Text.Json;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Eligibility;

/// <summary>Compares the people in the answers with the applicant and with the family on record.</summary>
internal static class RelationCheck
{
    /// <summary>
    /// Returns the points of the people who are not on record, and adds the mistakes: <c>same_person</c> for the applicant,
    /// <c>impossible_age</c> for a child who is not younger than the applicant, <c>not_on_record</c> for a person without a paper
    /// where the form asks for one.
    /// </summary>
    public static IEnumerable<string> Find(
        ServiceItem service, JsonElement answers, IReadOnlyCollection<string> papers, TalentFacts facts, DateOnly filed, string at, ValidationErrors errors)
    {
        var points = new List<string>();
        var index = -1;
        foreach (var fields in service.People ?? [])
        {
            foreach (var (person, pointer) in fields.In(answers, at))
            {
                index++;
                if (fields.RelationOf(person) is not { } relation)
                {
                    continue;
                }

                var numbers = Numbers(PeopleCheck.Text(person, fields.Document), filed);
                var place = $"{pointer}/{fields.Document ?? fields.BirthDate ?? fields.Name}";
                if (numbers.Any(each => (facts.Documents ?? []).Any(own => own.Number == each)))
                {
                    errors.Add(place, ValidationCodes.SamePerson);
                    continue;
                }

                var born = PeopleCheck.BirthDateOf(fields, person);
                if (relation == FormPerson.Child && born <= facts.BirthDate)
                {
                    errors.Add($"{pointer}/{fields.BirthDate ?? fields.Document}", ValidationCodes.ImpossibleAge);
                }
                else if (!(facts.Family ?? []).Any(each => RelationOf(each) == relation && IsSame(each, numbers, PeopleCheck.Text(person, fields.Name), born)))
                {
                    Unknown(fields, papers, place, errors, points, index);
                }
            }
        }

        return points;
    }

    private static void Unknown(
        FormPerson fields, IReadOnlyCollection<string> papers, string place, ValidationErrors errors, List<string> points, int index)
    {
        if (fields.Proof is { Count: > 0 } proof && !proof.Any(papers.Contains))
        {
            errors.Add(place, ValidationCodes.NotOnRecord);
        }
        else
        {
            points.Add(FilingPoints.Relation(index));
        }
    }

    /// <summary>Whether the answers name this member of the family, in whatever relation.</summary>
    public static bool Names(ServiceItem service, JsonElement answers, FamilyMember member, DateOnly filed) =>
        (service.People ?? []).Any(fields => fields.In(answers, "").Any(each => IsSame(
            member, Numbers(PeopleCheck.Text(each.Person, fields.Document), filed), PeopleCheck.Text(each.Person, fields.Name), PeopleCheck.BirthDateOf(fields, each.Person))));

    // By the document, and by name and birth date where the record has no document.
    private static bool IsSame(FamilyMember member, IReadOnlyList<string> numbers, string? name, DateOnly? born) =>
        member.Document is { } document && numbers.Count > 0
            ? numbers.Contains(document.Number)
            : born == member.BirthDate && PersonName.TryParse(name, out var parsed, out _) && parsed.Full == member.Name.Full;

    private static string? RelationOf(FamilyMember member) => member.Relation switch
    {
        FamilyRelation.Spouse => FormPerson.Spouse,
        FamilyRelation.Child => FormPerson.Child,
        FamilyRelation.Parent => FormPerson.Parent,
        _ => null,
    };

    private static IReadOnlyList<string> Numbers(string? typed, DateOnly filed) =>
        [.. IdentityDocument.Guess(typed, filed).Select(each => each.Number).Distinct(StringComparer.Ordinal)];
}
