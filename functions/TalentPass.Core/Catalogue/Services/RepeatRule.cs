namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// When a request repeats an earlier one of the same applicant: the earlier one has the same subject and is open, or was decided
/// in favour within a period.
/// </summary>
/// <param name="Subject">The fields of the form that name the subject; none when the subject is the applicant.</param>
/// <param name="Months">The months after a decision in favour; null when only an open request counts.</param>
/// <param name="Once">Whether a decision in favour counts for good.</param>
public sealed record RepeatRule(IReadOnlyList<string> Subject, int? Months = null, bool Once = false);
