using System.Collections.Frozen;

namespace TalentPass.Core.Identity;

/// <summary>
/// The codes of nationalities and of issuers of travel documents: ISO 3166-1 alpha-3, and the codes that documents print besides
/// (ICAO Doc 9303 part 3, section 5).
/// </summary>
public static class CountryCodes
{
    // ISO 3166-1 alpha-3, without China and its regions.
    private const string Foreign = """
        ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ BMU BOL
        BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA
        ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HMD
        HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE
        LKA LSO LTU LUX LVA MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK
        NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP
        SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR
        TUV TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
        """;

    // Germany prints D. The others are British nationals, the United Nations, stateless people and refugees, and organisations.
    // UTO is only on specimens.
    private const string Printed = "D GBD GBN GBO GBP GBS UNO UNA UNK XOM XXA XXB XXC XXX RKS EUE XPO XBA XIM XCC XCO XEC";

    // Passports of 港澳台 residents and of Chinese citizens abroad name these.
    private const string China = "CHN HKG MAC TWN";

    private static readonly FrozenSet<string> _foreign = Set(Foreign, Printed);
    private static readonly FrozenSet<string> _issuers = Set(Foreign, Printed, China);

    /// <summary>
    /// Whether the text is the code of a foreign nationality, as a document prints it: capital letters, <c>D</c> or <c>DEU</c>
    /// for Germany. China, Hong Kong, Macao and Taiwan are no foreign nationalities.
    /// </summary>
    public static bool IsForeignNationality(string text) => _foreign.Contains(text);

    /// <summary>Whether the text is the code of an issuer of passports, of China too.</summary>
    public static bool IsIssuer(string text) => _issuers.Contains(text);

    /// <summary>The ISO 3166-1 code of a state whose documents print another: <c>DEU</c> for <c>D</c>. Other codes stay.</summary>
    public static string IsoOf(string code) => code == "D" ? "DEU" : code;

    private static FrozenSet<string> Set(params IEnumerable<string> lists) =>
        lists.SelectMany(each => each.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToFrozenSet(StringComparer.Ordinal);
}
