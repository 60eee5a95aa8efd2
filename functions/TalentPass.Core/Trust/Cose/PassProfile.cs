namespace TalentPass.Core.Trust.Cose;

/// <summary>The three forms of a TP1 code.</summary>
public enum PassProfile
{
    /// <summary>S (show): the server makes the code for a phone that is online. The code expires within 60 seconds.</summary>
    Show = 1,

    /// <summary>
    /// H (holder): a credential stored on the phone, and the phone's own signature over the time. For a phone that is
    /// offline.
    /// </summary>
    Holder = 2,

    /// <summary>
    /// P (paper): a printed card. A verifier never shows green for a card alone; a person checks the identity document.
    /// </summary>
    Card = 3,
}

/// <summary>The limits of the profiles.</summary>
public static class PassProfiles
{
    /// <summary>How far the issuer's clock may be ahead of ours before a code counts as not yet valid.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>An H code is green when the phone's clock and ours differ by at most this much.</summary>
    public static readonly TimeSpan HolderFresh = TimeSpan.FromSeconds(60);

    /// <summary>
    /// An H code is amber ("refresh, or check the clock") when the clocks differ by at most this much. Above it is red.
    /// </summary>
    public static readonly TimeSpan HolderLimit = TimeSpan.FromSeconds(300);

    /// <summary>
    /// The longest time from issue to expiry: S 60 seconds, H 7 days, P 1,096 days (three years with one leap day).
    /// </summary>
    public static TimeSpan MaxLife(this PassProfile profile) => profile switch
    {
        PassProfile.Show => TimeSpan.FromSeconds(60),
        PassProfile.Holder => TimeSpan.FromDays(7),
        PassProfile.Card => TimeSpan.FromDays(1096),
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };

    /// <summary>The letter of the profile in documents and logs.</summary>
    public static string Letter(this PassProfile profile) => profile switch
    {
        PassProfile.Show => "S",
        PassProfile.Holder => "H",
        PassProfile.Card => "P",
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };
}
