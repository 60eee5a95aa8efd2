using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Eligibility;

/// <summary>
/// Judges a filing by what is known about the applicant: what is not met is refused, what is unknown becomes a point that the
/// department checks.
/// </summary>
public static class FilingCheck
{
    /// <summary>Judges answers that the form accepts.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="service">The service.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="papers">The ids of the papers that are handed in.</param>
    /// <param name="facts">The known facts about the applicant.</param>
    /// <param name="today">The legal day in Asia/Shanghai.</param>
    /// <param name="at">The JSON pointer of the answers in the body.</param>
    /// <returns>
    /// The names of the points to check; <c>not_entitled</c>; or <c>validation_failed</c> with <c>same_person</c>,
    /// <c>impossible_age</c>, <c>not_on_record</c>.
    /// </returns>
    public static Outcome<IReadOnlyList<string>> Judge(
        ServiceCatalogue catalogue, ServiceItem service, JsonElement answers, IReadOnlyCollection<string> papers, TalentFacts facts, DateOnly today, string at = "/answers")
    {
        // A child that the form names is judged itself, so the children on record do not matter.
        var namesChild = (service.People ?? []).Any(each => each.Is == FormPerson.Child);
        var judged = Entitlements.For(catalogue, service, facts, today).Conditions.Index()
            .Where(each => !(namesChild && each.Item.Condition is ChildCondition)).ToArray();
        if (judged.Where(each => each.Item.Result == ConditionResult.NotMet).Select(each => each.Item).ToArray() is { Length: > 0 } unmet)
        {
            return NotEntitled(unmet);
        }

        var people = JudgePeople(service, answers, papers, facts, today, at);
        return people is Outcome<IReadOnlyList<string>>.Done { Value: var unknown }
            ? new Outcome<IReadOnlyList<string>>.Done(
                [.. judged.Where(each => each.Item.Result == ConditionResult.Unknown).Select(each => FilingPoints.Condition(each.Index)), .. unknown])
            : people;
    }

    /// <summary>
    /// Judges only the people in the answers, e.g. in answers that are supplied later. The parameters and results are those of
    /// <see cref="Judge"/>.
    /// </summary>
    public static Outcome<IReadOnlyList<string>> JudgePeople(
        ServiceItem service, JsonElement answers, IReadOnlyCollection<string> papers, TalentFacts facts, DateOnly filed, string at = "/answers")
    {
        var errors = new ValidationErrors();
        List<string> points = [.. RelationCheck.Find(service, answers, papers, facts, filed, at, errors)];
        if (service.Grades is { } grades && grades.In(answers) is { } grade && PeopleCheck.Date(answers, grades.BirthDate) is { } born
            && Age.On(born, grades.CountedOn(service.Window, filed)) != grade.Age)
        {
            points.Add(FilingPoints.Grade);
        }

        return errors.ToRefusal() is { } wrong ? wrong : new Outcome<IReadOnlyList<string>>.Done(points);
    }

    private static Refusal NotEntitled(JudgedCondition[] unmet)
    {
        UnmetCondition[] reasons = [.. unmet.Select(each => new UnmetCondition(each.Condition.Kind, each.Text, each.Why))];
        return new Refusal(RefusalCodes.NotEntitled, new Bilingual(
            $"不符合办理条件：{string.Join("；", reasons.Select(each => $"{each.Text.Zh}（{each.Why.Zh}）"))}",
            $"A condition is not met: {string.Join("; ", reasons.Select(each => $"{each.Text.En} ({each.Why.En})"))}"))
        {
            Conditions = reasons,
        };
    }
}
