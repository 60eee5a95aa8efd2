namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// Whether an account is staff of a department; null where nobody can tell, since accounts live at the city's own sign-in.
/// </summary>
public delegate bool? StaffOf(string account, string department);
