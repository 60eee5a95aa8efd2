using System.Globalization;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Talents.Eligibility;

/// <summary>
/// The names of the points that a department has to check (待核实事项), and their texts. A request stores only the names.
/// </summary>
public static class FilingPoints
{
    /// <summary>The child's age is not the usual one for the grade.</summary>
    public const string Grade = "grade";

    private const string ConditionOf = "condition-";
    private const string RelationOf = "relation-";

    private static readonly Bilingual _grade = new(
        "核实子女年龄与所申请的年级：与该年级通常的年龄不同（缓学、休学、跳级等）。",
        "Verify the child's age for the grade: it is not the usual one (delayed entry, repeated or skipped year).");

    /// <summary>The name for a condition of the service.</summary>
    /// <param name="index">The place of the condition in the guide, from 0.</param>
    public static string Condition(int index) => string.Create(CultureInfo.InvariantCulture, $"{ConditionOf}{index + 1}");

    /// <summary>The name for the relation of a person in the answers.</summary>
    /// <param name="index">The place of the person in the form, from 0.</param>
    public static string Relation(int index) => string.Create(CultureInfo.InvariantCulture, $"{RelationOf}{index + 1}");

    /// <summary>Whether the point is a condition of the service, and so does not depend on the answers.</summary>
    public static bool IsCondition(string point) => point.StartsWith(ConditionOf, StringComparison.Ordinal);

    /// <summary>The point in words.</summary>
    public static Bilingual TextOf(ServiceItem service, string point) => point switch
    {
        Grade => _grade,
        _ when Number(point, ConditionOf) is { } number && number <= service.Conditions.Count => service.Conditions[number - 1].Text,
        _ when Number(point, RelationOf) is { } number => new Bilingual(
            $"核实所填第{number}位家庭成员与申请人的关系：登记信息中没有此人。",
            $"Verify how person {number} in the form is related to the applicant: the record does not show this person."),
        _ => new Bilingual(point, point),
    };

    private static int? Number(string point, string kind) =>
        point.StartsWith(kind, StringComparison.Ordinal) && int.TryParse(point.AsSpan(kind.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number : null;
}
