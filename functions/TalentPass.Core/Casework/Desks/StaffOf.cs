namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// Tells whether an account is staff of a department. Null when this is not known: in production the accounts belong to the
/// city's own sign-in.
/// </summary>
public delegate bool? StaffOf(string account, string department);

/// <summary>
/// Tells whether an account may be the second person (复核) for a department's requests: a supervisor of the department or of all, or
/// an officer of the department. Null when this is not known, see <see cref="StaffOf"/>.
/// </summary>
public delegate bool? SecondPersonOf(string account, string department);
