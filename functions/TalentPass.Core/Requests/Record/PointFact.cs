using System.Text.Json.Serialization;
using TalentPass.Core.Talents.Eligibility;

namespace TalentPass.Core.Requests.Record;

/// <summary>
/// A point that the department must check before it approves (待核实事项), because the data on record does not answer it. Its text
/// follows from its name and from the service.
/// </summary>
/// <param name="Point">The name, see <see cref="FilingPoints"/>.</param>
/// <param name="Checked">What an officer found; null before.</param>
public sealed record PointFact(string Point, PointCheck? Checked = null)
{
    /// <summary>Whether an officer found that the point is met.</summary>
    [JsonIgnore]
    public bool IsMet => Checked is { Met: true };
}

/// <summary>What an officer found about a point. The note is in the history.</summary>
/// <param name="Met">Whether the point is met.</param>
/// <param name="By">The officer's account.</param>
/// <param name="At">When.</param>
public sealed record PointCheck(bool Met, string By, DateTimeOffset At);
