namespace TalentPass.Core.Calendar;

/// <summary>Computes ages in full years (周岁), as the law counts them.</summary>
public static class Age
{
    /// <summary>Below this age, a guardian must consent to the processing of personal information (PIPL 31).</summary>
    public const int OfOwnConsent = 14;

    /// <summary>From this age on, a person is an adult and acts alone (民法典 17).</summary>
    public const int OfMajority = 18;

    /// <summary>
    /// The full years on a day. The age grows on the birthday itself; for a person born on 29 February, on 1 March in other
    /// years.
    /// </summary>
    public static int On(DateOnly birthDate, DateOnly day)
    {
        var years = day.Year - birthDate.Year;
        return (day.Month, day.Day).CompareTo((birthDate.Month, birthDate.Day)) < 0 ? years - 1 : years;
    }
}
