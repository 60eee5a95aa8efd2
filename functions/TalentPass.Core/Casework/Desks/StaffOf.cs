namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// Tells whether an account is staff of a department. Null when this is not known: in production the accounts belong to the
/// city's own sign-in.
/// </summary>
public delegate bool? StaffOf(string account, string department);
