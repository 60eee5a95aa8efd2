using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Requests.Rules;

/// <summary>The reception (受理) of a request: what is missing, tolerated, accepted.</summary>
internal static class RequestReception
{
    /// <summary>
    /// The accepted request. Whoever accepts after the time to say otherwise accepts as of the day of receipt: silence has
    /// done so (许可法 32(4)).
    /// </summary>
    public static RequestCase Accept(StepContext context)
    {
        var clocks = context.Found.Clocks;
        var late = context.Limits.DeemedAccepted && context.Today > clocks.Due;
        return context.Next() with
        {
            AcceptedAt = late ? context.Course.Supplement?.SuppliedAt ?? context.Course.StartedAt ?? context.Found.SubmittedAt : context.Now,
            Clocks = RequestClocks.Accepted(
                late || context.Limits.CountsFromReceipt ? clocks.Start : context.ClockStart, context.Limits, context.Calendar),
        };
    }

    /// <summary>Accepts with papers missing that the guide lists as tolerable, and no others (容缺受理, 浙规 11(2)).</summary>
    public static Outcome<RequestStep> AcceptTolerant(StepContext context, IReadOnlyList<string> missing, int dueWorkingDays)
    {
        for (var index = 0; index < missing.Count; index++)
        {
            if ((Wrong(context.Rules.Service.Material(missing[index]), material => material.Tolerable, ValidationCodes.NotTolerable)
                ?? (WasHandedIn(context, missing[index]) ? ValidationCodes.AlreadyHandedIn : null)) is { } code)
            {
                return Refusal.Invalid($"/missing/{index}", code);
            }
        }

        var due = context.In(dueWorkingDays);
        var gaps = new GapsFact([.. missing.Distinct(StringComparer.Ordinal)], due.Date, null, context.Today, dueWorkingDays, due.Provisional);
        var accepted = Accept(context);
        if (due.Date > accepted.Clocks.LegalDue)
        {
            // Who waits for papers longer than the law gives for the decision could only be late.
            return Refusal.Invalid("/dueWorkingDays", ValidationCodes.OutOfRange);
        }

        return context.Done(accepted with { Course = context.Course with { Gaps = gaps } });
    }

    /// <summary>Asks for everything missing (补正); nobody may ask for what the office fetches itself (浙规 7).</summary>
    public static Outcome<RequestStep> Ask(StepContext context, IReadOnlyList<SupplementItem> items, int dueWorkingDays)
    {
        var service = context.Rules.Service;
        for (var index = 0; index < items.Count; index++)
        {
            var item = items[index];
            var code = item switch
            {
                { Material: null, Field: null } or { Material: not null, Field: not null } => ValidationCodes.MaterialOrField,
                { Field: { } field } => FormRules.HasField(service.Form, field) ? null : ValidationCodes.NotInList,
                _ => Wrong(service.Material(item.Material!), material => !material.FromSharedData, ValidationCodes.FromSharedData),
            };
            if (code is not null)
            {
                return Refusal.Invalid($"/items/{index}", code);
            }
        }

        var due = context.In(dueWorkingDays);
        var course = context.Course with { Supplement = new SupplementFact(items, due.Date, null, context.Today, dueWorkingDays, due.Provisional) };
        return context.Done(
            context.Next() with { Course = course, Clocks = context.Found.Clocks.Stop() }, string.Join("\n", items.Select(each => each.Text)));
    }

    // What lies there as a file, or was supplied when it was asked for, may not be asked for again (浙规 7).
    private static bool WasHandedIn(StepContext context, string paper) =>
        context.Found.Materials.Any(each => each.Id == paper && each.File is not null)
        || (context.Course.Supplement is { SuppliedAt: not null } asked && asked.Items.Any(each => each.Material == paper));

    private static string? Wrong(Material? material, Func<Material, bool> holds, string code) => material switch
    {
        null => ValidationCodes.NotInList,
        _ => holds(material) ? null : code,
    };
}
