namespace TalentPass.Core.Talents.Records;

/// <summary>The ids of the natures (人员性质) that rules in the code depend on. They are ids of the catalogue.</summary>
public static class Natures
{
    /// <summary>境内: of the Chinese mainland.</summary>
    public const string Domestic = "domestic";

    /// <summary>港澳台: of Hong Kong, Macao or Taiwan.</summary>
    public const string Hmt = "hmt";

    /// <summary>外籍: of another country.</summary>
    public const string Foreign = "foreign";
}
