using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Trust.City;

namespace TalentPass.Core.Scans;

/// <summary>The answer to a scan.</summary>
/// <param name="ScanId">For requests on the holder's behalf, and for the log.</param>
/// <param name="Outcome">One of the published strings.</param>
/// <param name="OutcomeText">What the hall's screen says.</param>
/// <param name="ScannedAt">When the scan happened.</param>
/// <param name="Check">What a person has to look at before the answer stands: <c>document</c> (the identity document) or <c>clock</c> (the phone's; a fresh code, or the clock set right).</param>
/// <param name="FirstUsedAt">With <c>already_used</c>.</param>
/// <param name="Issuer">Who issued the code.</param>
/// <param name="Holder">Only with <c>valid</c>.</param>
/// <param name="Entitlements">Only with <c>valid</c>.</param>
/// <param name="OpenRequests">Only with <c>valid</c>.</param>
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
    IReadOnlyList<ScanRequestView>? OpenRequests);

/// <summary>Who issued a code.</summary>
/// <param name="City">The city's name.</param>
/// <param name="CityCode">GB/T 2260; empty when nobody can tell.</param>
/// <param name="Partner">Whether it is a partner city.</param>
public sealed record ScanIssuerView(string City, string CityCode, bool Partner);

/// <summary>The holder as a hall may see it.</summary>
public sealed record ScanHolderView(string DisplayName, string? Nature, string? NatureTitle, string Tier, string TierTitle, DateOnly? ValidTo);

/// <summary>A service and whether the holder is entitled to it.</summary>
public sealed record ScanEntitlementView(string Service, string Title, EntitlementVerdict Status);

/// <summary>An open request of the holder.</summary>
public sealed record ScanRequestView(string Number, string Title, string State);

/// <summary>Renders scans for people.</summary>
public static class ScanRenderer
{
    private static readonly (string Check, Bilingual Text) _document = ("document", new Bilingual("真码，请核对证件", "Genuine; check the identity document"));

    // Genuine as far as anybody can see from here; a person settles it.
    private static readonly Dictionary<string, (string Check, Bilingual Text)> _amber = new(StringComparer.Ordinal)
    {
        [PassReason.CheckDocument.Code()] = _document,
        [PassReason.StaleLists.Code()] = _document,
        [PassReason.HolderClock.Code()] = ("clock", new Bilingual("请刷新，或核对手机时间", "Refresh, or check the phone's clock")),
    };
    private static readonly Bilingual _nobody = new("未知", "Unknown");

    /// <summary>The answer.</summary>
    public static ScanView View(ScanRecord record, KeyView keys, ServiceCatalogue catalogue, bool english)
    {
        var facts = record.Facts;
        var (check, text) = _amber.TryGetValue(facts.Reason, out var amber) ? amber : (null, facts.Outcome.Text());
        return new ScanView(
            record.ScanId,
            facts.Outcome.Code(),
            text.In(english),
            record.At,
            check,
            facts.FirstUsedAt,
            Issuer(facts.City, keys, english),
            facts.Holder is { } holder ? Holder(holder, catalogue, english) : null,
            facts.Entitlements?.Select(each => new ScanEntitlementView(each.Service, Title(catalogue, each.Service, english), each.Status)).ToArray(),
            facts.OpenRequests?.Select(each => new ScanRequestView(each.Number, Title(catalogue, each.Service, english), each.State)).ToArray());
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
