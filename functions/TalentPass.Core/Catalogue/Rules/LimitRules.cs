using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>The rules for the time limits of a service item.</summary>
internal static class LimitRules
{
    public static IEnumerable<CatalogueProblem> Check(ServiceItem service, string at)
    {
        var limits = service.TimeLimits;
        foreach (var (name, days) in new[]
        {
            ("legalWorkingDays", limits.LegalWorkingDays ?? 1),
            ("promisedWorkingDays", limits.PromisedWorkingDays ?? 1),
            ("deliveryWorkingDays", limits.DeliveryWorkingDays),
            ("acceptanceWorkingDays", limits.AcceptanceWorkingDays),
            ("extensionWorkingDays", limits.ExtensionWorkingDays + 1),
        })
        {
            if (days is < 1 or > 250)
            {
                yield return new($"{at}/{name}", "invalid_days", "Working days are 1–250.");
            }
        }

        if (limits is { LegalWorkingDays: null, PromisedWorkingDays: null })
        {
            yield return new(at, "no_limit", "A service has a legal or a promised limit.");
        }

        if (limits is { PromiseFrom: PromiseStart.Filing, PromisedWorkingDays: null })
        {
            yield return new($"{at}/promiseFrom", "no_promise", "There is no promise that could count from filing.");
        }

        if (limits.PromisedWorkingDays > limits.LegalWorkingDays)
        {
            yield return new($"{at}/promisedWorkingDays", "promise_over_law", "A promise is not longer than the law allows (浙规 12).");
        }

        if (limits.Basis == TimeBasis.Law ? limits.LegalWorkingDays is null : limits.PromisedWorkingDays is null)
        {
            yield return new($"{at}/basis", "basis_without_figure", "The basis names a figure that is not there.");
        }

        foreach (var kind in limits.Pauses.Except(TimeLimits.PauseKinds))
        {
            yield return new($"{at}/pauses", "unknown_pause", $"'{kind}' is not a pause the law knows (许可法 45).");
        }

        foreach (var (index, faster) in (limits.Faster ?? []).Index())
        {
            if (!FormRules.HasField(service.Form, faster.Field))
            {
                yield return new($"{at}/faster/{index}/field", "unknown_field", $"The form has no field '{faster.Field}'.");
            }
        }
    }
}
