using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>The rules for the people of a form.</summary>
internal static class PeopleRules
{
    /// <summary>
    /// Finds people, a consent or grades whose fields the form does not have, papers that prove a relation and are not listed, and a
    /// rule for minors in a form that shows nobody's age.
    /// </summary>
    public static IEnumerable<CatalogueProblem> Check(ServiceItem service, string at)
    {
        foreach (var (index, person) in (service.People ?? []).Index())
        {
            if (!HasAll(service, person))
            {
                yield return new($"{at}/people/{index}", "unknown_field", "The form has no such fields about a person.");
            }

            if (person.Is is not (null or FormPerson.Spouse or FormPerson.Child or FormPerson.Parent) || (person.Is is not null && person.Relation is not null))
            {
                yield return new($"{at}/people/{index}/is", "unknown_relation", "A person is a spouse, child or parent, or the form asks.");
            }

            if ((person.Proof ?? []).Any(each => service.Material(each) is not { FromSharedData: false }))
            {
                yield return new($"{at}/people/{index}/proof", "unknown_material", "A paper that proves a relation is not one that is handed in.");
            }
        }

        if (service.Grades is { } grades && !IsGood(service, grades))
        {
            yield return new($"{at}/grades", "unknown_field", "The form has no such grades, or a grade's ages are not in order.");
        }

        if (service.Minors is not { } minors)
        {
            yield break;
        }

        if (!FormRules.HasField(service.Form, null, minors.Consent, "boolean"))
        {
            yield return new($"{at}/minors/consent", "unknown_field", $"The form has no yes or no '{minors.Consent}'.");
        }

        if (!(service.People ?? []).Any(each => each.BirthDate is not null || each.Document is not null))
        {
            yield return new($"{at}/minors", "unknown_age", "Nobody's age is known from the form.");
        }
    }

    private static bool IsGood(ServiceItem service, GradeAges grades) =>
        FormRules.HasField(service.Form, grades.BirthDate, "date")
        && FilingWindow.IsDay(grades.OnDay)
        && grades.Of.All(each => FormRules.HasChoice(service.Form, grades.Field, each.Grade) && each.Youngest <= each.Age && each.Age <= each.Oldest);

    private static bool HasAll(ServiceItem service, FormPerson person)
    {
        return (person.Name ?? person.Document ?? person.BirthDate) is not null
            && Has(person.Name, "person-name")
            && Has(person.Document)
            && Has(person.BirthDate, "date")
            && Has(person.Guardian)
            && Has(person.Relation)
            && Has(person.GuardianName, "person-name")
            && (person.GuardianName is null || person.Guardian is not null);

        bool Has(string? field, string? format = null) => field is null || FormRules.HasField(service.Form, person.List, field, "string", format);
    }
}
