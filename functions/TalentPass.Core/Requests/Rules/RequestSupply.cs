using System.Text.Json;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Requests.Rules;

/// <summary>
/// Takes what the applicant supplies (补正). The applicant must supply everything that was asked for and nothing else, in one
/// call, so that the request can go on. The earlier answers stay in the request's row.
/// </summary>
internal static class RequestSupply
{
    /// <summary>
    /// Makes the step with the new answers and papers. After a demand to supply, the clock of the reception starts again; after a
    /// tolerant acceptance, the clock of the decision goes on.
    /// </summary>
    /// <param name="context">The input of the step.</param>
    /// <param name="supply">What is supplied.</param>
    /// <param name="facts">What is known about the applicant; null when no answers are supplied.</param>
    public static Outcome<RequestStep> Take(StepContext context, SupplyMissing supply, TalentFacts? facts = null)
    {
        var course = context.Course;
        var tolerant = course.Gaps is { SuppliedAt: null };
        string[] fields = tolerant ? [] : [.. course.Supplement!.Items.Select(each => each.Field).OfType<string>().Distinct()];
        string[] papers = tolerant ? [.. course.Gaps!.Missing] : [.. course.Supplement!.Items.Select(each => each.Material).OfType<string>().Distinct()];
        if (Wrong(supply, fields, MayFollow(context.Rules.Service), papers, context.Found.Answers) is { } wrong)
        {
            return wrong;
        }

        var answers = Merge(context.Found.Answers, supply.Answers);
        if (AnswerCheck.Check(context.Rules.Service, JsonElement.Parse(answers), context.Found.FiledOn) is { } refused)
        {
            return refused;
        }

        if (facts is not null)
        {
            // The people in the answers are judged again, so a tick about them no longer counts.
            string[] all = [.. context.Found.Materials.Concat(supply.Materials ?? []).Select(each => each.Id)];
            var people = FilingCheck.JudgePeople(context.Rules.Service, JsonElement.Parse(answers), all, facts, context.Found.FiledOn);
            if (people is not Outcome<IReadOnlyList<string>>.Done { Value: var points })
            {
                return ((Outcome<IReadOnlyList<string>>.Refused)people).Reason;
            }

            course = course with { Points = [.. course.Points.Where(each => FilingPoints.IsCondition(each.Point)), .. points.Select(each => new PointFact(each))] };
        }

        var next = context.Next().Handed(supply.Materials ?? []) with { Answers = answers, AnswersVersion = context.Found.AnswersVersion + 1 };
        return context.Done(tolerant
            ? next with { Course = course with { Gaps = course.Gaps! with { SuppliedAt = context.Now } } }
            : next with
            {
                Course = course with { Supplement = course.Supplement! with { SuppliedAt = context.Now } },
                Clocks = RequestClocks.Received(context.ClockStart, context.Limits, context.Calendar),
            });
    }

    // A new answer can make other fields necessary, for example the consent for a minor. The desk could not ask for those before.
    private static string[] MayFollow(ServiceItem service) =>
        [.. FormCondition.Needed(service.Form), .. service.Minors is { } minors ? [minors.Consent] : Array.Empty<string>()];

    // A client may send the whole form back; then the fields that were not asked for must have their old values.
    private static Refusal? Wrong(SupplyMissing supply, string[] fields, string[] mayFollow, string[] papers, string? before)
    {
        var errors = new ValidationErrors();
        if (supply.Answers is { } answers && answers.ValueKind != JsonValueKind.Object)
        {
            errors.Add("/answers", ValidationCodes.WrongType);
            return errors.ToRefusal();
        }

        string[] given = supply.Answers is { } some ? [.. some.EnumerateObject().Select(each => each.Name)] : [];
        var known = JsonElement.Parse(before ?? "{}");
        foreach (var field in given.Except(fields).Except(mayFollow)
            .Where(each => !known.TryGetProperty(each, out var was) || !JsonElement.DeepEquals(was, supply.Answers!.Value.GetProperty(each))))
        {
            errors.Add(ValidationErrors.Join("/answers", field), ValidationCodes.NotAsked);
        }

        foreach (var field in fields.Except(given))
        {
            errors.Add(ValidationErrors.Join("/answers", field), ValidationCodes.Required);
        }

        var handed = (supply.Materials ?? []).Select(each => each.Id).ToArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, paper) in handed.Index().TakeWhile(_ => !errors.IsFull))
        {
            if (!papers.Contains(paper))
            {
                errors.Add($"/materials/{index}/id", ValidationCodes.NotAsked);
            }

            if (!seen.Add(paper))
            {
                errors.Add($"/materials/{index}/id", ValidationCodes.Duplicate);
            }
        }

        if (papers.Except(handed).Any())
        {
            errors.Add("/materials", ValidationCodes.Required);
        }

        return errors.ToRefusal();
    }

    private static string Merge(string? before, JsonElement? changes)
    {
        var fields = JsonElement.Parse(before ?? "{}").EnumerateObject().ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal);
        foreach (var change in changes?.EnumerateObject() ?? default)
        {
            fields[change.Name] = change.Value;
        }

        return JsonSerializer.Serialize(fields, RequestJson.Stored.DictionaryStringJsonElement);
    }
}
