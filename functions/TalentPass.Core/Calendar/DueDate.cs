namespace TalentPass.Core.Calendar;

/// <summary>The day on which something is due. It is late when this day has ended.</summary>
/// <param name="Date">The day in Asia/Shanghai.</param>
/// <param name="Provisional">
/// True when the period reaches into a year whose calendar is not published yet. For that year, weekends are the only days
/// off. The day must be computed again when the calendar is published.
/// </param>
public readonly record struct DueDate(DateOnly Date, bool Provisional);
