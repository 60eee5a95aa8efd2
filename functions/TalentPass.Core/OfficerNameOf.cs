namespace TalentPass.Core;

/// <summary>
/// The name to show for the account of an officer. Null when it is not known: in production the accounts belong to the city's own
/// sign-in.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="english">Whether the name is in English; otherwise in Chinese.</param>
public delegate string? OfficerNameOf(string account, bool english);
