using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Trust.City;

namespace TalentPass.Core.Scans;

/// <summary>The answer to a scan.</summary>
/// <param name="ScanId">The id of the scan, for requests on the holder's behalf and for the log.</param>
/// <param name="Outcome">The outcome as one of the published codes.</param>
/// <param name="OutcomeText">The text for the hall's screen.</param>
/// <param name="ScannedAt">When the scan happened.</param>
/// <param name="Check">
/// What a person must check before the answer counts: <c>document</c> (the identity document) or <c>clock</c> (the phone's clock;
/// the holder shows a fresh code or sets the clock). Else null.
/// </param>
/// <param name="FirstUsedAt">When the code was first used; only with <c>already_used</c>.</param>
/// <param name="Issuer">The issuer of the code.</param>
/// <param name="Holder">The holder; only with <c>valid</c>.</param>
/// <param name="Entitlements">The services and whether the holder is entitled to them; only with <c>valid</c>.</param>
/// <param name="OpenRequests">The holder's open requests; only with <c>valid</c>.</param>
/// <param name="By">How the holder was found: <c>code</c>, or <c>document</c> for a look-up.</param>
public sealed record ScanView(
    string ScanId,
    string Outcome,
    string OutcomeText,
    DateTimeOffset ScannedAt,
    string? Check,
    DateTimeOffset? FirstUsedAt,
    ScanIssuerView Issuer,
    ScanHolderView? Holder,
    IReadOnlyList<ScanEntitlementView>? Entitlements,
    IReadOnlyList<ScanRequestView>? OpenRequests,
    string By);

/// <summary>The issuer of a code.</summary>
/// <param name="City">The city's name.</param>
/// <param name="CityCode">The GB/T 2260 code; empty when the city is not known.</param>
/// <param name="Partner">Whether it is a partner city.</param>
public sealed record ScanIssuerView(string City, string CityCode, bool Partner);

/// <summary>What a hall may see of the holder.</summary>
public sealed record ScanHolderView(string DisplayName, string? Nature, string? NatureTitle, string Tier, string TierTitle, DateOnly? ValidTo);

/// <summary>A service and whether the holder is entitled to it.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Title">The service's name.</param>
/// <param name="Status">The result of all conditions together.</param>
/// <param name="Conditions">Each condition with its reason; left out for a partner city's talent.</param>
public sealed record ScanEntitlementView(string Service, string Title, EntitlementVerdict Status, IReadOnlyList<ConditionView>? Conditions);

/// <summary>An open request of the holder.</summary>
public sealed record ScanRequestView(string Number, string Title, string State);

/// <summary>Renders scans for people.</summary>
public static class ScanRenderer
{
    private static readonly (string Check, Bilingual Text) _document = ("document", new Bilingual("真码，请核对证件", "Genuine; check the identity document"));
    private static readonly Bilingual _found = new("凭证件查到，请核对本人", "Found by document; compare the person with it");

    // The amber reasons: the code passed all automatic checks, and a person must check the rest.
    private static readonly Dictionary<string, (string Check, Bilingual Text)> _amber = new(StringComparer.Ordinal)
    {
        [PassReason.CheckDocument.Code()] = _document,
        [PassReason.StaleLists.Code()] = _document,
        [PassReason.HolderClock.Code()] = ("clock", new Bilingual("请刷新，或核对手机时间", "Refresh, or check the phone's clock")),
    };
    private static readonly Bilingual _nobody = new("未知", "Unknown");

    /// <summary>Renders the answer to a scan.</summary>
    public static ScanView View(ScanRecord record, KeyView keys, ServiceCatalogue catalogue, bool english)
    {
        var facts = record.Facts;
        var (check, text) = _amber.TryGetValue(facts.Reason, out var amber) ? (amber.Check, facts.Document ? _found : amber.Text) : (null, facts.Outcome.Text());
        return new ScanView(
            record.ScanId,
            facts.Outcome.Code(),
            text.In(english),
            record.At,
            check,
            facts.FirstUsedAt,
            Issuer(facts.City, keys, english),
            facts.Holder is { } holder ? Holder(holder, catalogue, english) : null,
            facts.Entitlements?.Select(each => Entitlement(each, facts, catalogue, english)).ToArray(),
            facts.OpenRequests?.Select(each => new ScanRequestView(each.Number, Title(catalogue, each.Service, english), each.State)).ToArray(),
            facts.Document ? "document" : "code");
    }

    // The words of the conditions are those of the catalogue now. When it has others now, the reasons would not fit, and none are shown.
    private static ScanEntitlementView Entitlement(ScannedEntitlement each, ScanFacts facts, ServiceCatalogue catalogue, bool english)
    {
        var words = catalogue.Service(each.Service)?.Conditions;
        var judged = facts.Reasons is not null && each.Conditions?.Count == words?.Count ? each.Conditions : null;
        return new ScanEntitlementView(
            each.Service,
            Title(catalogue, each.Service, english),
            each.Status,
            judged?.Select((one, at) => new ConditionView(words![at].Text.In(english), one.Result, facts.Reasons![one.Why].In(english))).ToArray());
    }

    private static ScanIssuerView Issuer(int city, KeyView keys, bool english)
    {
        var partner = keys.Partners.FirstOrDefault(each => each.CityCode == city);
        var name = city == keys.City.Code ? keys.City.Name : partner?.City ?? _nobody;
        return new ScanIssuerView(name.In(english), city == 0 ? "" : $"{city:d6}", partner is not null);
    }

    private static ScanHolderView Holder(ScannedHolder holder, ServiceCatalogue catalogue, bool english)
    {
        var tier = holder is { Scheme: { } scheme, SchemeVersion: { } version } ? catalogue.Tier(scheme, version, holder.Tier) : null;
        return new ScanHolderView(
            holder.DisplayName,
            holder.Nature,
            holder.Nature is { } nature ? catalogue.Nature(nature)?.Title.In(english) ?? nature : null,
            holder.Tier,
            tier?.Title.In(english) ?? holder.Tier,
            holder.ValidTo);
    }

    private static string Title(ServiceCatalogue catalogue, string service, bool english) =>
        catalogue.Service(service)?.Title.In(english) ?? service;
}
