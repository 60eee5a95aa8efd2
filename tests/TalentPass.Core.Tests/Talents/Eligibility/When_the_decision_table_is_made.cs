using System.Text;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Tests.Catalogue.Versions;
using TalentPass.Core.Tests.Structure;

namespace TalentPass.Core.Tests.Talents.Eligibility;

/// <summary>
/// The decision table: every service with every demo person, and every condition when it is met, not met and unknown. It is made
/// from the seeds and compared with the file beside this one, so each change of a rule is seen as a change of the table.
/// <c>TALENTPASS_WRITE_TABLES=1</c> writes the file anew.
/// </summary>
public sealed class When_the_decision_table_is_made
{
    private static readonly DateOnly _today = new(2026, 11, 26);

    [Fact]
    public void It_is_the_table_that_was_agreed()
    {
        var path = Path.Combine(CoreFolders.Repository, "tests", "TalentPass.Core.Tests", "Talents", "Eligibility", "decisions.md");
        var made = Make();
        if (Environment.GetEnvironmentVariable("TALENTPASS_WRITE_TABLES") == "1")
        {
            File.WriteAllText(path, made);
        }

        Assert.Equal(File.ReadAllText(path), made, ignoreLineEndingDifferences: true);
    }

    private static string Make()
    {
        var text = new StringBuilder("""
            # Who may file what

            Made from the seeds by `When_the_decision_table_is_made`, for 26 November 2026. Each person files the service's example
            answers without papers. *Taken* is followed by the points that the department checks.

            | service | person | outcome |
            |---|---|---|

            """);
        foreach (var service in Seeds.Catalogue.Services)
        {
            foreach (var account in DemoFacts.Accounts)
            {
                text.Append($"| `{service.Id}` | {account} | {Outcome(service, DemoFacts.Of(account))} |\n");
            }
        }

        text.Append("""

            ## Each condition

            One condition of a service is met, not met or unknown, and the others are met or, when only the department can
            establish them, unknown.

            | service | condition | met | not met | unknown |
            |---|---|---|---|---|

            """);
        foreach (var service in Seeds.Catalogue.Services)
        {
            foreach (var (index, condition) in service.Conditions.Index())
            {
                var cells = Enum.GetValues<ConditionResult>().Select(result => Facts(service, condition, result) is { } facts ? Outcome(Alone(service), facts) : "–");
                text.Append($"| `{service.Id}` | {index + 1} {condition.Kind} | {string.Join(" | ", cells)} |\n");
            }
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Outcome(ServiceItem service, TalentFacts facts) =>
        FilingCheck.Judge(Seeds.Catalogue, service, service.Example, [], facts, _today) switch
        {
            Outcome<IReadOnlyList<string>>.Done { Value: { Count: 0 } } => "taken",
            Outcome<IReadOnlyList<string>>.Done { Value: var points } => $"taken: {string.Join(", ", points)}",
            Outcome<IReadOnlyList<string>>.Refused { Reason: { Conditions: { } unmet } } => $"`not_entitled`: {string.Join(", ", unmet.Select(each => each.Kind))}",
            Outcome<IReadOnlyList<string>>.Refused { Reason: { Errors: { } errors } } => $"`validation_failed`: {string.Join(", ", errors.Select(each => $"{each.Key} {each.Value[0]}"))}",
            _ => throw new InvalidOperationException("A filing is taken or refused."),
        };

    // The people of the form are judged by another table.
    private static ServiceItem Alone(ServiceItem service) => service with { People = null, Grades = null };

    // Facts of somebody who meets every condition of the service that the record can answer, but this one with the given result;
    // null when the condition cannot have that result.
    private static TalentFacts? Facts(ServiceItem service, EntitlementCondition condition, ConditionResult result)
    {
        var nature = service.Natures is [var wanted, ..] ? wanted : Natures.Domestic;
        var facts = new TalentFacts([Status("top", null)], nature, new DateOnly(1995, 1, 1), [new DateOnly(2017, 1, 1)]);
        return (condition, result) switch
        {
            (DeclaredCondition, ConditionResult.Unknown) => facts,
            (DeclaredCondition, _) => null,
            (_, ConditionResult.Met) => facts,
            (StatusCondition, ConditionResult.NotMet) => facts with { Statuses = [Status("top", new DateOnly(2026, 11, 25))] },
            (StatusCondition, _) => null,
            (NatureCondition, ConditionResult.NotMet) => facts with { Nature = nature == Natures.Foreign ? Natures.Domestic : Natures.Foreign },
            (NatureCondition, _) => facts with { Nature = null },
            (AgeCondition, ConditionResult.NotMet) => facts with { BirthDate = new DateOnly(1960, 1, 1) },
            (AgeCondition, _) => facts with { BirthDate = null },
            (ChildCondition, ConditionResult.NotMet) => facts with { ChildBirthDates = [new DateOnly(2000, 1, 1)] },
            (ChildCondition, _) => facts with { ChildBirthDates = [] },
            _ => null,
        };
    }

    private static TalentStatus Status(string tier, DateOnly? until) => new()
    {
        StatusId = "00000000",
        Scheme = "ningbo",
        SchemeVersion = "v2",
        Tier = tier,
        Level = 1,
        Issuer = new StatusIssuer(IssuerKind.Department, "人社局"),
        Basis = "认定文件",
        ValidFrom = new DateOnly(2020, 1, 1),
        ValidTo = until,
    };
}
