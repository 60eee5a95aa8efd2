using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Requests.Rules;

/// <summary>The steps of the reception (受理): accept, accept with papers missing, ask for what is missing.</summary>
internal static class RequestReception
{
    /// <summary>
    /// Accepts the request. When the time to say otherwise is over, the request is deemed accepted on the day of receipt, so
    /// that day becomes the day of acceptance (许可法 32(4)). The day of receipt is the day of the supplement, or of the start as
    /// a later part of a bundle, where there is one. For a service that counts from receipt (出境入境管理法 29, 30), only the clock
    /// of the decision starts at the receipt.
    /// </summary>
    public static RequestCase Accept(StepContext context)
    {
        var clocks = context.Found.Clocks;
        var late = context.Limits.DeemedAccepted && context.Today > clocks.ReceiptDue;
        return context.Next() with
        {
            AcceptedAt = late ? context.Course.Supplement?.SuppliedAt ?? context.Course.StartedAt ?? context.Found.SubmittedAt : context.Now,
            Clocks = RequestClocks.Accepted(
                late || context.Limits.CountsFromReceipt ? clocks.Start : context.ClockStart, clocks.Start, context.Limits, context.Calendar),
        };
    }

    /// <summary>
    /// Accepts the request although papers are missing (容缺受理). Only papers that the service marks as tolerable may be missing
    /// (浙规 11(2)), and only papers that these answers call for.
    /// </summary>
    public static Outcome<RequestStep> AcceptTolerant(StepContext context, IReadOnlyList<string> missing, int dueWorkingDays)
    {
        for (var index = 0; index < missing.Count; index++)
        {
            if ((Wrong(context.Rules.Service.Material(missing[index]), material => material.Tolerable, ValidationCodes.NotTolerable)
                ?? (context.Need(missing[index]) == PaperNeed.NotNeeded ? ValidationCodes.NotNeeded : null)
                ?? (WasHandedIn(context, missing[index]) ? ValidationCodes.AlreadyHandedIn : null)) is { } code)
            {
                return Refusal.Invalid($"/missing/{index}", code);
            }
        }

        if (missing.Distinct(StringComparer.Ordinal).Count() > ServiceItem.MostPapers)
        {
            return Refusal.Invalid("/missing", ValidationCodes.TooMany);
        }

        var due = context.In(dueWorkingDays);
        var gaps = new GapsFact([.. missing.Distinct(StringComparer.Ordinal)], due.Date, null, context.Today, dueWorkingDays, due.Provisional) { Untold = IsOutside(context) ? true : null };
        var accepted = Accept(context);
        if (due.Date > accepted.Clocks.LegalDue)
        {
            // If the papers may come after the legal date of the decision, the decision can only be late.
            return Refusal.Invalid("/dueWorkingDays", ValidationCodes.OutOfRange);
        }

        return context.Done(accepted with { Course = context.Course with { Gaps = gaps } });
    }

    /// <summary>
    /// Asks for everything that is missing (补正) and stops the clock. A paper that the office fetches from shared data cannot be
    /// asked for (浙规 7), nor a paper that the answers do not call for, unless an answer on which that depends is asked for too.
    /// </summary>
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
                _ => Wrong(service.Material(item.Material!), material => !material.FromSharedData, ValidationCodes.FromSharedData)
                    ?? (context.Need(item.Material!) == PaperNeed.NotNeeded && !DependsOn(service.Material(item.Material!)!, items) ? ValidationCodes.NotNeeded : null),
            };
            if (code is not null)
            {
                return Refusal.Invalid($"/items/{index}", code);
            }
        }

        // The applicant has to supply all papers in one call, which has room for so many files.
        if (items.Select(each => each.Material).OfType<string>().Distinct(StringComparer.Ordinal).Count() > ServiceItem.MostPapers)
        {
            return Refusal.Invalid("/items", ValidationCodes.TooMany);
        }

        var due = context.In(dueWorkingDays);
        var asked = new SupplementFact(items, due.Date, null, context.Today, dueWorkingDays, due.Provisional) { Untold = IsOutside(context) ? true : null };
        var course = context.Course with { Supplement = asked };
        return context.Done(
            context.Next() with { Course = course, Clocks = context.Found.Clocks.Stop() }, string.Join("\n", items.Select(each => each.Text)));
    }

    // A guest has no app here, so what the desk asks for has not reached them when it is written down.
    private static bool IsOutside(StepContext context) => context.Course.Filing?.Guest is not null;

    // A paper that is stored as a file, or was supplied when it was asked for, may not be asked for again (浙规 7).
    private static bool WasHandedIn(StepContext context, string paper) =>
        context.Found.Materials.Any(each => each.Id == paper && each.File is not null)
        || (context.Course.Supplement is { SuppliedAt: not null } asked && asked.Items.Any(each => each.Material == paper));

    private static bool DependsOn(Material material, IReadOnlyList<SupplementItem> items) =>
        items.Any(item => item.Field is { } field && material.RequiredWhen!.Any(each => each.LooksAt(field)));

    private static string? Wrong(Material? material, Func<Material, bool> holds, string code) => material switch
    {
        null => ValidationCodes.NotInList,
        _ => holds(material) ? null : code,
    };
}
