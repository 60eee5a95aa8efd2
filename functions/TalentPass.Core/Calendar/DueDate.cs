namespace TalentPass.Core.Calendar;

/// <summary>A day something is due, at its end.</summary>
/// <param name="Date">The day in Asia/Shanghai.</param>
/// <param name="Provisional">
/// True when the count reached into a year whose calendar is not published: plain weekends stood in for it, and the day
/// is to be computed again when the calendar arrives.
/// </param>
public readonly record struct DueDate(DateOnly Date, bool Provisional);
