using System.Globalization;
using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>
/// Checks the answers about people: the birth date against the document, and what the law asks for minors by their age on the day
/// of filing.
/// </summary>
internal static class PeopleCheck
{
    /// <summary>
    /// Adds the mistakes: <c>differs_from_document</c>, <c>impossible_date</c>, <c>required</c>, <c>consent_needed</c>,
    /// <c>not_a_guardian</c>, <c>duplicate</c> for a person who is named twice, <c>impossible_age</c> for a relation or a grade.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="answers">Answers that were checked against the form. Invalid fields have an entry in the mistakes.</param>
    /// <param name="filed">The day of filing.</param>
    /// <param name="at">The JSON pointer of the answers.</param>
    /// <param name="errors">The mistakes found so far; new ones are added.</param>
    public static void Check(ServiceItem service, JsonElement answers, DateOnly filed, string at, ValidationErrors errors)
    {
        var minors = false;
        var named = new HashSet<string>(StringComparer.Ordinal);
        // A list with an error may be too long. Skip it: comparing each person with all others would take too much time.
        foreach (var fields in (service.People ?? []).Where(each => each.List is null || !errors.Has($"{at}/{each.List}")))
        {
            var people = fields.In(answers, at).ToList();
            foreach (var (person, pointer) in people)
            {
                CheckBirthDate(fields, person, filed, pointer, errors);
                CheckRelation(fields, person, filed, pointer, errors);
                if (Text(person, fields.Document) is { } number && !named.Add(string.Concat(number.Where(char.IsLetterOrDigit)).ToUpperInvariant()))
                {
                    errors.Add($"{pointer}/{fields.Document}", ValidationCodes.Duplicate);
                }

                if (IsMinor(fields, person, filed, Age.OfOwnConsent))
                {
                    minors = true;
                    CheckGuardian(fields, person, [.. people.Select(each => each.Person)], filed, pointer, errors);
                }
            }
        }

        CheckGrade(service, answers, filed, at, errors);
        if (minors && service.Minors is { } rule)
        {
            CheckConsent(answers, $"{at}/{rule.Consent}", rule.Consent, errors);
        }
    }

    /// <summary>Whether the answers name a child under 14, whose data needs a guardian's consent (PIPL 31).</summary>
    public static bool NamesMinor(ServiceItem service, JsonElement answers, DateOnly filed) =>
        (service.People ?? []).Any(fields => fields.In(answers, "").Any(each => IsMinor(fields, each.Person, filed, Age.OfOwnConsent)));

    private static void CheckBirthDate(FormPerson fields, JsonElement person, DateOnly filed, string at, ValidationErrors errors)
    {
        if (Date(person, fields.BirthDate) is { } born && !errors.Has($"{at}/{fields.BirthDate}"))
        {
            BirthDate.Check(born, InDocument(person, fields.Document), filed, $"{at}/{fields.BirthDate}", errors);
        }
    }

    // A husband is 22, a wife 20 (民法典 1047); a parent of the applicant or of the spouse is older than either can be.
    private static void CheckRelation(FormPerson fields, JsonElement person, DateOnly filed, string at, ValidationErrors errors)
    {
        var least = fields.RelationOf(person) switch
        {
            FormPerson.Spouse => IsMale(Text(person, fields.Document)) ? 22 : 20,
            FormPerson.Parent => 32,
            _ => 0,
        };
        if (BirthDateOf(fields, person) is { } born && Age.On(born, filed) < least)
        {
            errors.Add($"{at}/{fields.BirthDate ?? fields.Document}", ValidationCodes.ImpossibleAge);
        }
    }

    private static void CheckGrade(ServiceItem service, JsonElement answers, DateOnly filed, string at, ValidationErrors errors)
    {
        if (service.Grades is { } grades && grades.In(answers) is { } grade && Date(answers, grades.BirthDate) is { } born && !errors.Has($"{at}/{grades.BirthDate}")
            && Age.On(born, grades.CountedOn(service.Window, filed)) is var age && (age < grade.Youngest || age > grade.Oldest))
        {
            errors.Add($"{at}/{grades.BirthDate}", ValidationCodes.ImpossibleAge);
        }
    }

    // The seventeenth digit of a resident id is odd for men (GB 11643).
    private static bool IsMale(string? document) => ResidentId.TryParse(document, out var id, out _) && (id.Value[16] - '0') % 2 == 1;

    private static void CheckGuardian(
        FormPerson fields, JsonElement person, IReadOnlyList<JsonElement> people, DateOnly filed, string at, ValidationErrors errors)
    {
        if (fields.Guardian is { } guardian && Text(person, guardian) is null && !errors.Has($"{at}/{guardian}"))
        {
            errors.Add($"{at}/{guardian}", ValidationCodes.Required);
        }

        // A minor cannot be the guardian of a child, and a child cannot be its own guardian (民法典 27).
        if (Text(person, fields.GuardianName) is { } name
            && people.Any(each => Text(each, fields.Name) is { } other && IsSame(other, name) && IsMinor(fields, each, filed, Age.OfMajority)))
        {
            errors.Add($"{at}/{fields.GuardianName}", ValidationCodes.NotAGuardian);
        }
    }

    private static void CheckConsent(JsonElement answers, string at, string field, ValidationErrors errors)
    {
        if (!answers.TryGetProperty(field, out var consent))
        {
            errors.Add(at, ValidationCodes.Required);
        }
        else if (consent.ValueKind == JsonValueKind.False)
        {
            errors.Add(at, ValidationCodes.ConsentNeeded);
        }
    }

    private static bool IsMinor(FormPerson fields, JsonElement person, DateOnly filed, int age) =>
        BirthDateOf(fields, person) is { } born && Age.On(born, filed) < age;

    /// <summary>The birth date of a person, from the answers or from the document; null when neither shows it.</summary>
    internal static DateOnly? BirthDateOf(FormPerson fields, JsonElement person) => Date(person, fields.BirthDate) ?? InDocument(person, fields.Document);

    private static bool IsSame(string one, string other) =>
        PersonName.TryParse(one, out var first, out _) && PersonName.TryParse(other, out var second, out _) && first.Full == second.Full;

    private static DateOnly? InDocument(JsonElement person, string? field) => Text(person, field) switch
    {
        null => null,
        { } text when ResidentId.TryParse(text, out var resident, out _) => resident.BirthDate,
        { } text when HmtResidenceId.TryParse(text, out var hmt, out _) => hmt.BirthDate,
        { } text when ForeignPermanentResidentId.TryParse(text, out var permanent, out _) => permanent.BirthDate,
        _ => null,
    };

    /// <summary>The date in a field; null when there is none.</summary>
    internal static DateOnly? Date(JsonElement person, string? field) =>
        DateOnly.TryParseExact(Text(person, field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>The text in a field; null when there is none.</summary>
    internal static string? Text(JsonElement person, string? field) =>
        field is not null && person.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
