using System.Globalization;
using TalentPass.Core.Calendar;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Requests.Rules;

/// <summary>Makes the step of each action of an applicant.</summary>
internal static class TalentSteps
{
    /// <summary>The version of the questions that a rating answers.</summary>
    public const string RatingQuestions = "2026-1";

    /// <summary>The least time between two urgings of a request.</summary>
    public static readonly TimeSpan UrgeEvery = TimeSpan.FromHours(24);

    private static readonly string[] _channels = ["pc", "mobile", "qr", "hall", "other"];

    /// <summary>
    /// Makes the step, or refuses the content of the action, also with <c>case_full</c>. The caller has already checked that the table allows the action.
    /// </summary>
    /// <param name="context">The input of the step.</param>
    /// <param name="action">The applicant's action.</param>
    /// <param name="opened">The number of the request that the action opens; null where it opens none.</param>
    /// <param name="facts">What is known about the applicant, to judge supplied answers; null when the action supplies none.</param>
    public static Outcome<RequestStep> Take(StepContext context, TalentAction action, string? opened, TalentFacts? facts = null) =>
        CaseBudget.Within(context, Make(context, action, opened, facts));

    private static Outcome<RequestStep> Make(StepContext context, TalentAction action, string? opened, TalentFacts? facts) => action switch
    {
        WithdrawRequest withdraw => context.Done(context.Next(), withdraw.Reason),
        SupplyMissing supply => RequestSupply.Take(context, supply, facts),
        UrgeRequest urge => Urged(context, urge.Text),
        RateRequest rate => Rated(context, rate, opened),
        AppealRequest appeal => context.Done(context.Next() with { Course = context.Course with { AppealedAs = opened } }, appeal.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    private static Outcome<RequestStep> Urged(StepContext context, string text)
    {
        if (context.Course.Urge?.At + UrgeEvery - context.Now is { Ticks: > 0 } wait)
        {
            var again = LegalDay.In(context.Now + wait).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            return new Refusal(RefusalCodes.UrgedAlready, new($"您已催办过。每 24 小时可以催办一次，{again} 起可以再次催办。", $"You have urged this already. You may urge once in 24 hours, again from {again} (Beijing time)."))
            {
                RetryAfter = wait,
            };
        }

        // A second urging gives the desk no more time: the time to answer counts from the first urging without an answer.
        var waiting = context.Course.Urge is { AnsweredAt: null } open ? open : null;
        var urge = new UrgeFact(context.Now, text, Late: waiting?.Late ?? false, Since: waiting?.Since ?? waiting?.At);
        return context.Done(context.Next() with { Course = context.Course with { Urge = urge } }, text);
    }

    private static Outcome<RequestStep> Rated(StepContext context, RateRequest rate, string? opened)
    {
        if (!_channels.Contains(rate.Channel))
        {
            return Refusal.Invalid("/channel", ValidationCodes.NotInList);
        }

        var rating = new RatingFact(rate.Grade, rate.Channel, rate.Text, RatingQuestions, context.Now);
        return context.Done(context.Next() with { Course = context.Course with { Rating = rating, MendedAs = opened } }, rate.Text);
    }
}
