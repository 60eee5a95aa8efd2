namespace TalentPass.Core.Talents;

/// <summary>Where a talent belongs by nationality and residence; the second axis beside the tier.</summary>
public enum Nature
{
    /// <summary>境内: of the Chinese mainland.</summary>
    Mainland,

    /// <summary>港澳台: of Hong Kong, Macao or Taiwan.</summary>
    Hmt,

    /// <summary>外籍: of another country.</summary>
    Foreign,
}
