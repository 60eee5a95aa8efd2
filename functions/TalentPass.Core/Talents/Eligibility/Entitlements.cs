using System.Globalization;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Talents.Eligibility;

/// <summary>Decides to which services a person is entitled, and explains why or why not (惠企惠才政策精准落地).</summary>
public static class Entitlements
{
    private static readonly Bilingual _noStatus = new("尚未认定为人才。", "Not recognised as a talent yet.");

    /// <summary>Judges every service of the catalogue.</summary>
    public static IReadOnlyList<Entitlement> For(ServiceCatalogue catalogue, TalentFacts facts, DateOnly today)
    {
        var recognition = TalentStatuses.Evaluate(facts.Statuses, today);
        return [.. catalogue.Services.Select(each => For(catalogue, each, facts, recognition, today))];
    }

    /// <summary>Judges one service.</summary>
    /// <param name="catalogue">The catalogue, for the names of tiers and natures.</param>
    /// <param name="service">The service.</param>
    /// <param name="facts">The known facts about the person.</param>
    /// <param name="today">The legal day in Asia/Shanghai.</param>
    public static Entitlement For(ServiceCatalogue catalogue, ServiceItem service, TalentFacts facts, DateOnly today) =>
        For(catalogue, service, facts, TalentStatuses.Evaluate(facts.Statuses, today), today);

    /// <summary>
    /// The services for this person's nature and tier, in the order of the catalogue. <c>audience=mine</c> shows them. An unknown
    /// nature excludes nothing.
    /// </summary>
    public static IEnumerable<ServiceItem> MeantFor(ServiceCatalogue catalogue, TalentFacts facts, DateOnly today)
    {
        var recognition = TalentStatuses.Evaluate(facts.Statuses, today);
        return catalogue.Services.Where(service => service.Conditions
            .Where(each => each is NatureCondition or StatusCondition)
            .All(each => Judge(catalogue, service, each, facts, recognition, today).Result != ConditionResult.NotMet));
    }

    private static Entitlement For(ServiceCatalogue catalogue, ServiceItem service, TalentFacts facts, Recognition recognition, DateOnly today)
    {
        JudgedCondition[] judged = [.. service.Conditions.Select(each => Judge(catalogue, service, each, facts, recognition, today))];
        var verdict = judged.Any(each => each.Result == ConditionResult.NotMet) ? EntitlementVerdict.NotEligible
            : judged.Any(each => each.Result == ConditionResult.Unknown) ? EntitlementVerdict.Unknown
            : EntitlementVerdict.Eligible;
        return new Entitlement(service, verdict, judged);
    }

    private static JudgedCondition Judge(
        ServiceCatalogue catalogue, ServiceItem service, EntitlementCondition condition, TalentFacts facts, Recognition recognition, DateOnly today)
    {
        var (result, explain) = condition switch
        {
            StatusCondition status => JudgeStatus(catalogue, status, recognition),
            NatureCondition nature => JudgeNature(catalogue, nature, facts),
            AgeCondition age => JudgeAge(age, facts, today),
            ChildCondition child => JudgeChild(child, facts, service.Grades?.CountedOn(service.Window, today) ?? today),
            _ => (ConditionResult.Unknown, static () => new Bilingual("由受理部门核实。", "The department establishes this.")),
        };
        return new JudgedCondition(condition, result, explain);
    }

    private static (ConditionResult Result, Func<Bilingual> Explain) JudgeStatus(
        ServiceCatalogue catalogue, StatusCondition condition, Recognition recognition)
    {
        return recognition.InForce.FirstOrDefault(Matches) is { } matching
            ? (ConditionResult.Met, () => Held(matching))
            : (ConditionResult.NotMet, Missing);

        Bilingual Held(TalentStatus status)
        {
            var (zh, en) = TitleOf(status);
            return status.ValidTo is { } end
                ? new Bilingual($"您持有{zh}认定，有效期至{Day(end)}。", $"You hold the status {en}, valid until {Day(end)}.")
                : new Bilingual($"您持有{zh}认定，长期有效。", $"You hold the status {en}, without an end date.");
        }

        Bilingual Missing() => recognition switch
        {
            { Standing: Standing.InForce, Best: { } best } when TitleOf(best) is var (zh, en) => new Bilingual(
                $"您现有的认定为{zh}，不在本事项范围内。", $"Your status is {en}, which this service does not cover."),
            { Standing: Standing.NotYetValid, Best: { } best } => new Bilingual(
                $"您的人才认定自{Day(best.ValidFrom)}起生效。", $"Your talent status begins on {Day(best.ValidFrom)}."),
            { Standing: Standing.Expired, Best.ValidTo: { } end } => new Bilingual(
                $"您的人才认定已于{Day(end)}到期。", $"Your talent status expired on {Day(end)}."),
            { Standing: Standing.Revoked } => new Bilingual("您的人才认定已被撤销。", "Your talent status was revoked."),
            _ => _noStatus,
        };

        bool Matches(TalentStatus status) => condition.AnyOf.Any(each => each.Scheme == status.Scheme
            && (each.Version is null || each.Version == status.SchemeVersion)
            && each.Tiers.Contains(status.Tier, StringComparer.Ordinal));

        Bilingual TitleOf(TalentStatus status) =>
            catalogue.Tier(status.Scheme, status.SchemeVersion, status.Tier)?.Title ?? new Bilingual(status.Tier, status.Tier);
    }

    private static (ConditionResult Result, Func<Bilingual> Explain) JudgeNature(
        ServiceCatalogue catalogue, NatureCondition condition, TalentFacts facts)
    {
        if (facts.Nature is not { } nature)
        {
            return (ConditionResult.Unknown, static () => new Bilingual("尚无您的人员性质记录。", "Your nature is not on record."));
        }

        return (condition.Natures.Contains(nature, StringComparer.Ordinal) ? ConditionResult.Met : ConditionResult.NotMet, Explain);

        Bilingual Explain()
        {
            var (zh, en) = catalogue.Nature(nature)?.Title ?? new Bilingual(nature, nature);
            return new Bilingual($"您的人员性质为{zh}。", $"Your nature is: {en}.");
        }
    }

    private static (ConditionResult Result, Func<Bilingual> Explain) JudgeAge(AgeCondition condition, TalentFacts facts, DateOnly today)
    {
        if (facts.BirthDate is not { } born)
        {
            return (ConditionResult.Unknown, static () => new Bilingual("尚无您的出生日期记录。", "Your birth date is not on record."));
        }

        var age = Age.On(born, today);
        return (age <= condition.AtMost ? ConditionResult.Met : ConditionResult.NotMet, () => new Bilingual($"您现年{age}周岁。", $"You are {age}."));
    }

    private static (ConditionResult Result, Func<Bilingual> Explain) JudgeChild(ChildCondition condition, TalentFacts facts, DateOnly day)
    {
        // A record without children may only be incomplete.
        if (facts.ChildBirthDates is not { Count: > 0 } children)
        {
            return (ConditionResult.Unknown, static () => new Bilingual("尚无您的子女记录。", "Children are not on record."));
        }

        var fits = children.Count(each => Age.On(each, day) is var age && age >= condition.AtLeast && age <= condition.AtMost);
        return fits > 0
            ? (ConditionResult.Met, () => new Bilingual($"登记的子女中有{fits}名符合年龄。", $"{fits} of the children on record are of that age."))
            : (ConditionResult.NotMet, static () => new Bilingual("登记的子女中没有符合年龄的。", "No child on record is of that age."));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
