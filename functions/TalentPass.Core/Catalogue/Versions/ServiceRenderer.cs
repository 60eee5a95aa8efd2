using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>Makes the views of services and bundles in one language.</summary>
internal static class ServiceRenderer
{
    public static ServiceListItem Item(ServiceItem service, DateOnly today, bool english) => new(
        service.Id,
        service.Title.In(english),
        service.Summary.In(english),
        service.Department,
        service.Natures,
        service.Tiers,
        service.Channels,
        Window(service, today, english));

    public static ServiceView Guide(ServiceItem service, int version, DateOnly today, bool english) => new(
        service.Id,
        service.Title.In(english),
        service.Summary.In(english),
        service.Department,
        service.Natures,
        service.Tiers,
        service.Channels,
        Window(service, today, english),
        new PresenceView(service.Presence.Required, service.Presence.Text.In(english)),
        [.. service.Conditions.Select(each => each.Text.In(english))],
        JsonElement.Parse(LocalisedForm.Of(service, english).ToJsonString()),
        [.. service.Materials.Select(each => Material(each, english))],
        Limits(service.TimeLimits, english),
        service.Remedy.Text.In(english),
        !service.Remedy.Final,
        service.Notice.Version,
        service.Notice.Text.In(english),
        service.Receipt?.In(english),
        [.. (service.Deadlines ?? []).Select(each => new DeadlineView(each.Field, each.Days, each.Text.In(english), each.When))],
        service.Example,
        version,
        service.People,
        service.Minors is { } rule ? new MinorsView(Age.OfOwnConsent, rule.Consent, rule.Notice.Version, rule.Notice.Text.In(english)) : null,
        service.MustBeValid,
        service.Results is { } results ? [.. results.Select(each => Result(each, english))] : null,
        service.Remedy.WhenNotAccepted.Text.In(english))
    {
        Fee = GuideRenderer.Fee(service.Fee, english),
        Standards = [.. service.Standards.Select(each => GuideRenderer.Standard(each, english))],
        LegalBases = [.. service.LegalBases.Select(each => GuideRenderer.Basis(each, english))],
        Contact = GuideRenderer.Contact(service.Contact, english),
        DistrictDesk = service.DistrictDesk is { } desk ? GuideRenderer.Fact(desk, english) : null,
        WhoMayFile = [.. service.WhoMayFile.Select(each => GuideRenderer.Filer(each, english))],
        Advice = [.. service.Advice.Select(each => GuideRenderer.Fact(each, english))],
        ConditionDetails = [.. service.Conditions.Select(each => GuideRenderer.Condition(each, english))],
        ToFillIn = GuideRenderer.ToFillIn(service),
        Ask = GuideRenderer.Ask.In(english),
        SettingNote = GuideRenderer.SettingNote.In(english),
    };

    public static BundleView Bundle(Bundle bundle, ServiceCatalogue catalogue, bool english) => new(
        bundle.Id,
        bundle.Title.In(english),
        bundle.Summary.In(english),
        bundle.Stages,
        bundle.Requires,
        bundle.Services.ToDictionary(each => each, each => catalogue.Service(each)!.Example, StringComparer.Ordinal));

    private static WindowView? Window(ServiceItem service, DateOnly today, bool english)
    {
        if (service.Window is not { } window)
        {
            return null;
        }

        var round = window.RoundOf(today);
        return new WindowView(window.Opens, window.Closes, window.IsOpen(today), window.Text.In(english), round.Closes, round.IsLate ? true : null);
    }

    private static ResultView Result(ServiceResult result, bool english) => new(
        result.Type, result.Title.In(english), JsonElement.Parse(LocalisedForm.Of(result, english).ToJsonString()), result.Example);

    private static MaterialView Material(Material material, bool english) => new(
        material.Id,
        material.Title.In(english),
        material.Required,
        material.Tolerable,
        material.FromSharedData,
        material.Copies,
        material.Note?.In(english))
    {
        RequiredWhen = material.RequiredWhen,
        Sample = GuideRenderer.Sample(material.Sample, english),
    };

    private static TimeLimitsView Limits(TimeLimits limits, bool english) => new(
        limits.LegalWorkingDays,
        limits.PromisedWorkingDays,
        limits.DeliveryWorkingDays,
        limits.Basis,
        limits.Source.In(english),
        limits.AcceptanceWorkingDays,
        limits.DeemedAccepted,
        limits.ExtensionWorkingDays,
        limits.Pauses,
        limits.Faster,
        limits.CountsFromReceipt ? true : null,
        limits.PromiseFrom)
    {
        LegalTag = limits.LegalWorkingDays is null ? null : limits.LegalTag ?? FactTag.Law,
    };
}
