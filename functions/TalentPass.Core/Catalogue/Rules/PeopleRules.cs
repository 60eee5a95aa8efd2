using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>The rules for the people of a form.</summary>
internal static class PeopleRules
{
    /// <summary>
    /// Finds people or a consent whose fields the form does not have, and a rule for minors in a form that shows nobody's age.
    /// </summary>
    public static IEnumerable<CatalogueProblem> Check(ServiceItem service, string at)
    {
        foreach (var (index, person) in (service.People ?? []).Index())
        {
            if (!HasAll(service, person))
            {
                yield return new($"{at}/people/{index}", "unknown_field", "The form has no such fields about a person.");
            }
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

    private static bool HasAll(ServiceItem service, FormPerson person)
    {
        return (person.Name ?? person.Document ?? person.BirthDate) is not null
            && Has(person.Name, "person-name")
            && Has(person.Document)
            && Has(person.BirthDate, "date")
            && Has(person.Guardian)
            && Has(person.GuardianName, "person-name")
            && (person.GuardianName is null || person.Guardian is not null);

        bool Has(string? field, string? format = null) => field is null || FormRules.HasField(service.Form, person.List, field, "string", format);
    }
}
