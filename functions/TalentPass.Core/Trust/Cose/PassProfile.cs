namespace TalentPass.Core.Trust.Cose;

/// <summary>The three forms of a TP1 code.</summary>
public enum PassProfile
{
    /// <summary>S: minted by the server for a phone that is online; dead within 60 seconds.</summary>
    Show = 1,

    /// <summary>H: a stored credential and the phone's own signature over the time, for a phone that is offline.</summary>
    Holder = 2,

    /// <summary>P: a printed card; never green by itself.</summary>
    Card = 3,
}

/// <summary>The limits that belong to a profile.</summary>
public static class PassProfiles
{
    /// <summary>How far a clock may run ahead of ours before a code counts as not yet valid.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Up to this distance between the phone's clock and ours an H code is green.</summary>
    public static readonly TimeSpan HolderFresh = TimeSpan.FromSeconds(60);

    /// <summary>Up to this distance an H code is amber ("refresh, or check the clock"); beyond it is red.</summary>
    public static readonly TimeSpan HolderLimit = TimeSpan.FromSeconds(300);

    /// <summary>The longest time from issue to expiry: S 60 seconds, H 7 days, P 3 years.</summary>
    public static TimeSpan MaxLife(this PassProfile profile) => profile switch
    {
        PassProfile.Show => TimeSpan.FromSeconds(60),
        PassProfile.Holder => TimeSpan.FromDays(7),
        PassProfile.Card => TimeSpan.FromDays(1096),
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };
}
