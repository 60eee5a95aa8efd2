using TalentPass.Core.Requests.Record;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Requests.Rules;

/// <summary>
/// The points that the department checks (待核实事项): an officer ticks each as met or not met, and only a request whose points are
/// all met can be approved. A point may be ticked again.
/// </summary>
internal static class RequestPoints
{
    private const char Line = '\n';

    /// <summary>Makes the step that ticks a point. Only staff may read it.</summary>
    public static Outcome<RequestStep> Tick(StepContext context, string point, bool met, string? note)
    {
        var points = context.Course.Points;
        if (!points.Any(each => each.Point == point))
        {
            return Refusal.Invalid("/point", ValidationCodes.NotInList);
        }

        var ticked = new PointCheck(met, context.Actor.Account, context.Now);
        var course = context.Course with { Points = [.. points.Select(each => each.Point == point ? each with { Checked = ticked } : each)] };
        return context.Done(context.Next() with { Course = course }, $"{point}{Line}{(met ? "met" : "not_met")}{Line}{note}", isInternal: true);
    }

    /// <summary>The refusal <c>points_unchecked</c> of an approval; null when every point is met.</summary>
    public static Refusal? Unchecked(StepContext context) => context.Course.Points.Where(each => !each.IsMet).ToArray() is { Length: > 0 } open
        ? new Refusal(RefusalCodes.PointsUnchecked) { Points = [.. open.Select(each => new OpenPoint(each.Point, FilingPoints.TextOf(context.Rules.Service, each.Point)))] }
        : null;

    /// <summary>Reads the text of a tick in the history: the point, whether it is met, and the note.</summary>
    public static (string Point, bool Met, string? Note) Read(string? text) => (text ?? "").Split(Line, 3) is [var point, var met, var note]
        ? (point, met == "met", note.Length == 0 ? null : note) : (text ?? "", false, null);
}
