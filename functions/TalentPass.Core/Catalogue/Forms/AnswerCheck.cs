using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>Checks the answers of a request against the form of its service.</summary>
public static class AnswerCheck
{
    /// <summary>The most bytes of the answers of a request, as JSON in UTF-8 without white space and escapes.</summary>
    public const int MostBytes = 96 * 1024;

    /// <summary>
    /// Checks answers against the form, then the size of all together, then dates and people.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="answers">The answers as received.</param>
    /// <param name="filed">The day of filing, for ages and validity of documents; null leaves out these checks.</param>
    /// <param name="at">The JSON pointer of the answers in the body.</param>
    /// <returns>
    /// Null when the answers are valid, else <see cref="RefusalCodes.ValidationFailed"/> with these codes: <c>required</c>,
    /// <c>unknown_field</c>, <c>duplicate_field</c>, <c>wrong_type</c>, <c>too_short</c>, <c>too_long</c>,
    /// <c>invalid_format</c> (with a second code that says what is wrong with the number or name), <c>not_in_list</c>,
    /// <c>out_of_range</c>, <c>too_few</c>, <c>too_many</c>, <c>invalid_text</c>, <c>before_start</c>, <c>differs_from_document</c>,
    /// <c>impossible_date</c>, <c>consent_needed</c>, <c>expired</c>, <c>not_a_guardian</c>,
    /// <c>duplicate</c>, <c>impossible_age</c>.
    /// </returns>
    public static Refusal? Check(ServiceItem service, JsonElement answers, DateOnly? filed, string at = "/answers")
    {
        if (answers.ValueKind != JsonValueKind.Object)
        {
            return Refusal.Invalid(at, answers.ValueKind == JsonValueKind.Undefined ? ValidationCodes.Required : ValidationCodes.WrongType);
        }

        var errors = new ValidationErrors();
        if (AnswerWalk.Check(answers, FormField.Of(service), at, errors))
        {
            if (IsTooLong(answers))
            {
                return Refusal.Invalid(at, ValidationCodes.TooLong);
            }

            CheckOrders(service, answers, at, errors);
            if (filed is { } day && !errors.IsFull)
            {
                CheckValidity(service, answers, day, at, errors);
                PeopleCheck.Check(service, answers, day, at, errors);
            }
        }

        return errors.ToRefusal();
    }

    private static bool IsTooLong(JsonElement answers) =>
        JsonMarshal.GetRawUtf8Value(answers).Length > MostBytes && Encoding.UTF8.GetByteCount(StoredJson.Compact(answers)) > MostBytes;

    // A document is still valid on its last day.
    private static void CheckValidity(ServiceItem service, JsonElement answers, DateOnly filed, string at, ValidationErrors errors)
    {
        foreach (var (field, unless) in service.MustBeValid ?? [])
        {
            if (unless?.IsMade(answers) is not true && answers.TryGetProperty(field, out var last) && last.ValueKind == JsonValueKind.String
                && DateOnly.TryParseExact(last.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < filed)
            {
                errors.Add($"{at}/{field}", ValidationCodes.Expired);
            }
        }
    }

    private static void CheckOrders(ServiceItem service, JsonElement answers, string at, ValidationErrors errors)
    {
        foreach (var order in service.DateOrders ?? [])
        {
            if (Date(order.First) is { } first && Date(order.Second) is { } second && string.CompareOrdinal(first, second) > 0)
            {
                errors.Add($"{at}/{order.Second}", ValidationCodes.BeforeStart);
            }
        }

        string? Date(string field) =>
            !errors.Has($"{at}/{field}") && answers.TryGetProperty(field, out var date) && date.ValueKind == JsonValueKind.String
                ? date.GetString() : null;
    }
}
