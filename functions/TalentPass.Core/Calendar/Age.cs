namespace TalentPass.Core.Calendar;

/// <summary>Ages in full years (周岁), as the law counts them.</summary>
public static class Age
{
    /// <summary>Below this age personal information needs a guardian's consent (PIPL 31).</summary>
    public const int OfOwnConsent = 14;

    /// <summary>From this age on a person acts for itself (民法典 17).</summary>
    public const int OfMajority = 18;

    /// <summary>Full years on a day: the birthday itself counts from its own day on; 29 February from 1 March.</summary>
    public static int On(DateOnly birthDate, DateOnly day)
    {
        var years = day.Year - birthDate.Year;
        return (day.Month, day.Day).CompareTo((birthDate.Month, birthDate.Day)) < 0 ? years - 1 : years;
    }
}
