using TalentPass.Core.Identity;

namespace TalentPass.Core.Tests.Identity;

/// <summary>The codes of nationalities and of issuers of passports.</summary>
public sealed class CountryCodesTests
{
    // A German passport prints D; ICAO Doc 9303 has more codes that are no countries.
    [Theory]
    [InlineData("DEU", true, true)]
    [InlineData("D", true, true)]
    [InlineData("GBD", true, true)]
    [InlineData("XXA", true, true)]
    [InlineData("RKS", true, true)]
    [InlineData("XEC", true, true)]
    [InlineData("ZWE", true, true)]
    [InlineData("ABW", true, true)]
    [InlineData("CHN", false, true)]
    [InlineData("HKG", false, true)]
    [InlineData("MAC", false, true)]
    [InlineData("TWN", false, true)]
    [InlineData("UTO", false, false)]
    [InlineData("ZZZ", false, false)]
    [InlineData("GER", false, false)]
    [InlineData("deu", false, false)]
    [InlineData("DE", false, false)]
    [InlineData("", false, false)]
    public void A_code_is_a_foreign_nationality_an_issuer_both_or_neither(string code, bool nationality, bool issuer) =>
        Assert.Equal((nationality, issuer), (CountryCodes.IsForeignNationality(code), CountryCodes.IsIssuer(code)));

    [Theory]
    [InlineData("D", "DEU")]
    [InlineData("DEU", "DEU")]
    [InlineData("GBD", "GBD")]
    [InlineData("FRA", "FRA")]
    public void A_state_has_one_code(string printed, string code) => Assert.Equal(code, CountryCodes.IsoOf(printed));
}
